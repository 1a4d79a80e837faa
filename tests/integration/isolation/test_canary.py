"""A unit's drafts, files and forms show themselves to nobody of another unit, at no address of the site."""

from collections import Counter
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.db import transaction

from cms.notices.models import Notice
from tests import public_addresses
from tests.integration import admin_addresses
from tests.integration.answers import read
from tests.integration.isolation.planting import LEFT_OUT, QUESTIONS, ROLES, SOUGHT, plant, rows

pytestmark = pytest.mark.engine("sqlite")  # what is asked is the same on every engine, and takes minutes

BREAKS = {"wagtailadmin_choose_page_external_link"}  # Wagtail's own, with a POST that no form of its sends

# The public addresses tell people who are signed in apart in one thing only, the files of drafts: two roles will do.
PUBLIC_TOO = {"anonymous", "leader of another unit"}


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
            "edition": planted.edition,
            "activity": planted.activity,
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


def every_public_address(planted):
    """Every public address as (name, address), asked for the draft and its files, with every question it takes."""
    frames = ("/", "/board/", "/honours/", "/policies/", "/campaigns/", "/units/", "/units/scjg/")
    files = (planted.document.url, planted.picture.get_rendition("max-165x165").url)
    trace = public_addresses.Trace(
        name=SOUGHT,
        code="91500116MA0000000X",
        document_number=SOUGHT,
        path=planted.draft.get_url(),
        verification="A" * 12,
        words=(SOUGHT,),
        files=files,
        frames=frames,
    )
    return [("public", address) for address in public_addresses.addresses(trace)]


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
            # A page that does not exist offers to search for the words of its address: whoever asks knows these.
            known = planted.canaries.found_in(unquote(address).encode())
            places = [place for place in planted.canaries.found_in(body) if place not in known]
            if answer.status_code >= 500 and name not in BREAKS:
                places = [*places, f"status {answer.status_code}"]
            if places:
                found.append((name, method, address, places))
    return found, asked


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_unit_comes_back(role, tree, planted, client, record_property):
    addresses = [*every_address(tree, planted)]
    if role in PUBLIC_TOO:
        addresses = [*addresses, *every_public_address(planted)]
    if ROLES[role]:
        client.force_login(ROLES[role](tree))
    before = rows()
    found, asked = leaks(client, planted, addresses)
    names = {name for name, _address in addresses}
    record_property("table", f"canary: {role}: {len(names)} routes, {dict(asked)} requests, {len(found)} leaks")
    assert found == [], "\n".join(map(str, found))
    assert rows() == before
