"""The commands other programs rely on."""

import datetime
import io
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from cms import clock
from cms.ops.models import SiteMarks
from cms.register import triggers, verbs
from cms.register.models import Entry, LedgerLine
from cms.units.models import UnitName
from tests.factories import cases


def run(*args):
    """What the command printed."""
    output = io.StringIO()
    call_command(*args, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def test_register_prints_the_contracts_keys_for_ended_entries_too(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    verbs.end(verbs.publish(cases.honour(tree.scjg)), reason="withdrawn", why="撤回同意")
    rows = [json.loads(line) for line in run("register", "--json").splitlines()]
    assert [row["state"] for row in rows] == ["published", "ended"]
    assert set(rows[0]) == {
        "url", "kind", "title", "unit", "field", "state", "end_reason", "decided_on", "visible_from", "visible_until",
        "subjects",
    }  # fmt: skip
    assert rows[0]["url"].endswith(entry.path)
    assert rows[0]["subjects"] == [{"name": "江津区试验建材有限公司", "code": entry.subjects.get().code}]
    until = datetime.datetime.fromisoformat(rows[0]["visible_until"])
    assert until == entry.visible_until
    assert until.utcoffset() == datetime.timedelta(hours=8)
    assert rows[1]["end_reason"] == "withdrawn"
    assert len(run("register").splitlines()) == 2


class TestLedger:
    """`ledger verify` names the first bad line."""

    @pytest.fixture
    def lines(self, tree):
        for _ in range(3):
            verbs.publish(cases.honour(tree.scjg))
        return LedgerLine.objects.all()

    def test_whole(self, lines):
        assert "3 lines" in run("ledger", "verify")

    @pytest.mark.parametrize(
        ("tamper", "fault"),
        [
            (lambda lines: lines.filter(seq=2).update(reason="被改过"), "line 2 was changed"),
            (lambda lines: lines.filter(seq=2).delete(), "line 2 is missing"),
            (lambda lines: lines.filter(seq=3).delete(), "line 3 is missing"),
            (lambda lines: lines.filter(seq=3).update(previous_hash="0" * 64), "line 3 does not follow line 2"),
        ],
    )
    def test_tampered_with_behind_the_triggers(self, lines, tamper, fault):
        triggers.remove(connection)
        tamper(lines)
        with pytest.raises(CommandError, match=fault):
            run("ledger", "verify")
        triggers.install(connection)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(
            visible_until=entry.visible_until + datetime.timedelta(1)
        ),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(state="disputed"),
        lambda entry: type(entry.content).objects.update(data=entry.content.data | {"title": "改过"}),
        lambda entry: type(entry.content).objects.update(sha256="0" * 64),
        lambda entry: LedgerLine.objects.filter(entry=entry).delete(),
    ],
)
def test_a_register_changed_past_the_verbs_is_found(tree, tamper):
    entry = verbs.publish(cases.punishment(tree.scjg))
    verbs.dispute(verbs.publish(cases.honour(tree.scjg)), why="异议")
    assert "whole" in run("ledger", "verify")
    triggers.remove(connection)
    tamper(entry)
    with pytest.raises(CommandError, match=r"entry|missing"):
        run("ledger", "verify")
    triggers.install(connection)


def test_housekeeping_records_the_end_once_and_dates_it_by_the_rule(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    until = entry.visible_until
    assert "ended by the clock: 0" in run("housekeeping")
    with time_machine.travel(until + datetime.timedelta(days=3), tick=False):
        assert "ended by the clock: 1" in run("housekeeping")
        assert "ended by the clock: 0" in run("housekeeping")
    entry.refresh_from_db()
    assert (entry.state, entry.end_reason, entry.visible_until) == ("ended", "expired", until)
    assert LedgerLine.objects.filter(verb="end").get().at == until
    assert not entry.page.live


class TestLoadCases:
    """Generated cases are whole, and only on a site that says that its content is invented."""

    def test_refused_elsewhere(self, tree):
        with pytest.raises(CommandError, match="no demo database"):
            run("load_cases", "5")

    def test_whole_rows(self, tree, client):
        marks = SiteMarks.load()
        marks.is_demo = True
        marks.save()
        run("load_cases", "7")
        run("load_cases", "3")
        assert Entry.objects.visible().count() == 10
        entry = Entry.objects.latest("pk")
        page = entry.page.specific
        assert page.title == entry.title
        assert page.get_parent().specific.unit == entry.unit
        assert client.get(entry.path).status_code == 200
        assert entry.path in client.get(f"/lookup/?q={entry.subjects.get().code}").content.decode()
        assert not any(type(page).find_problems())

    @pytest.mark.parametrize("count", ["0", "-1"])
    def test_nonsense(self, tree, count):
        with pytest.raises(CommandError, match="at least 1"):
            run("load_cases", count)


def test_an_end_cannot_lie_ahead(tree):
    entry = verbs.publish(cases.honour(tree.scjg))
    with pytest.raises(verbs.Refused):
        verbs.end(entry, reason="withdrawn", why="撤回", at=clock.now() + datetime.timedelta(days=1))


def test_render_renews_the_markup_and_nothing_else(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    page = entry.page.specific
    page.title = "后来的草稿"
    page.save_revision()
    assert "changed: 0" in run("render")
    html, proof = entry.content.html, entry.content.sha256
    type(entry.content).objects.update(html="<p>旧模板</p>")
    assert "changed: 1" in run("render")
    entry.content.refresh_from_db()
    assert (entry.content.html, entry.content.sha256) == (html, proof)
    assert LedgerLine.objects.count() == 1


def test_housekeeping_takes_over_a_units_new_name_on_its_day(tree):
    day = clock.today() + datetime.timedelta(days=9)
    tree.scjg.unit.names.add(UnitName(full="江津区市场监督管理局", short="市场监督局", valid_from=day))
    tree.scjg.unit.save()
    assert "units renamed: 0" in run("housekeeping")
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(4), tzinfo=datetime.UTC), tick=False):
        assert "units renamed: 1" in run("housekeeping")
        assert "units renamed: 0" in run("housekeeping")
    tree.scjg.unit.refresh_from_db()
    assert tree.scjg.unit.short_name == "市场监督局"
