"""Run by test_at_once: two housekeepings and two handlers at the same moment.

Usage: at_once.py (DATABASE_URL names a migrated database, EMAIL_URL a folder for messages). Prints one JSON object.
"""

import datetime
import json
import os
import sys

import django

django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from cases.remedy import acts  # noqa: E402
from cases.remedy.models import Intake, IntakeStep, Reminder  # noqa: E402
from cms import clock  # noqa: E402
from cms.register.models import LedgerLine  # noqa: E402
from cms.register.verbs import Refused  # noqa: E402
from tests.factories import cases, site  # noqa: E402


def forked(*people):
    """The exit codes of everybody's deed, all begun at once."""
    connections.close_all()
    children = []
    for deed in people:
        child = os.fork()
        if child == 0:
            try:
                deed()
            except Refused:
                os._exit(3)
            except Exception as error:
                print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
                os._exit(1)
            os._exit(0)
        children.append(child)
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def main():
    """Makes intakes of yesterday and of long ago, and lets everybody go."""
    tree = site.make_tree()
    handler = site.make_user("编辑", username="handler")
    handler.user_permissions.add(Permission.objects.get(codename="handle_intake"))
    entry = cases.published(cases.punishment(tree.scjg))
    given = {"entry": entry, "topic": "wrong_content", "statement": "金额有误，请核对。", "name": "贺某"}
    ago = clock.now() - datetime.timedelta(days=20)
    late = [acts.receive(kind="objection", at=ago, **given) for _number in range(4)]
    for _number in range(4):
        old = acts.receive(kind="objection", at=clock.now() - datetime.timedelta(days=300), **given)
        acts.refuse(old, answer="不属于受理范围。", by=handler, at=old.received_at)
    chores = forked(*[lambda: call_command("housekeeping", verbosity=0)] * 3)
    accepted = forked(*[lambda: acts.accept(late[0], by=handler)] * 3)
    report = {
        "chores": chores,
        "accepted": accepted,
        "reminders": Reminder.objects.count(),
        "removed": Intake.objects.filter(removed_at__isnull=False).count(),
        "removals": IntakeStep.objects.filter(act="removed").count(),
        "disputes": LedgerLine.objects.filter(verb="dispute").count(),
    }
    print(json.dumps(report))  # noqa: T201


main()
