"""Synonyms and recommendations: data that editors keep, read by every search."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.register import verbs
from home.models import ColumnPage
from search import remembered, synonyms
from search.models import Promotion, Synonym
from search.promotions import recommended
from search.question import parse
from tests.factories import cases


@pytest.fixture
def entry(tree):
    """A public entry that speaks of a blacklist under its present name."""
    return verbs.publish(cases.policy(title="严重失信主体名单管理办法"))


def found(client, question):
    """Whether the site finds the entry by the question."""
    return 'data-total="1"' in client.get("/search/", {"q": question}).content.decode()


class TestSynonyms:
    """Groups of words."""

    def test_the_first_groups_came_with_the_site(self, entry, client):
        assert Synonym.objects.count() == 3
        assert found(client, "黑名单管理")

    def test_a_change_counts_at_once(self, entry, client):
        assert not found(client, "失信榜")
        group = Synonym.objects.get(words__contains="黑名单")
        group.words += "\n失信榜"
        group.full_clean()
        group.save()
        assert found(client, "失信榜")
        group.delete()
        assert not found(client, "失信榜")
        assert not found(client, "黑名单")

    def test_another_process_notices_within_a_minute(self, entry, client, monkeypatch):
        assert not found(client, "失信榜")
        group = Synonym.objects.filter(words__contains="黑名单")
        group.update(words="严重失信主体名单\n失信榜")  # no signal, as if another process had saved it
        assert not found(client, "失信榜")
        now = remembered.time.monotonic()
        monkeypatch.setattr(remembered.time, "monotonic", lambda: now + remembered.SECONDS + 1)
        assert found(client, "失信榜")

    @pytest.mark.usefixtures("db")
    def test_no_query_while_it_is_remembered(self):
        parse("黑名单")
        with CaptureQueriesContext(connection) as queries:
            parse("黑名单 红名单")
        assert len(queries) == 0

    @pytest.mark.usefixtures("db")
    @pytest.mark.parametrize(
        "words",
        [
            *(
                "",
                "甲词",
                "\n".join(f"词{number}" for number in range(7)),
                "甲词\n乙",
                "甲词\n。，",
                "甲词\n" + "长" * 41,
            ),
            *("甲词\n甲词", "黑名单\n黑榜", "黑榜\n紅名單", "ABC公司\nａｂｃ公司"),
        ],
    )
    def test_what_is_no_group_is_refused(self, words):
        with pytest.raises(ValidationError):
            Synonym(words=words).full_clean()

    @pytest.mark.usefixtures("db")
    def test_a_group_may_be_saved_again(self):
        Synonym.objects.first().full_clean()

    def test_letters_are_replaced_as_words(self):
        synonyms.groups.keep((("ai", "人工智能"),))
        assert synonyms.variants("mail") == ["mail"]
        assert synonyms.variants("ai") == ["ai", "人工智能"]
        assert synonyms.variants("人工智能办法") == ["人工智能办法", "ai 办法"]
        assert synonyms.variants("促进 ai 发展") == ["促进 ai 发展", "促进人工智能发展"]


class TestRecommendations:
    """What is shown above the hits."""

    def test_a_public_page_by_the_analysed_question(self, entry, client):
        Promotion.objects.create(words="黑名单怎么查\nＡＢＣ", page=entry.page, description="先看这里")
        for question in ("黑名单怎么查", "黑名單怎麼查", " 黑名单怎么查？", "abc"):
            text = client.get("/search/", {"q": question}).content.decode()
            assert "推荐" in text, question
            assert f'href="{entry.path}"' in text
            assert "先看这里" in text
        for question in ("黑名单", "黑名单怎么查询", "怎么查黑名单"):
            assert recommended(question) == []

    def test_only_what_is_public(self, entry, tree):
        draft = cases.punishment(tree.scjg, title="草稿案")
        for page in (entry.page, draft):
            Promotion.objects.create(words="办法", page=page)
        assert [item.url for item in recommended("办法")] == [entry.path]
        verbs.suspend(entry, why="复核")
        assert recommended("办法") == []

    def test_a_draft_that_wagtail_calls_live_is_not_shown(self, tree):
        draft = cases.punishment(tree.scjg, title="草稿案")
        type(draft).objects.filter(pk=draft.pk).update(live=True)
        Promotion.objects.create(words="办法", page=draft)
        assert recommended("办法") == []

    def test_a_frame_while_it_is_live(self, tree):
        column = ColumnPage(title="信用动态", slug="news")
        tree.home.add_child(instance=column)
        Promotion.objects.create(words="动态", page=column)
        assert [(item.title, item.url, item.elsewhere) for item in recommended("动态")] == [
            ("信用动态", "/news/", False)
        ]
        ColumnPage.objects.update(live=False)
        assert recommended("动态") == []

    @pytest.mark.usefixtures("db")
    def test_an_address_elsewhere_is_labelled(self, client):
        Promotion.objects.create(words="信用中国", link="https://www.creditchina.gov.cn/", link_text="信用中国网站")
        text = client.get("/search/", {"q": "信用中国"}).content.decode()
        assert 'href="https://www.creditchina.gov.cn/" rel="external noopener"' in text
        assert "外部网站" in text

    def test_in_the_editors_order_and_on_the_first_page_only(self, entry, tree, client):
        Promotion.objects.create(words="办法", link="https://b.example/", link_text="乙", order=2)
        Promotion.objects.create(words="办法", link="https://a.example/", link_text="甲", order=1)
        assert [item.title for item in recommended("办法")] == ["甲", "乙"]
        text = client.get("/search/", {"q": "办法", "type": "policy"}).content.decode()
        assert "a.example" not in text

    @pytest.mark.usefixtures("db")
    @pytest.mark.parametrize(
        "values",
        [
            {"words": "。"},
            {"words": "办法"},
            {"words": "办法", "link": "https://a.example/"},
            {"words": "办法", "link": "javascript:alert(1)", "link_text": "甲"},
            {"words": "办法", "link": "ftp://a.example/", "link_text": "甲"},
        ],
    )
    def test_what_nobody_could_be_shown_is_refused(self, values):
        with pytest.raises(ValidationError):
            Promotion(**values).full_clean()
