"""What the tests of the assessment share."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from cases.models import MediaReport
from cases.reporting.record import Decision, record
from cms.register import verbs
from cms.units.models import Role
from tests.factories import cases, site

NOON = datetime.time(4, 0, tzinfo=datetime.UTC)  # 12:00 in Chongqing
TODAY = datetime.date(2026, 6, 10)


@pytest.fixture
def clock():
    """A clock that stands at noon of 10 June 2026 and can be moved."""
    with time_machine.travel(datetime.datetime.combine(TODAY, NOON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock, tree):
    """One person of each role, and their signed-in clients as `people.client(name)`."""
    users = {
        "reporter": site.make_member(tree.scjg, Role.REPORTER, "reporter"),
        "leader": site.make_member(tree.scjg, Role.LEADER, "leader"),
        "other": site.make_member(tree.fgw, Role.REPORTER, "other"),
        "editor": site.make_member(tree.fgw, Role.EDITOR, "editor"),
        "legal": site.make_member(tree.fgw, Role.LEGAL, "legal"),
        "supervisor": site.make_member(tree.fgw, Role.SUPERVISOR, "supervisor"),
    }

    def client(name):
        found = Client()
        if name != "anonymous":
            found.force_login(users[name])
        return found

    return SimpleNamespace(client=client, **users)


def noon(day):
    """The instant at noon of a date."""
    return datetime.datetime.combine(day, NOON)


def case(unit, *, submitted, passed=None, returned="", decided=None, public=None, make=cases.punishment, **fields):
    """A case submitted on a day; reviewed by three on `passed`, or `returned` for a reason; public from `public` on."""
    decided = decided or submitted - datetime.timedelta(days=3)
    extra = {"notified_on": decided} if make is cases.punishment else {"consent_on": decided}
    page = make(unit, decided_on=decided, **extra, **fields)
    from wagtail.models import WorkflowState

    WorkflowState.objects.filter(object_id=str(page.pk)).delete()  # those the factory wrote
    people = cases.get_user_model().objects.filter(username__startswith="reviewer-").order_by("pk")
    if returned:
        decisions = [Decision(people[0], noon(passed or submitted), "请补充", returned)]
    else:
        decisions = [Decision(person, noon(passed)) for person in people] if passed else []
    record(page, decisions, submitted_at=noon(submitted))
    if public:
        verbs.publish(page, at=noon(public))
    return page


def media(unit, day, *, title="诚信建设报道", medium="江津日报", state="reported", **fields):
    """A media report."""
    decided = {} if state == "reported" else {"decided_at": noon(day)}
    if state == "refused":
        decided["decision"] = "链接打不开"
    values = {"level": "district", "link": f"https://example.invalid/{title}"} | fields
    return MediaReport.objects.create(
        unit=unit.unit, title=title, medium=medium, published_on=day, state=state, **decided, **values
    )
