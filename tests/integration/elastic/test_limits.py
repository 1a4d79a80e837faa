"""What is long, deep or strange: indexed or cut, never an error, never the cluster's own query syntax."""

import itertools
import random

import pytest
import time_machine

from cms.register import verbs
from cms.register.models import Entry
from search import delivery
from search.backends.elasticsearch import answers
from search.models import Change
from tests.factories import cases
from tests.integration.elastic.conftest import rebuild

pytestmark = pytest.mark.engine("elasticsearch")


@pytest.fixture
def entry(register, tree):
    """A public case, and an index in use."""
    rebuild(register)
    return verbs.publish(cases.punishment(tree.scjg, subject="江津区蒟蒻粉条有限公司"))


def total(client, question, **params):
    """The number of hits, answered by the cluster."""
    delivery.deliver(refresh=True)
    response = client.get("/search/", {"q": question, **params})
    assert response.status_code == 200
    assert "检索服务正在恢复" not in response.content.decode()
    return response.context["listing"].total


def test_a_text_of_a_million_characters(entry, client):
    shuffled = random.Random(1)
    text = "".join(chr(shuffled.randrange(0x4E00, 0x9FA5)) for _ in range(1_000_000))
    Entry.objects.filter(pk=entry.pk).update(search_text=f"开头的魔芋。{text}")
    assert total(client, "开头的魔芋") == 1
    assert not Change.objects.waiting().exists()


def test_80000_different_characters_and_the_last_sentence(entry, client):
    letters = (chr(code) for code in range(0x3400, 0x32000) if chr(code).isalpha())
    different = "".join(itertools.islice(letters, 80_000))
    assert len(set(different)) == 80_000
    Entry.objects.filter(pk=entry.pk).update(search_text=f"{different}。最后一句是魔芋。")
    assert total(client, "最后一句是魔芋") == 1
    assert total(client, different[40_000:40_006]) == 1


@pytest.mark.parametrize(
    "question",
    [
        *(
            "title:*",
            "*",
            "蒟蒻 OR 1",
            "_exists_:pk",
            "/蒟.*/",
            "蒟蒻~2",
            "[* TO *]",
            '"',
            "蒟蒻\\",
            "{}",
            "((((",
            "!蒟蒻",
        ),
        *("\x00蒟", " ".join(["蒟蒻"] * 200), "魔" * 10_000, "*" * 200, "a" * 200),
    ],
)
def test_no_sign_is_syntax(question, entry, client):
    """All letters count, no sign does: what is found is what these letters find on every engine."""
    found = total(client, question)
    assert found == (1 if "蒟" in question and "OR" not in question and "~2" not in question else 0)


def test_pages_end_where_the_cluster_ends(entry, tree, client, monkeypatch):
    monkeypatch.setattr(answers.ClusterAnswer, "most_pages", 2)
    monkeypatch.setattr(answers, "PAGE_SIZE", 1)
    monkeypatch.setattr("cms.register.listing.PAGE_SIZE", 1)
    for _ in range(3):
        verbs.publish(cases.punishment(tree.scjg, subject="江津区蒟蒻粉条有限公司"))
    assert total(client, "蒟蒻") == 4
    response = client.get("/search/", {"q": "蒟蒻", "page": "9999"})
    assert response.context["listing"].number == response.context["listing"].pages == 2


def test_facets_stay_right_under_the_other_filters(entry, tree, client):
    verbs.publish(cases.punishment(tree.fgw, subject="江津区蒟蒻二厂"))
    verbs.publish(cases.honour(tree.fgw, subject="江津区蒟蒻三厂"))
    delivery.deliver(refresh=True)
    listing = client.get("/search/", {"q": "蒟蒻", "unit": tree.fgw.unit.code}).context["listing"]
    counts = {facet["name"]: {o["value"]: o["count"] for o in facet["options"]} for facet in listing.facets}
    assert listing.total == 2
    assert counts["unit"] == {tree.fgw.unit.code: 2, tree.scjg.unit.code: 1}
    assert counts["type"] == {"punishment": 1, "honour": 1}
    none = client.get("/search/", {"q": "蒟蒻", "unit": tree.scjg.unit.code, "type": "honour"}).context["listing"]
    assert [o["count"] for facet in none.facets for o in facet["options"] if o["chosen"]] == [0, 0]
    wrong = client.get("/search/", {"q": "蒟蒻", "unit": "nobody", "year": "9" * 40}).context["listing"]
    assert (wrong.total, len(wrong.notices)) == (3, 2)


def test_what_has_ended_by_the_clock_is_not_counted_though_the_index_holds_it(entry, client):
    assert total(client, "蒟蒻") == 1
    with time_machine.travel(entry.visible_until, tick=False):
        response = client.get("/search/", {"q": "蒟蒻"})
        assert response.context["listing"].total == 0
        assert client.get("/search/suggest/", {"q": "蒟蒻"}).json()["suggestions"] == []


def test_what_was_hidden_a_moment_ago_is_neither_shown_nor_counted(entry, client):
    assert total(client, "蒟蒻") == 1
    verbs.suspend(entry, why="核实。")  # and not delivered
    response = client.get("/search/", {"q": "蒟蒻"})
    assert response.context["listing"].total == 0
    assert entry.path not in response.content.decode()
    assert client.get("/search/suggest/", {"q": "蒟蒻"}).json()["suggestions"] == []
