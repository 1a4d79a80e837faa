"""Run by test_concurrent_reviews: several people pass the last review of a case in the same moment.

Usage: concurrent_reviews.py PEOPLE (DATABASE_URL names a migrated database). Prints one JSON object.
"""

import json
import os
import sys
import time

import django

django.setup()

from django.core.exceptions import PermissionDenied  # noqa: E402
from django.db import connections  # noqa: E402
from wagtail.models import TaskState  # noqa: E402

from cms.register import ledger  # noqa: E402
from cms.register.models import LedgerLine  # noqa: E402
from tests.factories import cases, site  # noqa: E402

PEOPLE = int(sys.argv[1])


def pass_it(page, person):
    """One reviewer's decision on what is in review now."""
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, person, "approve")


def late(state, person, start):
    """One of the people who have all read the review as open."""
    time.sleep(max(0, start - time.monotonic()))
    try:
        state.task.specific.on_action(state, person, "approve")
    except PermissionDenied:
        os._exit(3)  # another was first
    os._exit(0)


def main():
    """Two reviews one after the other, the third by everybody at once."""
    tree = site.make_tree()
    page = cases.punishment(tree.scjg, save=False)
    tree.scjg.page.add_child(instance=page)
    page.save_revision()
    people = [site.make_user(None, username=f"person-{number}", superuser=True) for number in range(PEOPLE + 2)]
    page.get_workflow().start(page, None)
    for person in people[-2:]:
        pass_it(page, person)
    state = page.current_workflow_task_state
    connections.close_all()
    start, children = time.monotonic() + 1, []
    for person in people[:PEOPLE]:
        child = os.fork()
        if child == 0:
            try:
                late(state, person, start)
            except Exception as error:
                print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
                os._exit(1)
        children.append(child)
    report = {
        "statuses": sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children),
        "approved": TaskState.objects.filter(status=TaskState.STATUS_APPROVED).count(),
        "verbs": list(LedgerLine.objects.values_list("verb", flat=True)),
        "fault": ledger.verify(),
    }
    print(json.dumps(report))  # noqa: T201


main()
