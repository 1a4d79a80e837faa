"""Suggestions: found from any position people start typing at, visible entries only."""

import pytest

from cms.register import verbs
from tests.factories import cases

SUBJECT = "重庆市江津区鼎盛建筑工程有限公司"


@pytest.fixture
def entry(tree):
    """A public case."""
    case = cases.punishment(
        tree.scjg, subject=SUBJECT, title="某建筑公司拖欠劳动报酬案", document_number="渝江人社罚〔2026〕13号"
    )
    return verbs.publish(case)


@pytest.fixture
def suggest(client):
    """The addresses suggested for what is typed."""

    def ask(typed):
        response = client.get("/search/suggest/", {"q": typed})
        assert response.status_code == 200
        assert response["Content-Type"] == "application/json"
        suggestions = response.json()["suggestions"]
        assert all(set(item) == {"text", "url", "type"} for item in suggestions)
        return [item["url"] for item in suggestions]

    return ask


def test_words_of_titles_names_and_numbers(entry, suggest):
    typed = ["某建", "拖欠", "欠劳", "报酬", "酬案", "劳动报酬", "鼎盛", "建筑工程", "公司", "鼎盛 报酬", "劳动　报酬"]
    typed += ["渝江人社罚", "〔2026〕13", "罚[2026]13号", "罚（２０２６）13", "勞動報酬"]
    assert {text: suggest(text) for text in typed} == {text: [entry.path] for text in typed}


def test_every_piece_of_the_code_from_two_characters_up(entry, suggest):
    code = entry.subjects.get().code
    pieces = {code[start:end] for start in range(17) for end in range(start + 2, 19)}
    assert {piece for piece in pieces if suggest(piece) != [entry.path]} == set()
    assert suggest(code.lower()) == [entry.path]
    assert suggest(code[:-1] + "-") == [entry.path]


def test_less_than_two_characters_or_something_else(entry, suggest):
    typed = ["", " ", "公", "1", "。，", "〔〕", "\x00", "蒟蒻", "工拖", "3号案"]
    assert {text: suggest(text) for text in typed} == {text: [] for text in typed}


def test_a_value_that_begins_with_what_is_typed_comes_first(tree, suggest):
    inside = verbs.publish(cases.information(title="关于诚信茶业的报道"))
    begins = verbs.publish(cases.information(title="诚信茶业简介"))
    later = verbs.publish(cases.information(title="走访诚信茶业"))
    assert suggest("诚信茶")[0] == begins.path
    assert set(suggest("诚信茶")) == {inside.path, begins.path, later.path}


def test_what_is_not_public_is_not_suggested(entry, suggest):
    verbs.suspend(entry, why="复核")
    assert suggest("鼎盛") == []
    verbs.resume(entry, why="恢复")
    assert suggest("鼎盛") == [entry.path]
    verbs.end(entry, reason="repaired", why="已修复")
    assert suggest("鼎盛") == []


def test_at_most_eight(tree, suggest):
    for _ in range(10):
        verbs.publish(cases.information())
    assert len(suggest("关于")) == 8


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/", "/lookup/"])
def test_only_safe_methods(db, client, address):
    assert client.post(address, {"q": "诚信"}).status_code == 405
