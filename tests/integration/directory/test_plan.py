"""The plan and where to find it: made from data; what does not answer is in preparation, decided when it is read."""

import json
import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.quality.freshness import standings
from cms.register import verbs
from home.directory.columns.plan import offers
from home.directory.models import PlanOffer, PlanPlace
from tests.factories import cases


def item(*addresses, number=1, page=None):
    """An item with these places."""
    row = PlanOffer(number=number, title="要点", offer="提供", kind="data")
    row.places = [PlanPlace(label="位置", address=address) for address in addresses]
    if page is not None:
        row.places.add(PlanPlace(label="页面", page=page))
    row.save()
    return row


def shown(client, number=1):
    """The addresses that the page links for an item, and whether it is in preparation."""
    text = client.get("/plan/").content.decode()
    part = re.search(rf'data-item="{number}".*?</li>\s*(?=<li id|</ol>)', text, re.DOTALL)[0]
    links = re.findall(r'<li><a href="([^"]+)"', part)
    return links, "正在准备" in part


def test_places_that_answer_are_linked(columns, client):
    item("/systems/", "/lookup/", "/measures/export.csv", "/board/", "/nowhere/", "/admin/")
    links, waiting = shown(client)
    assert links == ["/systems/", "/lookup/", "/measures/export.csv", "/board/"]
    assert not waiting
    assert all(client.get(link).status_code == 200 for link in links)


def test_an_item_without_a_public_place_is_in_preparation(columns, client):
    item("/nowhere/")
    assert shown(client) == ([], True)
    assert offers()[0].missing == ["位置"]


def test_decided_when_it_is_read(columns, client, editor):
    page = cases.information()
    item(page=page)
    assert shown(client) == ([], True)
    entry = verbs.publish(page)
    assert shown(client) == ([entry.path], False)
    verbs.end(entry, reason="withdrawn", why="撤下", by=editor)
    assert shown(client) == ([], True)


def test_the_quality_desk_tells_of_items_without_a_public_place(columns, client, editor):
    page = cases.information()
    item(page=page, number=7)
    item("/systems/", number=8)

    def told():
        return {row.column.key for row in standings() if row.column.key.startswith("plan:") and row.is_fault}

    assert told() == {"plan:7"}
    client.force_login(editor)
    text = client.get(reverse("quality_columns")).content.decode()
    assert "/plan/#item-7" in text
    assert "工作要点第7项：要点" in client.get(reverse("quality")).content.decode()
    entry = verbs.publish(page)
    assert told() == set()
    verbs.end(entry, reason="withdrawn", why="撤下", by=editor)
    assert told() == {"plan:7"}


@pytest.mark.parametrize("address", ["//example.org/", "https://example.org/", "board/", "/a b/", "/\\x"])
def test_only_addresses_of_this_site(db, address):
    with pytest.raises(ValidationError):
        PlanPlace(label="x", address=address).clean_fields(exclude=["item"])


def test_the_demo_names_places_for_all_39(db):
    rows = json.loads((settings.BASE_DIR / "home/directory/demo/plan.json").read_text(encoding="utf-8"))
    assert [row["number"] for row in rows] == list(range(1, 40))
    assert all(row["places"] for row in rows)
