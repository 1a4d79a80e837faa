"""Disputing, taking down and showing again, from the desk, at once and with a reason."""

import pytest
from django.urls import reverse

from cms.register import verbs
from cms.register.models import Entry, LedgerLine
from tests.factories import cases


@pytest.fixture
def entry(tree, editor):
    """A public case."""
    return verbs.publish(cases.punishment(tree.scjg), by=editor)


def act(client, entry, name, why="收到申请"):
    """The answer to one act, asked for from the desk."""
    return client.post(reverse(f"desk_{name}", args=[entry.page_id]), {"why": why})


def test_taken_down_at_once_and_shown_again(entry, client, editor):
    client.force_login(editor)
    assert act(client, entry, "suspend", "法院裁定停止执行").status_code == 302
    client.logout()
    assert client.get(entry.path).status_code == 404
    assert entry.path not in client.get("/board/").content.decode()
    client.force_login(editor)
    act(client, entry, "resume")
    assert client.get(entry.path).status_code == 200
    lines = [(line.verb, line.reason, line.actor) for line in LedgerLine.objects.all()][1:]
    assert lines == [("suspend", "法院裁定停止执行", editor), ("resume", "收到申请", editor)]


def test_disputed_stays_public_with_its_mark(entry, client, editor):
    client.force_login(editor)
    act(client, entry, "dispute")
    for address in [entry.path, "/board/"]:
        assert "异议核查中" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("first", "impossible"),
    [(None, "resume"), ("dispute", "dispute"), ("suspend", "suspend"), ("suspend", "dispute")],
)
def test_what_does_not_follow_is_refused_with_a_sentence(entry, client, editor, first, impossible):
    client.force_login(editor)
    if first:
        act(client, entry, first)
    state = Entry.objects.get().state
    answer = act(client, entry, impossible, "我写的理由")
    assert answer.status_code == 200
    assert "不能" in answer.content.decode() or "无法" in answer.content.decode()
    assert "我写的理由" in answer.content.decode()
    assert Entry.objects.get().state == state


@pytest.mark.parametrize("name", ["dispute", "suspend", "resume"])
def test_without_a_reason_nothing_happens(entry, client, editor, name):
    client.force_login(editor)
    assert act(client, entry, name, "  ").status_code == 200
    assert LedgerLine.objects.count() == 1


@pytest.mark.parametrize("name", ["dispute", "suspend", "resume"])
def test_nobody_else_may(entry, client, outsider, name):
    assert act(client, entry, name).status_code == 302
    client.force_login(outsider)
    assert act(client, entry, name).status_code in {302, 403}
    assert LedgerLine.objects.count() == 1


def test_the_editor_offers_what_is_possible(entry, client, editor):
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:edit", args=[entry.page_id])
    links = {name: reverse(f"desk_{name}", args=[entry.page_id]) for name in ("dispute", "suspend", "resume", "end")}

    def offered():
        text = client.get(address).content.decode()
        return {name for name, link in links.items() if f'href="{link}"' in text}

    assert offered() == {"dispute", "suspend", "end"}
    act(client, entry, "dispute")
    assert offered() == {"resume", "suspend", "end"}
    act(client, entry, "suspend")
    assert offered() == {"resume", "end"}
    verbs.end(entry, reason="revoked", why="决定被撤销")
    assert offered() == set()
