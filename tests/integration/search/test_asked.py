"""What people ask is counted by day: masked, never in the way, gone after 90 days."""

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from cms import clock
from cms.register import verbs
from search import asked
from search.models import AskedQuestion, HiddenQuestion
from tests.factories import cases

ID_NUMBER = "500381199003074514"


@pytest.fixture
def entry(tree):
    """A public case."""
    return verbs.publish(cases.punishment(tree.scjg, title="拖欠劳动报酬案"))


def rows():
    """`{text: (times, found, masked)}` of what was counted."""
    return {row.text: (row.times, row.found, row.masked) for row in AskedQuestion.objects.all()}


def test_questions_are_counted_by_day_in_the_form_they_are_compared_in(entry, client):
    for typed in ("劳动报酬", " 劳动报酬 ", "勞動報酬", "蒟蒻芋"):
        client.get("/search/", {"q": typed})
    assert rows() == {"劳动报酬": (3, 3, False), "蒟蒻芋": (1, 0, False)}
    assert {row.day for row in AskedQuestion.objects.all()} == {clock.today()}


@pytest.mark.parametrize(
    "params",
    [
        {"q": ""},
        {"q": "。，"},
        {},
        {"q": "劳动", "page": "2"},
        {"q": "劳动", "type": "punishment"},
        {"q": "劳动", "page": "99999"},
    ],
)
def test_what_is_no_fresh_question_is_not_counted(entry, client, params):
    for _ in range(30):
        verbs.publish(cases.information(title="劳动")) if params.get("page") == "2" else None
    client.get("/search/", params)
    client.head("/search/", {"q": "劳动"})
    assert rows() == {}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (ID_NUMBER, "50***************4"),
        (f"张三 {ID_NUMBER}", "张某 50***************4"),
        ("13812345678", "138****5678"),
        ("王小明", "王某某"),
        ("欧阳娜娜", "欧阳某某"),
        ("王小明 欠钱", "王某某 欠钱"),
        ("王 小明", "王某某"),
        ("买买提·艾力", None),
        ("住址江津区几江街道滨江路12号3幢2单元401室", "住址江津区几江街道***"),
        ("渝C·A1234", None),
        (cases.credit_code(7001), None),
        ("6222021234567890123", None),
    ],
)
def test_personal_data_are_masked_before_they_are_written(entry, client, typed, stored):
    client.get("/search/", {"q": typed})
    ((text, (_times, _found, masked)),) = rows().items()
    assert masked
    assert "*" in text or "某" in text
    if stored:
        assert text == stored
    row = AskedQuestion.objects.get()
    assert not any(part in f"{row.key}{row.text}" for part in typed.split() if len(part) > 2 and part != "欠钱")


def test_words_of_public_texts_that_look_like_names_are_kept(tree, client):
    verbs.publish(cases.information(title="安全生产方案"))
    client.get("/search/", {"q": "安全"})
    client.get("/search/", {"q": "方案"})
    client.get("/search/", {"q": "安心"})
    assert rows() == {"安全": (1, 1, False), "方案": (1, 1, False), "安某": (1, 0, True)}


def test_what_the_database_refuses_does_not_fail_a_search(entry, client, monkeypatch, caplog):
    def refuse(values):
        raise DatabaseError("locked")

    monkeypatch.setattr(asked, "_write", refuse)
    assert client.get("/search/", {"q": "劳动"}).status_code == 200
    assert "a question was not counted" in caplog.text


def test_an_error_within_a_transaction_leaves_it_usable(db, monkeypatch):
    monkeypatch.setattr(asked, "COUNT", "INSERT INTO search_askedquestion (nothing) VALUES (%s, %s, %s, %s, %s)")
    asked.count("劳动", found=True)
    assert rows() == {}


@pytest.mark.usefixtures("db")
def test_outside_of_a_transaction_it_is_one_statement(django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(1), monkeypatch.context() as patched:
        patched.setattr(connections["default"], "in_atomic_block", False)
        asked.count("劳动", found=True)
    assert rows() == {"劳动": (1, 1, False)}
    if connection.vendor == "sqlite":
        (wait,) = connection.connection.execute("PRAGMA busy_timeout").fetchone()
        assert wait > 1000


@pytest.mark.usefixtures("db")
def test_old_questions_are_forgotten(capsys):
    for days in (0, 89, 91, 400):
        day = clock.today() - datetime.timedelta(days=days)
        AskedQuestion.objects.create(day=day, key=str(days), text="x", times=1, found=0, masked=False)
    call_command("housekeeping")
    assert {row.key for row in AskedQuestion.objects.all()} == {"0", "89"}
    assert "2" in capsys.readouterr().out


class TestPopular:
    """Which questions may be told to others."""

    def ask(self, text, times=asked.POPULAR_FROM, **values):
        """Keeps a question as asked so often."""
        values = {"day": clock.today(), "found": times, "masked": False, "key": text} | values
        AskedQuestion.objects.create(text=text, times=times, **values)
        asked.popular.forget()

    def popular(self):
        """What is told."""
        return [text for _key, text in asked.popular()]

    @pytest.mark.usefixtures("db")
    def test_the_more_often_asked_first(self):
        self.ask("工资", 6)
        self.ask("食品", 7)
        assert self.popular() == ["食品", "工资"]

    @pytest.mark.usefixtures("db")
    def test_days_add_up(self):
        for days in range(asked.POPULAR_FROM):
            self.ask("工资", 1, day=clock.today() - datetime.timedelta(days=days))
        assert self.popular() == ["工资"]

    @pytest.mark.usefixtures("db")
    def test_who_is_left_out(self):
        self.ask("少", asked.POPULAR_FROM - 1)
        self.ask("无果", found=0)
        self.ask("王某", masked=True)
        self.ask("旧", day=clock.today() - asked.LATELY - datetime.timedelta(days=1))
        assert self.popular() == []

    @pytest.mark.usefixtures("db")
    def test_hidden_ones_at_once(self):
        self.ask("工资")
        assert self.popular() == ["工资"]
        hidden = HiddenQuestion.objects.create(key="工资", text="工资")
        assert self.popular() == []
        hidden.delete()
        assert self.popular() == ["工资"]


def asked_often(client, question):
    """Has a visitor ask so often that it would be popular; what is suggested of it then."""
    for _ in range(asked.POPULAR_FROM + 2):
        assert client.get("/search/", {"q": question}).status_code == 200
    asked.popular.forget()
    found = client.get("/search/suggest/", {"q": question[:2]}).json()["suggestions"]
    return [item["text"] for item in found if item["type"] == "query"]


@pytest.mark.parametrize("question", ["区委 失信", "公司 诈骗", "失信公司"])
def test_nobody_puts_a_phrase_into_the_mouths_of_others(question, tree, client):
    """Each word stands in a public text; the phrase in no public title."""
    page = cases.information(title="公司失信，诈骗须防", body='[{"type": "text", "value": "<p>区委要求守信。</p>"}]')
    verbs.publish(page)
    assert asked_often(client, question) == []


def test_a_word_of_a_public_title_is_suggested_in_its_letters_only(tree, client):
    entry = verbs.publish(cases.information(title="酿溪园防骗须知"))
    assert asked_often(client, "酿溪园!!!💩💩") == ["酿溪园"]
    verbs.end(entry, reason="withdrawn", why="撤下")
    assert asked_often(client, "酿溪园") == []
