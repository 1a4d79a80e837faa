"""The people of the reviews, and a case that the reporter wrote."""

import contextlib
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from cms.units.models import Role
from tests.factories import cases, site


@pytest.fixture
def people(tree):
    """Who writes and reviews: two units' people, the credit office, and who has no part in it."""
    member = site.make_member
    return SimpleNamespace(
        reporter=member(tree.scjg, Role.REPORTER, "reporter"),
        leader=member(tree.scjg, Role.LEADER, "leader"),
        other_reporter=member(tree.fgw, Role.REPORTER, "other-reporter"),
        other_leader=member(tree.fgw, Role.LEADER, "other-leader"),
        editor=member(tree.fgw, Role.EDITOR, "editor"),
        legal=member(tree.fgw, Role.LEGAL, "legal"),
        supervisor=member(tree.fgw, Role.SUPERVISOR, "supervisor"),
        root=site.make_user(None, username="root", superuser=True),
    )


@pytest.fixture
def case(tree, people):
    """A complete case that nobody has reviewed, written by the reporter."""
    return written(tree, people.reporter)


def written(tree, by, **fields):
    """A complete draft of the market regulator, last saved by `by`, who owns it."""
    page = cases.punishment(tree.scjg, save=False, **fields)
    page.owner = by
    tree.scjg.page.add_child(instance=page)
    page.save_revision(user=by)
    return page


class Desk:
    """A browser in which one person is signed in."""

    def __init__(self, client, user):
        self.client = type(client)()
        self.client.force_login(user)

    def reviews(self, page):
        """What the page of the reviews says."""
        return self.client.get(reverse("reporting_reviews", args=[page.pk])).content.decode()

    def post(self, page, action, **data):
        """A button of the page of the reviews; the answer after the redirect."""
        return self.client.post(reverse("reporting_reviews", args=[page.pk]), {"action": action, **data}, follow=True)

    def decide(self, page, action="approve", comment="", turn=None):
        """Passes or returns what is in review now, or the task state `turn`."""
        turn = turn or page.current_workflow_task_state
        return self.post(page, action, comment=comment, task_state=turn.pk, reason="facts")

    def modal(self, page, action, turn, comment=""):
        """The same by the form of Wagtail's dashboard."""
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, turn.pk])
        return self.client.post(address, {"comment": comment, "reason": "facts"}, follow=True)


@pytest.fixture
def desk(client):
    """Signs somebody in, each in a browser of their own."""
    return lambda user: Desk(client, user)


@pytest.fixture
def time_machine_at():
    """Moves the clock to an instant until the end of the test."""
    with contextlib.ExitStack() as stack:
        yield lambda at: stack.enter_context(time_machine.travel(at))


@pytest.fixture
def submitted(case, people, desk):
    """The case, waiting for the unit's review."""
    desk(people.reporter).post(case, "submit")
    assert case.current_workflow_task.name == "成员单位审核"
    return case
