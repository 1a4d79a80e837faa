"""Counts of a large register are kept, and never outlive an act or an end by the clock."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import clock
from cms.register import counting, verbs
from tests.factories import cases


@pytest.fixture
def large(monkeypatch):
    """Any count takes long."""
    monkeypatch.setattr(counting, "SLOW", -1)


def total(client, address="/board/"):
    """The number of entries a list says it has."""
    return client.get(address).context["listing"].total


def counted(client, address="/board/"):
    """How often the register was counted for a list."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return sum("GROUP BY" in query["sql"] for query in queries)


@pytest.mark.usefixtures("large")
def test_they_are_kept_between_acts(client, tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    assert [counted(client) for _ in range(4)] == [1, 1, 0, 0]
    assert counted(client, "/honours/") == 1
    for act, number in [
        (lambda: verbs.publish(cases.punishment(tree.scjg)), 2),
        (lambda: verbs.suspend(entry, why="核实。"), 1),
        (lambda: verbs.resume(entry, why="无误。"), 2),
        (lambda: verbs.end(entry, reason="repaired", why="已修复。"), 1),
    ]:
        act()
        assert total(client) == number
        assert total(client) == number


@pytest.mark.usefixtures("large")
def test_they_end_with_the_entry_to_the_second(client, tree):
    start = clock.now()
    entry = verbs.publish(cases.punishment(tree.scjg), at=start)
    assert [total(client) for _ in range(3)] == [1, 1, 1]
    with time_machine.travel(entry.visible_until - timedelta(seconds=1), tick=False):
        assert [total(client) for _ in range(3)] == [1, 1, 1]
    with time_machine.travel(entry.visible_until, tick=False):
        assert total(client) == 0


@pytest.mark.usefixtures("large")
def test_filters_take_theirs_from_the_same_counts(client, tree):
    verbs.publish(cases.punishment(tree.scjg))
    verbs.publish(cases.punishment(tree.fgw))
    client.get("/board/")
    client.get("/board/")
    assert counted(client, f"/board/?unit={tree.scjg.unit.code}") == 0
    assert total(client, f"/board/?unit={tree.scjg.unit.code}") == 1


def test_a_small_register_is_counted_each_time(client, tree):
    verbs.publish(cases.punishment(tree.scjg))
    assert [counted(client) for _ in range(3)] == [1, 1, 1]
