"""Search in the admin: words of editors with their history, and the reports of what people ask."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from search import asked
from search.models import HiddenQuestion, Promotion, Synonym
from tests.factories import site


@pytest.fixture
def user(tree, client):
    """Somebody of the desk who may do everything that belongs to search."""
    user = site.make_user(None, username="search-editor")
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="search"))
    client.force_login(user)
    return user


@pytest.fixture
def questions(db):
    """Counted questions: found ones, one that is not, one of a person."""
    for question, found, times in [("工资", True, 7), ("食品", True, 2), ("蒟蒻芋", False, 3), ("王小明", False, 1)]:
        for _ in range(times):
            asked.count(question, found=found)


def shown(client, name):
    """`[(question, times)]` of a report."""
    text = client.get(reverse(name)).content.decode()
    return re.findall(r"<tr>\s*<td>([^<]+)</td>\s*<td>(\d+)</td>", text)


@pytest.mark.usefixtures("questions")
def test_reports_show_the_most_frequent_first(user, client):
    assert shown(client, "search_unanswered") == [("蒟蒻芋", "3"), ("王某某", "1")]
    assert shown(client, "search_frequent") == [("工资", "7"), ("食品", "2")]


@pytest.mark.usefixtures("questions")
def test_a_question_becomes_a_synonym_or_a_recommendation(user, client):
    text = client.get(reverse("search_unanswered")).content.decode()
    links = re.findall(r'href="([^"]+\?words=[^"]+)"', text)
    assert len(links) == 4
    for link in links[:2]:
        assert "蒟蒻芋" in client.get(link).content.decode()
    words = {"words": "蒟蒻芋\n魔芋", "note": ""}
    assert client.post(links[0].partition("?")[0], words).status_code == 302
    assert Synonym.objects.get(words__contains="蒟蒻芋").latest_revision_id
    assert ModelLogEntry.objects.filter(action="wagtail.create", content_type__model="synonym").exists()


def test_a_wrong_group_is_told_in_the_form(user, client):
    response = client.post(reverse("wagtailsnippets_search_synonym:add"), {"words": "黑名单\n黑榜", "note": ""})
    assert response.status_code == 200
    assert "已在同义词组中" in response.content.decode()


def test_a_recommendation_is_made_in_the_form(user, tree, client):
    values = {
        "words": "怎么修复",
        "page": tree.policies.pk,
        "link": "",
        "link_text": "",
        "description": "",
        "order": "0",
    }
    assert client.post(reverse("wagtailsnippets_search_promotion:add"), values).status_code == 302
    assert Promotion.objects.get().page_id == tree.policies.pk
    response = client.post(reverse("wagtailsnippets_search_promotion:add"), values | {"page": ""})
    assert "二者只能选一" in response.content.decode()


@pytest.mark.usefixtures("questions")
def test_a_frequent_question_is_hidden_and_shown_again(user, client):
    assert dict(asked.popular()) == {"工资": "工资"}
    client.post(reverse("search_hide"), {"key": "工资"})
    assert dict(asked.popular()) == {}
    assert "恢复提示" in client.get(reverse("search_frequent")).content.decode()
    client.post(reverse("search_hide"), {"key": "工资", "show": "1"})
    assert dict(asked.popular()) == {"工资": "工资"}
    kept = ModelLogEntry.objects.filter(content_type__model="hiddenquestion")
    assert [(entry.action, entry.user) for entry in kept.order_by("pk")] == [
        ("wagtail.create", user),
        ("wagtail.delete", user),
    ]


@pytest.mark.usefixtures("questions")
def test_what_was_never_asked_cannot_be_hidden(user, client):
    for key in ("没有问过", "", "\x00", "x" * 10_000):
        assert client.post(reverse("search_hide"), {"key": key}).status_code == 302
    assert not HiddenQuestion.objects.exists()


@pytest.mark.usefixtures("questions")
def test_nothing_without_permission(outsider, client):
    client.force_login(outsider)
    for name in ("search_unanswered", "search_frequent"):
        assert client.get(reverse(name)).status_code in {302, 403}
    assert client.post(reverse("search_hide"), {"key": "工资"}).status_code in {302, 403}
    assert not HiddenQuestion.objects.exists()
    assert (
        "检索"
        not in client.get("/admin/").content.decode().partition("wagtail-sidebar-props")[2].partition("</script>")[0]
    )


@pytest.mark.parametrize("page", ["0", "x", "99999", "-1", "\x00"])
def test_any_page_is_answered(user, client, page):
    assert client.get(reverse("search_unanswered"), {"p": page}).status_code == 200


@pytest.mark.parametrize("words", ["\x00", "x" * 10_000, "\ud800".encode("utf-8", "surrogatepass"), "<script>"])
def test_any_words_open_the_form(user, client, words):
    assert client.get(reverse("wagtailsnippets_search_synonym:add"), {"words": words}).status_code == 200
