"""Figures and changes: of what is public alone; what has ended is counted and named nowhere."""

import datetime
import json
import statistics

import pytest
import time_machine
from django.utils import timezone

from cms import clock
from cms.register import verbs
from cms.register.figures import figures
from cms.register.models import Entry
from cms.rules.models import Field
from cms.rules.workdays import deadline, running_count
from cms.units.models import Unit
from tests.factories import cases
from tests.integration.api.test_entries import get

SHOWN = ("/figures/", "/changes/", "/changes/feed.atom", "/api/v1/figures", "/api/v1/changes")


@pytest.fixture
def three(tree):
    """Two punishments and an honour, all of this year."""
    return [
        verbs.publish(cases.punishment(tree.scjg, subject="江津区鼍鼓乐器有限公司")),
        verbs.publish(cases.punishment(tree.fgw)),
        verbs.publish(cases.honour(tree.scjg)),
    ]


class TestFigures:
    """`/figures/` and `/api/v1/figures`."""

    def test_counts_what_is_visible(self, three, client):
        found = get(client, "/api/v1/figures")
        assert {row["kind"]: row["count"] for row in found["kinds"]} == {
            "punishment": 2, "honour": 1, "policy": 0, "campaign": 0, "page": 0,
        }  # fmt: skip
        assert {row["code"]: row["count"] for row in found["fields"] if row["count"]} == {
            "quality": 2, "contract-honouring": 1,
        }  # fmt: skip
        units = {row["code"]: (row["punishments"], row["honours"]) for row in found["units"]}
        assert units["scjg"] == (1, 1)
        assert units["fgw"] == (1, 0)
        assert sum(row["punishments"] + row["honours"] for row in found["by_year"]) == 3

    def test_stand_in_the_official_order(self, three, client):
        found = get(client, "/api/v1/figures")
        assert [row["code"] for row in found["fields"]] == list(Field.objects.values_list("code", flat=True))
        assert [row["code"] for row in found["units"]] == list(Unit.objects.values_list("code", flat=True))

    def test_of_a_year(self, three, client):
        year = three[0].year
        found = get(client, f"/api/v1/figures?year={year}")
        assert sum(row["punishments"] for row in found["by_month"]) == sum(entry.year == year for entry in three[:2])
        empty = get(client, "/api/v1/figures?year=1999")
        assert not any(row["count"] for row in empty["kinds"])
        get(client, "/api/v1/figures?year=0", 400)

    def test_the_median_is_that_of_each_case(self, tree):
        today, first = clock.today(), clock.today() - datetime.timedelta(days=80)
        for day in range(0, 78, 13):
            verbs.publish(cases.punishment(tree.scjg, decided_on=first + datetime.timedelta(days=day)))
        slow = []
        for decided in Entry.objects.values_list("decided_on", flat=True):
            days = next(count for count in range(200) if deadline(decided, count + 1).day > today)
            slow.append(days)
        told = figures()["days_to_publish"]
        assert told["median"] == statistics.median(slow)
        assert told["units"] == [{"code": "scjg", "name": "市场监管局", "median": statistics.median(slow), "cases": 6}]

    def test_ended_is_counted_and_not_named(self, three, client):
        verbs.end(three[0], reason="repaired", why="信用修复")
        found = get(client, "/api/v1/figures")
        ended = {(row["kind"], row["reason"]): row["count"] for row in found["ended"]}
        assert ended["punishment", "repaired"] == 1
        assert sum(ended.values()) == 1
        with time_machine.travel(three[1].visible_until, tick=False):
            ended = {(row["kind"], row["reason"]): row["count"] for row in get(client, "/api/v1/figures")["ended"]}
        assert ended["punishment", "expired"] == 1  # by the clock, though no housekeeping wrote it down

    def test_few_queries(self, three, client, django_assert_max_num_queries):
        client.get("/figures/")
        with django_assert_max_num_queries(8):
            assert client.get("/figures/").status_code == 200
        with django_assert_max_num_queries(8):
            get(client, "/api/v1/figures")

    @pytest.mark.parametrize("year", ["x", "\0", "9" * 5000, "²⁰²⁶", "0", "1899"])
    def test_a_year_that_is_none_is_left_out_with_a_notice(self, db, client, year):
        answer = client.get("/figures/", {"year": year})
        assert answer.status_code == 200
        assert "没有这个年份" in answer.content.decode()

    def test_each_chart_has_words_and_a_table(self, three, client):
        text = client.get("/figures/").content.decode()
        charts = text.count('class="chart')
        assert text.count("<title id=") == text.count("<desc id=") == text.count("<table>") >= 5
        assert charts >= 5


