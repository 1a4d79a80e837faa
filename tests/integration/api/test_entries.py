"""Entries for programs: exactly what is public at the second of asking, by pages that neither repeat nor lose any."""

import base64
import datetime
import itertools
import json
import re

import pytest
import time_machine
from django.utils import timezone

from cms import clock
from cms.register import verbs
from cms.register.dictionary import COLUMNS, FACTS, NAMES, PRIVATE
from cms.register.models import Entry
from cms.rules.models import Field
from cms.units.models import Unit
from tests.factories import cases

ENTRIES = "/api/v1/entries"
# Cursors of moments that no other zone can tell, and of a key beyond every database.
FAR = [
    base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")
    for cursor in (
        ["published", "0001-01-01T00:00:00+23:59", 5],
        ["published", "9999-12-31T23:59:59-23:59", 5],
        ["published", "2026-01-01T00:00:00+00:00", 10**30],
    )
]


def get(client, address, status=200, **headers):
    """The JSON of an answer."""
    answer = client.get(address, headers=headers or None)
    assert answer.status_code == status, answer.content
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer["Content-Type"] == kind
    return answer.json()


def walk(client, address, between=lambda: None):
    """The codes on all pages from `address` on; `between` runs before each next page."""
    codes = []
    while address:
        page = get(client, address)
        codes += [item["code"] for item in page["items"]]
        address = page["next"] and page["next"].removeprefix("http://127.0.0.1:8000")
        between()
    return codes


@pytest.fixture
def many(tree):
    """Entries of which most share their date: 12 punishments, 5 honours, a policy."""
    day = clock.today() - datetime.timedelta(days=30)
    entries = [verbs.publish(cases.punishment(tree.scjg, decided_on=day, town=tree.baisha.town)) for _ in range(9)]
    entries += [verbs.publish(cases.punishment(tree.fgw)) for _ in range(3)]
    entries += [verbs.publish(cases.honour(tree.scjg, decided_on=day)) for _ in range(5)]
    return [*entries, verbs.publish(cases.policy())]


class TestAllowList:
    """What is given is declared, and what is not declared is not given."""

    def test_every_column_of_an_entry_is_classified(self):
        shown = {source for column in COLUMNS for source in column.sources}
        own = [
            field
            for field in Entry._meta.get_fields()
            if field.concrete or field.related_model._meta.app_label == "register"
        ]
        assert {field.name for field in own} == shown | set(PRIVATE)
        assert not shown & set(PRIVATE)

    def test_every_fact_of_a_case_is_declared(self, tree):
        for kind, page in (("punishment", cases.punishment(tree.scjg)), ("honour", cases.honour(tree.scjg))):
            assert set(page.facts()) - set(FACTS[kind]) == {"picture"}

    def test_a_record_has_the_declared_columns(self, many, client):
        (item, *_others) = get(client, ENTRIES)["items"]
        assert tuple(item) == NAMES

    def test_the_dictionary_names_them(self, client, db):
        items = get(client, "/api/v1/dictionary")["items"]
        assert [item["name"] for item in items] == list(NAMES)
        assert all(item["meaning"] and item["rule"] for item in items)


