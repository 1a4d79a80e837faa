"""Run by test_concurrent_acts: many processes act on the register at once, then the ledger is read.

Usage: concurrent_acts.py PEOPLE ROUNDS (DATABASE_URL names a migrated database). Prints one JSON object.
"""

import json
import os
import sys

import django

# The script's own folder has a package called `search`, which must not stand before ours.
sys.path = [folder for folder in sys.path if os.path.abspath(folder) != os.path.dirname(os.path.abspath(__file__))]
django.setup()

from django.db import connections  # noqa: E402

from cms.register import audit, ledger, verbs  # noqa: E402
from cms.register.models import Entry, LedgerLine  # noqa: E402
from tests.factories import cases, site  # noqa: E402

PEOPLE, ROUNDS = map(int, sys.argv[1:])


def person(number, pages):
    """What one of them does: publishes a case of her own, marks it again and again, and ends the common one."""
    entry = verbs.publish(pages[number])
    for _round in range(ROUNDS):
        verbs.dispute(entry, why="异议")
        verbs.resume(entry, why="核查完毕")
    try:
        verbs.end(Entry.objects.get(page_id=pages[-1].pk), reason="repaired", why="修复")
    except verbs.Refused:
        os._exit(3)  # another was first
    os._exit(0)


def main():
    """Forks the people and says how each fared and what the ledger holds."""
    tree = site.make_tree()
    pages = [cases.punishment(tree.scjg) for _ in range(PEOPLE + 1)]
    verbs.publish(pages[-1])
    connections.close_all()
    children = []
    for number in range(PEOPLE):
        child = os.fork()
        if child == 0:
            try:
                person(number, pages)
            except Exception as error:
                print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
                os._exit(1)
        children.append(child)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    report = {
        "statuses": sorted(statuses),
        "lines": LedgerLine.objects.count(),
        "fault": ledger.verify() or audit.fault(),
    }
    print(json.dumps(report))  # noqa: T201


main()
