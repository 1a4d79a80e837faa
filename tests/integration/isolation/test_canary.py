"""A unit's drafts, files and forms show themselves to nobody of another unit, at no address of the site."""

import re
from collections import Counter
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from cases.reporting import reviews
from cms import clock
from cms.notices.models import Notice
from cms.units.models import Role
from tests.factories import cases, site
from tests.integration import admin_addresses
from tests.integration.answers import read
from tests.integration.isolation.planting import SOUGHT, Canaries, add_files, draft, plant, rows

pytestmark = pytest.mark.engine("sqlite")  # what is asked is the same on every engine, and takes minutes

ROLES = {
    "anonymous": None,
    "no role": lambda tree: site.make_user(None, username="no-role"),
    "reporter of another unit": lambda tree: site.make_member(tree.fgw, Role.REPORTER, "other-reporter"),
    "leader of another unit": lambda tree: site.make_member(tree.fgw, Role.LEADER, "other-leader"),
    "reporter of a town": lambda tree: site.make_member(tree.baisha, Role.REPORTER, "town-reporter"),
}
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test", ""}  # would sign out; an error made on purpose
BREAKS = {"wagtailadmin_choose_page_external_link"}  # Wagtail's own, with a POST that no form of its sends
QUESTIONS = [f"?q={SOUGHT}", f"?search={SOUGHT}", "?page_type=cases.PunishmentCasePage&ordering=title"]


@pytest.fixture
def planted(tree):
    """The secrets of the market regulator."""
    return plant(tree)


def samples(tree, planted):
    """The planted objects under the names by which addresses of the admin are filled."""
    made = admin_addresses.make_samples(tree, planted.people.editor)
    return SimpleNamespace(
        **vars(made)
        | {
            "pages": [*planted.pages, tree.scjg.page],
            "case": planted.draft,
            "policy": planted.returned,
            "in_review": planted.in_review,
            "picture": planted.picture,
            "document": planted.document,
            "collection": planted.picture.collection,
            "state": planted.state,
            "intake": planted.intake,
            "notice": Notice.objects.filter(user=planted.people.reporter).first(),
            "user": planted.people.reporter,
        }
    )


def every_address(tree, planted):
    """Every address of the admin as (name, address), with the planted objects where it names any."""
    filled = samples(tree, planted)
    for _route, name, arguments in admin_addresses.patterns():
        if name in LEFT_OUT or (name in admin_addresses.NOT_OPENED and arguments):
            continue
        for address in admin_addresses.addresses(name, arguments, filled):
            yield name, address
            if name == "wagtail_bulk_action":
                yield name, address.replace("?id=", f"?id=all&childOf={tree.scjg.page.pk}&x=")
            if "?" not in address and not arguments:
                yield from ((name, address + question) for question in QUESTIONS)


class Undone(Exception):
    """Ends a transaction without a trace."""


@contextmanager
def undone():
    """What happens inside is taken back."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


def leaks(client, planted, addresses):
    """Where a canary came back, or something broke: (name, method, address, places) each; and how much was asked."""
    found, asked = [], Counter()
    client.raise_request_exception = False
    for name, address in addresses:
        for method in ("get", "post"):
            data = {} if method == "get" else {"q": SOUGHT, "title": "x", "id": planted.draft.pk}
            with undone():
                answer = getattr(client, method)(address, data, follow=method == "post")
                body = read(answer) + str(dict(answer.headers)).encode()
            asked[method] += 1
            places = planted.canaries.found_in(body)
            if answer.status_code >= 500 and name not in BREAKS:
                places = [*places, f"status {answer.status_code}"]
            if places:
                found.append((name, method, address, places))
    return found, asked


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_unit_comes_back(role, tree, planted, client, record_property):
    addresses = list(every_address(tree, planted))
    if ROLES[role]:
        client.force_login(ROLES[role](tree))
    before = rows()
    found, asked = leaks(client, planted, addresses)
    names = {name for name, _address in addresses}
    record_property("table", f"canary: {role}: {len(names)} addresses, {dict(asked)} requests, {len(found)} leaks")
    assert found == [], "\n".join(map(str, found))
    assert rows() == before


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
