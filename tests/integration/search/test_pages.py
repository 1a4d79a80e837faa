"""The results page: counts, marks, dates, number of queries."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.register import verbs
from cms.register.content import FACTS_MARK
from cms.register.models import Entry
from tests.factories import cases

MOST_QUERIES_OF_BOARD = 7  # the whole list is counted too, for its download
MOST_QUERIES_OF_SEARCH = 8
MOST_QUERIES_OF_SUGGESTIONS = 2  # and one for each frequent question that is suggested
MOST_QUERIES_OF_LOOKUP = 3


@pytest.fixture
def entries(tree):
    """Entries of two units and four kinds that speak of wages, and one that does not."""
    text = "经查，该公司拖欠工资。"
    made = [
        cases.punishment(tree.scjg, subject="江津区甲公司", summary=text),
        cases.punishment(tree.fgw, subject="江津区乙公司", summary=text, severity="serious"),
        cases.honour(tree.fgw, title="按时发放工资的企业"),
        cases.policy(title="工资支付办法"),
        cases.campaign(title="工资支付宣传日"),
        cases.information(title="与此无关"),
    ]
    return [verbs.publish(page) for page in made]


def counts_by_kind(text):
    """`{kind: count}` of the page's links of kinds."""
    return {kind: int(count) for kind, count in re.findall(r'data-kind-count="(\w+)"[^>]*>[^<（]+（(\d+)）', text)}


def test_hits_carry_address_and_kind_and_the_list_its_total(entries, client):
    text = client.get("/search/", {"q": "工资"}).content.decode()
    assert 'data-total="5"' in text
    hits = dict(re.findall(r'data-url="([^"]+)" data-kind="(\w+)"', text))
    assert hits == {entry.path: entry.kind for entry in entries[:5]}
    assert counts_by_kind(text) == {"punishment": 2, "honour": 1, "policy": 1, "campaign": 1}


def test_a_kind_narrows_the_list_and_keeps_the_other_counts(entries, client):
    text = client.get("/search/", {"q": "工资", "type": "punishment", "unit": "fgw"}).content.decode()
    assert 'data-total="1"' in text
    assert re.findall(r'data-url="([^"]+)"', text) == [entries[1].path]
    assert counts_by_kind(text) == {"punishment": 1, "honour": 1}
    assert "失信惩戒" in text  # the kind's label, not its code


def test_title_and_passage_are_marked_and_dates_shown(entries, client):
    text = client.get("/search/", {"q": "工资", "type": "punishment"}).content.decode()
    assert "拖欠<mark>工资</mark>" in text
    text = client.get("/search/", {"q": "支付办法"}).content.decode()
    assert "工资<mark>支付办法</mark>" in text
    entry = Entry.objects.get(kind="policy")
    assert f'<time datetime="{entry.decided_on:%Y-%m-%d}">' in text
    assert text.count("<time datetime=") >= 2


def test_the_summary_is_shown_where_title_and_summary_answer_else_the_place_in_the_text(tree, client):
    page = cases.punishment(tree.scjg, title="米粉厂案", summary="该厂被罚。", text="厂区堆放蒟蒻。")
    verbs.publish(page)
    assert '<p class="summary">该厂被罚。</p>' in client.get("/search/", {"q": "米粉 被"}).content.decode().replace(
        "<mark>被</mark>", "被"
    )
    assert "厂区堆放<mark>蒟蒻</mark>。" in client.get("/search/", {"q": "米粉 蒟蒻"}).content.decode()


def test_a_hit_in_the_facts_alone_shows_the_summary(tree, client):
    facts = {"document_number": "津罚〔2026〕77号", "penalty": "罚款一万元"}
    page = cases.punishment(tree.scjg, title="米粉厂案", summary="该厂被罚。", text="厂区堆放蒟蒻。", **facts)
    entry = verbs.publish(page)
    assert entry.search_text.index("蒟蒻") < entry.search_text.index(FACTS_MARK) < entry.search_text.index("77号")
    for question in ["津罚〔2026〕77号", "罚款一万元"]:
        text = client.get("/search/", {"q": question}).content.decode()
        assert '<p class="summary">该厂被罚。</p>' in text, question


def test_markup_in_titles_and_questions_stays_text(tree, client):
    verbs.publish(cases.information(title="<script>alert(1)</script>工资<b>"))
    text = client.get("/search/", {"q": "工资 <script>\"'>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;<mark>工资</mark>&lt;b&gt;" in text


def test_nothing_found_is_said(entries, client):
    response = client.get("/search/", {"q": "蒟蒻"})
    assert response.status_code == 200
    assert 'data-total="0"' in response.content.decode()


def test_without_a_question_everything_is_listed(entries, client):
    assert 'data-total="6"' in client.get("/search/").content.decode()


def test_what_has_ended_or_is_suspended_is_not_found(entries, client):
    verbs.end(entries[0], reason="repaired", why="已修复")
    verbs.suspend(entries[1], why="复核")
    text = client.get("/search/", {"q": "工资"}).content.decode()
    assert 'data-total="3"' in text
    assert entries[0].path not in text
    assert entries[1].path not in text
    assert client.get("/search/suggest/", {"q": "甲公司"}).json() == {"suggestions": []}


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/board/", MOST_QUERIES_OF_BOARD),
        ("/search/", MOST_QUERIES_OF_SEARCH),
        ("/search/suggest/", MOST_QUERIES_OF_SUGGESTIONS),
        ("/lookup/", MOST_QUERIES_OF_LOOKUP),
    ],
)
def test_the_number_of_queries_is_bounded_whatever_is_found(address, most, tree, client):
    # Content types, which a process asks for once, the row of the footer's marks, and the words of editors.
    client.get(address, {"q": "工资"})
    counts = []
    for _round in range(2):
        for _number in range(3):
            verbs.publish(cases.punishment(tree.scjg, subject="江津区丙公司", text="拖欠工资。"))
        client.get(address, {"q": "江津区丙公司"})  # brings a cluster what it has not heard of
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, {"q": "江津区丙公司"})
        assert response.status_code == 200
        assert "江津区丙公司" in response.content.decode()
        # Savepoints and the outbox are only of the test: outside there is no transaction, and a worker delivers.
        counts.append(sum(not re.search("SAVEPOINT|search_change", query["sql"]) for query in queries))
    assert counts[0] == counts[1]
    assert max(counts) <= most, counts
