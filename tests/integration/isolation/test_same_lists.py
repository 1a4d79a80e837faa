"""Drafts of another unit change not one character of what a list, a count or a report shows."""

import re
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from cases.reporting import reviews
from cms import clock
from cms.units.models import Role
from tests.factories import cases, site
from tests.integration import admin_addresses
from tests.integration.answers import read
from tests.integration.isolation.planting import LEFT_OUT, QUESTIONS, ROLES, Canaries, add_files, draft

pytestmark = pytest.mark.engine("sqlite")  # what is asked is the same on every engine, and takes minutes
MOVING = re.compile(r"\b(?:\w{64}|\w{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")  # tokens and identifiers


def lists(client):
    """What every address without a variable part says, by name and question, without what moves by itself."""
    said = {}
    for _route, name, arguments in admin_addresses.patterns():
        if arguments or name in LEFT_OUT or name in admin_addresses.NOT_OPENED:
            continue
        for question in ("", *QUESTIONS):
            answer = client.get(reverse(name) + question)
            body = read(answer)
            if answer["Content-Type"].startswith(("text/", "application/json")):
                said[name, question] = MOVING.sub("", body.decode("utf-8", "replace"))
    return said


@pytest.mark.parametrize("role", [role for role in ROLES if ROLES[role]])
def test_no_list_count_or_report_says_that_there_is_more(role, tree, client):
    """Drafts of another unit change not one character of what is shown."""
    people = SimpleNamespace(reporter=site.make_member(tree.scjg, Role.REPORTER, "reporter-scjg"))
    site.make_member(tree.scjg, Role.LEADER, "leader-scjg")
    cases.published(cases.punishment(tree.scjg))  # the chooser's arrow says that there is a page below the unit's
    client.force_login(ROLES[role](tree))
    client.raise_request_exception = False
    with time_machine.travel(clock.now(), tick=False):  # some pages say when they were printed
        lists(client)  # what is made when it is first looked at
        before = lists(client)
        add_secrets(tree, people)
        after = lists(client)
    changed = {key: difference(body, after[key]) for key, body in before.items() if after[key] != body}
    assert changed == {}


def difference(before, after):
    """The lines that are not in both."""
    return sorted(set(before.splitlines()) ^ set(after.splitlines()))


def add_secrets(tree, people):
    """Drafts and files of the market regulator."""
    canaries = Canaries()
    page = draft(tree, people, canaries, "draft")
    reviews.submit(draft(tree, people, canaries, "in review"), people.reporter)
    page.locked = True
    page.save()
    add_files(tree, people, canaries)
