"""Run by test_at_once: three runs of reminders, then two who close a year while two others report for it.

Usage: at_once.py (DATABASE_URL names a migrated database). Prints one JSON object.
"""

import datetime
import json
import os
import sys

import django

django.setup()

from django.db import DatabaseError, connections  # noqa: E402

from cases.assessment import plan, years  # noqa: E402
from cases.assessment.models import ClosedYear, PlanItem  # noqa: E402
from cases.assessment.reminders import do_chores, remind_duties  # noqa: E402
from cases.models import MediaReport  # noqa: E402
from cms import clock  # noqa: E402
from cms.notices.models import Notice  # noqa: E402
from cms.units.models import Role  # noqa: E402
from tests.factories import site  # noqa: E402

REPORTS = 40


def forked(*people):
    """The exit codes of everybody's deed, all begun at once."""
    connections.close_all()
    children = []
    for deed in people:
        child = os.fork()
        if child == 0:
            try:
                deed()
            except ValueError:
                os._exit(3)
            except Exception as error:
                print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
                os._exit(1)
            os._exit(0)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def main():
    """Lets everybody go."""
    tree = site.make_tree()
    people = [site.make_member(tree.scjg, Role.REPORTER, f"reporter{number}") for number in range(3)]
    day = clock.today() + datetime.timedelta(days=5)
    item = PlanItem.objects.create(year=day.year, number=99, kind="assessment", title="平台建设", due_on=day)
    plan.set_units(item, [tree.scjg.unit])
    runs = forked(remind_duties, remind_duties, lambda: do_chores(None))
    year = clock.today().year - 1

    def report(unit):
        for number in range(REPORTS):
            try:
                MediaReport.objects.create(
                    unit=unit,
                    title=f"报道{number}",
                    medium="日报",
                    level="city",
                    published_on=datetime.date(year, 5, 5),
                )
            except DatabaseError:
                return  # closed meanwhile

    closers = forked(
        lambda: report(tree.scjg.unit),
        lambda: report(tree.fgw.unit),
        lambda: years.close(year, by=None),
        lambda: years.close(year, by=None),
    )
    notices = Notice.objects.filter(kind="deadline", key__startswith="assessment:duty", user__in=people)
    result = {
        "runs": sorted(runs),
        "notices": notices.count(),
        "closers": sorted(closers[2:]),
        "closed": ClosedYear.objects.count(),
        "written": MediaReport.objects.count(),
        "stored": len(years.figures_of_year(year).media),
    }
    print(json.dumps(result))  # noqa: T201


main()
