"""Suggestions by sound, and of fields, units and what others ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.register import verbs
from cms.register.models import Entry
from search import asked
from search import suggest as suggesting
from tests.factories import cases

SUBJECT = "重庆市江津区鼎盛建筑工程有限公司"
TITLE = "某公司拖欠劳动报酬案"


@pytest.fixture
def entry(tree):
    """A public case against a firm that the title does not name."""
    return verbs.publish(cases.punishment(tree.scjg, subject=SUBJECT, title=TITLE, document_number="渝罚〔2026〕13号"))


@pytest.fixture
def suggest(client):
    """The suggestions for what is typed."""

    def ask(typed):
        response = client.get("/search/suggest/", {"q": typed})
        assert response.status_code == 200
        return response.json()["suggestions"]

    return ask


SOUNDS = ["dingsheng", "dings", "ding", "DingSheng", "ding-sheng", "shengjianzhu", "chongqing", "chongq", "dsjz", "ds"]
SOUNDS += ["cqsjjq", "jjqds", "gcyxgs", "laodongbaochou", "ldbc", "tuoqian"]


@pytest.mark.parametrize("typed", [*SOUNDS, "ding sheng", "jianzhu gongcheng"])
def test_a_name_is_found_by_its_sound_from_any_place(entry, suggest, typed):
    assert [item["url"] for item in suggest(typed)] == [entry.path]


@pytest.mark.parametrize("typed", ["zhongqing", "dinsheng", "dszj", "shengding", "gsgs", "zz", "v", "hello", "wwww"])
def test_other_sounds_find_nothing(entry, suggest, typed):
    assert suggest(typed) == []


@pytest.mark.parametrize("typed", ["zeng", "ceng", "cengle", "zengyue", "cl", "zy", "yueshanghang"])
def test_a_character_with_two_readings_is_found_by_both(tree, suggest, typed):
    entry = verbs.publish(cases.punishment(tree.fgw, subject="曾乐商行", title="案"))
    assert [item["url"] for item in suggest(typed)] == [entry.path]


def test_an_apostrophe_parts_syllables(tree, suggest):
    west = verbs.publish(cases.information(title="西安交流"))
    first = verbs.publish(cases.information(title="先进单位"))
    assert [item["url"] for item in suggest("xi'an")] == [west.path]
    assert {item["url"] for item in suggest("xian")} == {west.path, first.path}


def test_letters_in_titles_and_codes_are_not_taken_for_sounds(tree, suggest):
    entry = verbs.publish(cases.punishment(tree.scjg, subject="江津区甲公司", title="案"))
    code = entry.subjects.get().code
    assert [item["url"] for item in suggest(code[8:12])] == [entry.path]
    assert not suggest("jiagsi")
    # The marks of sounds are no letters that anybody types.
    assert suggest("\u02b8jia") == suggest("yjia") == []


def test_what_begins_so_comes_first_by_sound_too(tree, suggest):
    begins = verbs.publish(cases.information(title="鼎盛简介"))
    inside = verbs.publish(cases.information(title="走访鼎盛"))
    assert [item["url"] for item in suggest("dingsheng")] == [begins.path, inside.path]


def test_the_line_that_holds_what_was_typed_is_shown(entry, suggest):
    code = entry.subjects.get().code
    shown = {typed: suggest(typed)[0]["text"] for typed in ("鼎盛", "dingsheng", "劳动", code[:9], "渝罚")}
    assert shown["鼎盛"] == shown["dingsheng"] == f"{SUBJECT} · {TITLE}"
    assert shown["劳动"] == TITLE
    assert shown[code[:9]] == f"{code} {SUBJECT}"
    assert shown["渝罚"] == f"渝罚〔2026〕13号 · {TITLE}"


class TestFrames:
    """Fields and units."""

    def test_a_field_in_which_somebody_was_punished(self, entry, suggest):
        name, url = entry.field.name, f"/board/?field={entry.field.code}"
        assert {"text": name, "url": url, "type": "field"} in suggest(name[:2])

    def test_a_field_that_lists_nobody_is_not_suggested(self, entry, suggest):
        verbs.end(entry, reason="repaired", why="已修复")
        suggesting.frames.forget()
        assert suggest(entry.field.name) == []

    def test_a_unit_by_name_and_by_sound(self, tree, suggest):
        unit = tree.scjg.unit
        wanted = {"text": unit.name, "url": f"/units/{tree.scjg.page.slug}/", "type": "unit"}
        assert wanted in suggest(unit.short_name)
        assert wanted in suggest("shichangjian")


class TestQuestions:
    """What others ask."""

    @pytest.fixture
    def often(self, db):
        """Counts a question as often as popular ones are asked."""

        def ask(question, times=asked.POPULAR_FROM):
            for _ in range(times):
                asked.count(question, found=True)
            asked.popular.forget()

        return ask

    def test_a_frequent_question(self, entry, suggest, often):
        often("拖欠劳动报酬")
        wanted = {"text": "拖欠劳动报酬", "url": "/search/?q=%E6%8B%96%E6%AC%A0%E5%8A%B3%E5%8A%A8%E6%8A%A5%E9%85%AC"}
        assert wanted | {"type": "query"} in suggest("劳动")
        assert wanted | {"type": "query"} in suggest("tuoqian")

    def test_a_rare_one_is_not_suggested(self, entry, suggest, often):
        often("拖欠报酬", times=asked.POPULAR_FROM - 1)
        assert {item["type"] for item in suggest("拖欠")} == {"punishment"}

    def test_it_goes_with_what_it_finds(self, entry, suggest, often):
        often("拖欠劳动报酬")
        assert "query" in {item["type"] for item in suggest("拖欠")}
        verbs.end(entry, reason="repaired", why="已修复")
        assert suggest("拖欠") == []

    def test_what_was_typed_already_is_no_suggestion(self, entry, suggest, often):
        often("劳动报酬")
        assert {item["type"] for item in suggest("劳动报酬")} == {"punishment"}


def test_entries_leave_room_for_the_others(tree, suggest):
    for _ in range(10):
        entry = verbs.publish(cases.punishment(tree.scjg, title="市场监管案"))
    found = suggest("市场")
    assert len(found) == 8
    assert [item["type"] for item in found] == ["punishment"] * 7 + ["unit"]
    assert len({(item["text"], item["url"]) for item in found}) == 8
    assert entry.path in {item["url"] for item in found}


@pytest.mark.parametrize("typed", ["劳动", "laodong", "dsjz", "91"])
def test_few_queries(entry, client, typed):
    for _ in range(asked.POPULAR_FROM):
        asked.count("劳动报酬", found=True)
    client.get("/search/suggest/", {"q": "先热"})
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/suggest/", {"q": typed})
    assert len(queries) <= 4


def test_a_frequent_beginning_is_asked_once_a_minute_and_shows_only_what_is_public(tree, client, monkeypatch):
    monkeypatch.setattr(suggesting, "SLOW", 0)
    monkeypatch.setattr(suggesting, "CANDIDATES", 9)
    entries = [verbs.publish(cases.punishment(tree.fgw, title=f"第{number}案")) for number in range(10)]
    asked_of = []
    engine = suggesting.engine.autocomplete
    monkeypatch.setattr(suggesting.engine, "autocomplete", lambda *asked: asked_of.append(1) or engine(*asked))

    def addresses():
        return [item["url"] for item in client.get("/search/suggest/", {"q": "di"}).json()["suggestions"]]

    newest = [entry.path for entry in reversed(entries)]
    assert addresses() == addresses() == newest[:8]
    assert len(asked_of) == 1
    verbs.suspend(entries[-1], why="复核")
    assert addresses() == newest[1:9]
    verbs.end(entries[-2], reason="repaired", why="已修复")  # too few are left of those remembered
    assert addresses() == newest[2:10]
    assert len(asked_of) == 2


def test_what_is_indexed_is_bounded(tree):
    from search.backends.indexing import edged_runs

    long = "重庆" * 5_000
    assert len(edged_runs(long, typed=True)) < 100
    assert Entry.objects.count() == 0
