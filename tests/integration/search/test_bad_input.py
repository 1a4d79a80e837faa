"""No address of the search answers 500, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.register import verbs
from home.models import ColumnPage, InfoPage
from tests.factories import cases

ADDRESSES = ["/search/", "/search/suggest/", "/lookup/", "/board/"]
EVERY_FILTER = {
    **{"q": "工资", "type": "punishment", "field": "quality", "unit": "scjg", "town": "baisha", "year": "2026"},
    **{"class": "general", "state": "published", "level": "city", "topic": "repair", "issuer": "x", "validity": "x"},
    **{"order": "relevance", "page": "1"},
}
BAD = {
    "page of letters": {"page": "foo"},
    "page past the end": {"page": "100000"},
    "page with a question": {"q": "工资", "page": "100000"},
    "page zero": {"page": "0"},
    "negative page": {"page": "-1"},
    "huge page": {"page": "9" * 400},
    "full-width page": {"page": "２"},
    "NUL": {"q": "工\x00资", "field": "\x00", "unit": "a\x00", "year": "\x00", "order": "\x00", "page": "\x00"},
    "only NUL": {"q": "\x00"},
    "10,000 characters": {"q": "工资" * 5_000, "field": "x" * 10_000},
    "200 words": {"q": " ".join(f"工资{number}" for number in range(200))},
    "200 short words": {"q": " ".join("的" for _ in range(200))},
    "quotes": {"q": "\"工资' OR 1=1 -- \" ' \\ “ ”"},
    "syntax of FTS5": {"q": 'NEAR(a b) title:x * ^ {body} : "'},
    "syntax of tsquery": {"q": "工资:* & !b | <-> 'x"},
    "per cent": {"q": "%s %(x)s 100% _ %%"},
    "only punctuation": {"q": "〔〕（）。，—"},
    "half of a surrogate pair": {"q": "\ud800".encode("utf-8", "surrogatepass")},
    "bytes that are no UTF-8": {"q": b"\xff\xfe"},
    "emoji and joiners": {"q": "👨‍👩‍👧‍👦 e\u0301\u200d"},
    "stars and tildes": {"q": "* ~ 工资~2 *工资* ~~ ?"},
    "brackets": {"q": "([{（【〔工资 )]} ((((((((((((((((((((((((((((((("},
    "Lucene": {"q": "title:工资 +a -b && || !x ^2 \\ / AND OR NOT TO [a TO b]"},
    "200 words of pinyin": {"q": " ".join(["dingsheng"] * 200)},
    "10,000 letters": {"q": "a" * 10_000},
    "10,000 brackets": {"q": "(" * 10_000},
    "a code of letters": {"q": "IOSVZIOSVZIOSVZIOS"},
    "letters of other scripts": {"q": "ʸding ⁱds ǖ ß ﬀ İ ١٢٣ कख"},
    "a name with a NUL": {"q": "重庆市江津区丁盛\x00建筑有限公司"},
    "private use": {"q": "\ue000 \ue001 工资"},
    "unknown codes": {"field": "none", "unit": "none", "year": "99999999999999999999", "class": "x", "type": "x"},
    "unknown order": {"order": "random"},
    "every filter": EVERY_FILTER,
    "no question": {"q": ""},
    "spaces": {"q": "   \u3000 "},
}
PAST_THE_END = {"page past the end", "page with a question", "huge page"}


@pytest.fixture
def _entries(tree):
    for unit in (tree.scjg, tree.fgw):
        verbs.publish(cases.punishment(unit, text="拖欠工资。"))


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize("address", ADDRESSES)
def test_bad_input_is_answered(client, address):
    answers = {name: client.get(address, params).status_code for name, params in BAD.items()}
    allowed = {name: {200, 404} if name in PAST_THE_END else {200} for name in BAD}
    assert {name: answer for name, answer in answers.items() if answer not in allowed[name]} == {}


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize("address", ["/search/", "/board/"])
def test_a_notice_says_what_was_left_out(client, address):
    wrong = [{"page": "foo"}, {"field": "none"}, {"q": "工资" * 5_000}, {"year": "\x00"}, {"order": "random"}]
    for params in wrong:
        assert 'class="notice" role="status"' in client.get(address, params).content.decode(), params


@pytest.fixture
def column(tree):
    """A column of news with one article."""
    column = ColumnPage(title="信用动态", slug="news")
    tree.home.add_child(instance=column)
    page = InfoPage(title="信用宣传进社区", slug="street", live=False)
    column.add_child(instance=page)
    page.save_revision()
    verbs.publish(page)
    return column


def test_a_column_answers_whatever_is_typed(column, client):
    assert {name: client.get("/news/", params).status_code for name, params in BAD.items()} == dict.fromkeys(BAD, 200)


def test_a_column_says_that_words_are_not_searched_there(column, client):
    text = client.get("/news/", {"q": "没有的词", "order": "relevance"}).content.decode()
    assert "信用宣传进社区" in text
    assert "此处不能按词检索" in text
    assert "q=" not in "".join(part for part in text.split('"') if part.startswith("/news/"))


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/board/", "决定日期从新到旧"),
        ("/honours/", "日期从新到旧"),
        ("/search/", "日期从新到旧"),
        ("/search/?type=punishment", "决定日期从新到旧"),
    ],
)
def test_the_order_by_date_is_named_by_what_the_list_holds(tree, client, address, label):
    verbs.publish(cases.honour(tree.scjg))
    assert f">{label}</a>" in client.get(address).content.decode()


@pytest.mark.usefixtures("_entries")
def test_any_text_is_answered(client):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=60))
    def ask(text):
        for address in ADDRESSES:
            assert client.get(address, {"q": text.encode("utf-8", "surrogatepass")}).status_code == 200

    ask()
