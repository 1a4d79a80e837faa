"""Copies of answers are asked for again at each use, and told to be the same for as long as they are."""

import datetime

import pytest
import time_machine

from cms import clock
from cms.register import verbs
from tests.factories import cases

ADDRESSES = ["/search/", "/search/suggest/", "/lookup/"]


@pytest.fixture
def entry(tree):
    """A public case."""
    return verbs.publish(cases.punishment(tree.scjg, subject="江津区丙公司", title="江津区丙公司案"))


def ask(client, address, tag):
    """The answer to whom holds a copy with the tag."""
    return client.get(address, {"q": "江津区丙公司"}, headers={"If-None-Match": tag})


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copy_holds_until_the_case_is_ended(entry, client, address):
    start = clock.now().replace(second=5) + datetime.timedelta(minutes=1)
    with time_machine.travel(start, tick=False):
        first = ask(client, address, "")
        assert first["Cache-Control"] == "no-cache"
        again = ask(client, address, first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "no-cache"
        verbs.end(entry, reason="repaired", why="已修复")
        ended = ask(client, address, first["ETag"])
        assert ended.status_code == 200
        assert entry.path not in ended.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_copy_outlives_the_last_second(entry, client, address):
    with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False) as machine:
        tag = ask(client, address, "")["ETag"]
        assert ask(client, address, tag).status_code == 304
        machine.shift(1)
        ended = ask(client, address, tag)
        assert ended.status_code == 200
        assert entry.path not in ended.content.decode()