class TestPages:
    """Keyset pages."""

    def test_all_of_what_is_visible_once(self, many, client):
        for order, size in itertools.product(["decided", "published"], [1, 4, 18, 100]):
            codes = walk(client, f"{ENTRIES}?size={size}&order={order}")
            assert sorted(codes) == sorted(Entry.objects.visible().values_list("code", flat=True))
            assert len(set(codes)) == len(codes) == 18

    def test_while_entries_end_and_begin(self, many, tree, client):
        """Nothing that stays is lost or repeated, and nothing is given that is not public at that second."""
        ends = iter(many[:11:2])
        stays = {entry.code for entry in many} - {entry.code for entry in many[:11:2]}

        def between():
            for entry in [*ends][:2]:
                verbs.end(entry, reason="repaired", why="信用修复")
            verbs.publish(cases.punishment(tree.scjg))

        address, codes = f"{ENTRIES}?size=2", []
        while address:
            page = get(client, address)
            given = {item["code"] for item in page["items"]}
            assert given <= set(Entry.objects.visible().values_list("code", flat=True))
            codes += given
            address = page["next"] and page["next"].removeprefix("http://127.0.0.1:8000")
            between()
        assert len(codes) == len(set(codes))
        assert stays <= set(codes)

    def test_the_link_header_says_the_same(self, many, client):
        answer = client.get(f"{ENTRIES}?size=5&type=punishment")
        assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'
        assert "type=punishment" in answer["Link"]
        assert "Link" not in client.get(ENTRIES)

    @pytest.mark.parametrize(
        "cursor", ["x", "WzFd", "e30", "bnVsbA", "\0", "。", "W10" * 200, "WyJkZWNpZGVkIiwiMjAyNi0wMi0zMCIsMV0", *FAR]
    )
    def test_a_cursor_that_is_none(self, db, client, cursor):
        problem = get(client, f"{ENTRIES}?cursor={cursor}", 400)
        assert [fault["parameter"] for fault in problem["errors"]] == ["cursor"]

    def test_a_cursor_of_another_order(self, many, client):
        cursor = re.search(r"cursor=(\w+)", client.get(f"{ENTRIES}?size=1").json()["next"])[1]
        get(client, f"{ENTRIES}?size=1&order=decided&cursor={cursor}", 400)

    def test_few_queries(self, many, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            get(client, f"{ENTRIES}?unit=scjg&type=punishment")


class TestFilters:
    """The filters of the lists, strictly."""

    def test_what_is_left(self, many, client):
        Unit.objects.create(code="jtj")
        Field.objects.get_or_create(code="wages", defaults={"name": "工资", "kind": "punishment"})
        for query, count in {
            "": 18,
            "type=punishment": 12,
            "type=punishment&unit=fgw": 3,
            "unit=jtj": 0,
            "town=baisha": 9,
            "field=quality": 12,
            "field=wages": 0,
            "class=general": 12,
            "state=disputed": 0,
            "q=建材": 12,
            "q=诚信茶业&type=honour": 5,
            "year=1999": 0,
            "level=district": 1,
        }.items():
            assert len(walk(client, f"{ENTRIES}?size=7&{query}")) == count, query

    def test_by_the_credit_code_of_a_firm(self, many, client):
        code = many[0].subjects.get().code
        (item,) = get(client, f"{ENTRIES}?subject={code.lower()}")["items"]
        assert item["subjects"] == [{"name": "江津区试验建材有限公司", "code": code}]

    def test_only_the_columns_asked_for(self, many, client):
        assert get(client, f"{ENTRIES}?fields=url,%20title&size=1")["items"][0].keys() == {"url", "title"}

    def test_every_wrong_parameter_is_named(self, db, client):
        wrong = (
            "unit=none&field=%00&class=big&state=ended&year=20x6&order=relevance&size=1000&page=2&fields=title,end_reason"
            "&q=&town=a&town=b&subject=91&type=x&validity=y&topic=z&level=1&cursor=1"
        )
        problem = get(client, f"{ENTRIES}?{wrong}", 400)
        names = {name.split("=")[0] for name in wrong.split("&")} - {"cursor"}
        assert {fault["parameter"] for fault in problem["errors"]} == names
        assert all(fault["reason"] for fault in problem["errors"])
        (fields,) = [fault["reason"] for fault in problem["errors"] if fault["parameter"] == "fields"]
        assert "end_reason" in fields

    @pytest.mark.parametrize("value", ["%00", "9" * 5000, "長" * 600, "%FF%FE", "' OR 1=1 --", "²⁰²⁶"])
    @pytest.mark.parametrize(
        "name", ["q", "field", "unit", "year", "size", "order", "cursor", "subject", "fields", "issuer"]
    )
    def test_never_a_failure(self, db, client, name, value):
        assert client.get(f"{ENTRIES}?{name}={value}").status_code in (200, 400)


class TestOne:
    """An entry by its verification code or its address."""

    def test_has_its_facts_and_text(self, many, client):
        entry = many[0]
        for address in (f"{ENTRIES}/{entry.code}", f"{ENTRIES}/by-path?path={entry.path}"):
            whole = get(client, address)
            assert whole["code"] == entry.code
            assert whole["facts"]["penalty"] == "罚款一万元"
            assert "当事人未按规定履行义务" in whole["html"]
            assert whole["sha256"] == entry.content.sha256
            assert whole["corrections"] == []

    def test_tells_corrections_without_ids_of_the_desk(self, many, client):
        page = many[0].page.specific
        page.penalty = "罚款二万元"
        page.save_revision()
        cases.reviewed(page)
        verbs.correct(many[0], what="更正罚款数额")
        (correction,) = get(client, f"{ENTRIES}/{many[0].code}")["corrections"]
        assert correction.keys() == {"at", "what", "changes"}
        assert correction["what"] == "更正罚款数额"

    def test_ended_is_gone_and_names_nothing(self, many, client):
        entry = many[0]
        with time_machine.travel(entry.visible_until, tick=False):
            for address in (f"{ENTRIES}/{entry.code}", f"{ENTRIES}/by-path?path={entry.path}"):
                problem = get(client, address, 410)
                assert entry.title not in str(problem)
                assert problem.keys() == {"type", "title", "status", "detail"}

    def test_hidden_and_unknown_are_not_found(self, many, client):
        verbs.suspend(many[0], why="法院裁定")
        for address in (f"{ENTRIES}/{many[0].code}", f"{ENTRIES}/by-path?path={many[0].path}", f"{ENTRIES}/XXXXXXXXXX"):
            get(client, address, 404)
        get(client, f"{ENTRIES}/by-path?path=/nothing/", 404)
        get(client, f"{ENTRIES}/%00", 404)
        get(client, f"{ENTRIES}/by-path", 400)
        get(client, f"{ENTRIES}/by-path?path=%00", 400)

    def test_an_entry_that_begins_later_is_not_found(self, tree, client):
        entry = verbs.publish(cases.punishment(tree.scjg))
        Entry.objects.filter(pk=entry.pk).update(visible_from=clock.now() + datetime.timedelta(hours=1))
        get(client, f"{ENTRIES}/{entry.code}", 404)
        assert walk(client, ENTRIES) == []


class TestCopies:
    """Entity tags."""

    def test_unchanged_and_changed(self, many, client):
        tag = client.get(ENTRIES)["ETag"]
        answer = client.get(ENTRIES, headers={"if-none-match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
        verbs.end(many[0], reason="repaired", why="信用修复")
        assert client.get(ENTRIES, headers={"if-none-match": tag}).status_code == 200

    def test_no_copy_is_used_without_asking(self, many, client):
        assert "no-cache" in client.get(ENTRIES)["Cache-Control"]


def test_dates_carry_their_offset(many, client):
    item = get(client, f"{ENTRIES}?type=punishment&size=1")["items"][0]
    until = datetime.datetime.fromisoformat(item["visible_until"])
    assert until == Entry.objects.get(code=item["code"]).visible_until
    assert until.utcoffset() == timezone.get_default_timezone().utcoffset(None) or item["visible_until"].endswith(
        "+08:00"
    )