def test_the_count_of_working_days(db):
    first = datetime.date(2026, 9, 28)  # before the National Day's week and its make-up days
    running = running_count(first, datetime.date(2026, 10, 31))
    for days in range(1, 12):
        assert running[(deadline(first, days).day - first).days] == days


class TestChanges:
    """`/changes/`, its feed and `/api/v1/changes`."""

    def test_new(self, three, client):
        found = get(client, "/api/v1/changes")
        assert {row["code"] for row in found["new"]} == {entry.code for entry in three}
        assert found["since"] == (clock.today() - datetime.timedelta(days=7)).isoformat()
        text = client.get("/changes/").content.decode()
        assert all(entry.title in text for entry in three)

    def test_filters(self, three, client):
        for query, count in {"type=honour": 1, "unit=scjg": 2, "field=quality": 2, "field=quality&unit=fgw": 1}.items():
            assert len(get(client, f"/api/v1/changes?{query}")["new"]) == count
            assert client.get(f"/changes/?{query}").content.decode().count("data-url=") == count
            assert client.get(f"/changes/feed.atom?{query}").content.decode().count("<entry>") == count
        assert client.get("/changes/feed.atom?unit=none").content.decode().count("<entry>") == 0

    def test_corrected(self, three, client):
        with time_machine.travel(clock.now() + datetime.timedelta(days=20), tick=False):
            page = three[0].page.specific
            page.penalty = "罚款二万元"
            page.save_revision()
            cases.reviewed(page)
            verbs.correct(three[0], what="更正罚款数额")
            found = get(client, "/api/v1/changes")
            assert found["new"] == []
            (one,) = found["corrected"]
            assert (one["what"], one["entry"]["code"]) == ("更正罚款数额", three[0].code)
            assert "更正罚款数额" in client.get("/changes/").content.decode()
            assert client.get("/changes/feed.atom").content.decode().count("<entry>") == 1

    def test_ended_is_told_by_kind_field_unit_and_day_alone(self, three, client):
        entry, subject = three[0], three[0].subjects.get()
        verbs.end(entry, reason="repaired", why="信用修复")
        (one,) = get(client, "/api/v1/changes")["ended"]
        day, of = clock.today().isoformat(), {"field": entry.field.name, "unit": entry.unit.short_name}
        assert one == {"day": day, "kind": "punishment", "count": 1} | of
        for address in SHOWN:
            text = client.get(address).content.decode()
            for word in (entry.title, subject.name, subject.code, entry.path, entry.document_number):
                assert word not in text, (address, word)
        assert f"entry:{entry.code}" in client.get("/changes/feed.atom").content.decode()  # the tombstone

    def test_hidden_is_not_told_as_ended(self, three, client):
        verbs.suspend(three[0], why="法院裁定")
        found = get(client, "/api/v1/changes")
        assert found["ended"] == []
        assert three[0].code not in json.dumps(found)

    def test_what_begins_later_is_not_told(self, three, client):
        Entry.objects.filter(pk=three[0].pk).update(visible_from=clock.now() + datetime.timedelta(minutes=5))
        assert len(get(client, "/api/v1/changes")["new"]) == 2

    def test_days_that_cannot_be_meant(self, three, client):
        today = clock.today()
        for since, until in [("2020-01-01", ""), ("", "2999-01-01"), ("", "0001-01-01"), (str(today), "2026-01-01")]:
            get(
                client,
                f"/api/v1/changes?since={since}&until={until}"
                if since and until
                else f"/api/v1/changes?{'since' if since else 'until'}={since or until}",
                400,
            )
        for text in ["x", "\0", "9" * 5000, "2026-02-30", "20260101", "0001-01-01"]:
            answer = client.get("/changes/", {"since": text, "until": text, "unit": text, "type": text})
            assert answer.status_code == 200
            assert "已略去" in answer.content.decode()
            assert client.get("/changes/feed.atom", {"since": text, "field": text}).status_code == 200
            get(client, f"/api/v1/changes?since={text}".replace("\0", "%00"), 400)

    def test_few_queries(self, three, client, django_assert_max_num_queries):
        client.get("/changes/")
        with django_assert_max_num_queries(10):
            client.get("/changes/")


def test_a_day_is_of_the_districts_time(three, client):
    """Published late in the evening by world time: the next day here."""
    Entry.objects.filter(pk=three[0].pk).update(
        visible_from=timezone.make_aware(datetime.datetime.combine(clock.today(), datetime.time(0, 0, 1)))
    )
    found = get(client, f"/api/v1/changes?since={clock.today()}")
    assert three[0].code in {row["code"] for row in found["new"]}
