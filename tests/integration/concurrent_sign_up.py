"""Run by test_concurrent_sign_up: many people want the last seats, and two machines prepare one year, at once.

Usage: concurrent_sign_up.py PEOPLE SEATS YEAR (DATABASE_URL names a migrated database). Prints one JSON object.
"""

import json
import os
import sys

import django

# The script's own folder has a package called `search`, which must not stand before ours.
sys.path = [folder for folder in sys.path if os.path.abspath(folder) != os.path.dirname(os.path.abspath(__file__))]
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from campaigns import events  # noqa: E402
from campaigns.models import CampaignPage, Edition, EventCount, SignUp, Task  # noqa: E402
from cms import clock  # noqa: E402
from cms.register import verbs  # noqa: E402
from tests.factories import cases, site  # noqa: E402

PEOPLE, SEATS, YEAR = map(int, sys.argv[1:])
REFUSED = 3


def at_once(act, times):
    """How `act(number)` ended in each of so many processes that begin together: 0, 3 where refused, 1 for a fault."""
    connections.close_all()
    gate, door = os.pipe()
    children = []
    for number in range(times):
        child = os.fork()
        if child == 0:
            os.close(door)
            os.read(gate, 1)  # until the parent closes the door: all begin together
            try:
                act(number)
            except events.Refused:
                os._exit(REFUSED)
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(door)
    return sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def wish(number):
    """One, two or three seats, as the number of who comes says."""
    return number % 3 + 1


def main():
    """Says how each fared, and what stands in the tables afterwards."""
    site.make_tree()
    day = clock.today().replace(year=clock.today().year + 1, day=1).isoformat()
    value = {"title": "讲座", "day": day, "time": "09:30:00", "place": "大厅", "seats": SEATS}
    entry = verbs.publish(cases.campaign(body=json.dumps([{"type": "event", "id": "e1", "value": value}])))
    event = events.events(entry)[0]
    signed = at_once(lambda number: events.sign_up(event, wish(number), f"CODE{number:06}"), PEOPLE)
    held = {row.digest: row.people for row in SignUp.objects.all()}
    # Everyone who has a seat gives it back twice at the same moment.
    taken = EventCount.objects.get().taken
    cancelled = at_once(lambda number: events.cancel(entry, f"CODE{number // 2:06}"), PEOPLE * 2)
    report = {"signed": signed, "held": sum(held.values()), "rows": len(held), "taken": taken}
    report |= {"cancelled": cancelled, "left": EventCount.objects.get().taken}

    before = CampaignPage.objects.count()
    report["prepared"] = at_once(lambda _number: call_command("prepare_editions", YEAR, stdout=sys.stderr), 2)
    editions = Edition.objects.filter(year=YEAR)
    report |= {
        "editions": editions.count(),
        "days": editions.values("day").distinct().count(),
        "pages": CampaignPage.objects.count() - before,
        "with_page": editions.filter(page__isnull=False).count(),
        "tasks": Task.objects.filter(edition__in=editions).count(),
    }
    print(json.dumps(report))  # noqa: T201


main()
