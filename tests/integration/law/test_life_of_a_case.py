"""The life of a case (信用信息修复管理办法, 国家发展改革委令第36号; domain rules §4): every act in every state.

`draft → published → (disputed) → (suspended) → ended`; what does not follow is refused with a sentence, and nothing
is written.
"""

import datetime

import pytest
import time_machine

from cms.register import verbs
from cms.register.models import Entry, LedgerLine
from cms.register.vocabulary import END_REASONS, EndReason, Kind, Verb
from tests.factories import cases

STATES = ["draft", "published", "disputed", "suspended", "ended", "expired"]
ALLOWED = {
    "draft": {"publish"},
    "published": {"correct", "dispute", "suspend", "end"},
    "disputed": {"correct", "suspend", "resume", "end"},
    "suspended": {"resume", "end"},
    "ended": set(),
    "expired": {"end"},  # by the clock alone: only its end can be written down
}
AFTER = {
    "publish": "published",
    "dispute": "disputed",
    "suspend": "suspended",
    "resume": "published",
    "end": "ended",
}
STATUS = {"draft": 404, "published": 200, "disputed": 200, "suspended": 404, "ended": 410, "expired": 410}


@pytest.fixture
def page(tree):
    """A reviewed draft."""
    return cases.punishment(tree.scjg)


def bring(page, state):
    """The entry of the page in `state` (None for a draft) and the instant at which it is there."""
    if state == "draft":
        return None
    entry = verbs.publish(page)
    if state in {"disputed", "suspended"}:
        {"disputed": verbs.dispute, "suspended": verbs.suspend}[state](entry, why="收到材料")
    elif state == "ended":
        verbs.end(entry, reason="revoked", why="判决撤销")
    return Entry.objects.get()


def do(verb, page, entry):
    """One act with everything it asks for."""
    if verb == "publish":
        return verbs.publish(page)
    if verb == "correct":
        page.refresh_from_db()
        page.save_revision()
        cases.reviewed(page)
        return verbs.correct(entry or Entry(pk=0), what="更正数额")
    if verb == "end":
        return verbs.end(entry, reason="repaired", why="修复决定")
    return getattr(verbs, verb)(entry, why="收到材料")


@pytest.mark.parametrize("verb", list(Verb.values))
@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state(page, client, state, verb):
    entry = bring(page, state)
    if entry is None and verb != "publish":
        assert verb not in ALLOWED[state]  # an act on the register needs an entry: there is nothing to call
        return
    at = entry.visible_until if state == "expired" else None
    with time_machine.travel(at, tick=False) if at else time_machine.travel(datetime.datetime.now(datetime.UTC)):
        assert client.get(page.get_url()).status_code == STATUS[state]
        lines = LedgerLine.objects.count()
        if verb in ALLOWED[state]:
            do(verb, page, entry)
            assert LedgerLine.objects.count() == lines + 1
            assert Entry.objects.get().state == AFTER.get(verb, entry and entry.state)
        else:
            with pytest.raises(verbs.Refused) as refused:
                do(verb, page, entry)
            assert all(sentence.endswith("。") and len(sentence) > 5 for sentence in refused.value.messages)
            assert LedgerLine.objects.count() == lines
            assert Entry.objects.get().state == entry.state
            assert client.get(page.get_url()).status_code == STATUS[state]


@pytest.mark.parametrize("reason", EndReason.values)
@pytest.mark.parametrize("kind", [Kind.PUNISHMENT, Kind.HONOUR])
def test_a_person_ends_for_a_reason_of_the_kind(tree, client, editor, kind, reason):
    """Credit is repaired after a punishment; consent is withdrawn from a reward; only the clock lets it expire."""
    make = cases.punishment if kind == Kind.PUNISHMENT else cases.honour
    entry = verbs.publish(make(tree.scjg))
    client.force_login(editor)
    client.post(f"/admin/cases/{entry.page_id}/end/", {"reason": reason, "why": "已核实"})
    entry.refresh_from_db()
    assert (entry.state == "ended") == (reason in END_REASONS[kind])


def test_consent_withdrawn_hides_a_reward_at_once_and_for_good(tree, client, editor):
    """个人信息保护法 15 and domain rules §4: consent can be withdrawn; the reward is gone within the request."""
    page = cases.honour(tree.scjg)
    entry = verbs.publish(page, by=editor)
    client.force_login(editor)
    assert "当事人撤回同意" in client.get(f"/admin/cases/{page.pk}/end/").content.decode()
    client.post(f"/admin/cases/{page.pk}/end/", {"reason": "withdrawn", "why": "当事人来函撤回同意"})
    client.logout()
    assert client.get(entry.path).status_code == 410
    assert entry.path not in client.get("/honours/").content.decode()
    again = cases.honour(tree.scjg, decided_on=page.decided_on, document_number=page.document_number)
    again.subjects = [type(page.subjects.get())(name=page.subjects.get().name, code=page.subjects.get().code)]
    again.save_revision()
    with pytest.raises(verbs.Refused, match="不能"):
        verbs.publish(cases.reviewed(again))


def test_the_emergency_needs_a_reason_and_nothing_else(page, client, editor):
    """Any editor, one request, no review: 404 at once."""
    entry = verbs.publish(page)
    client.force_login(editor)
    client.post(f"/admin/cases/{page.pk}/suspend/", {"why": ""})
    assert client.get(entry.path).status_code == 200
    client.post(f"/admin/cases/{page.pk}/suspend/", {"why": "附件误含身份证号"})
    client.logout()
    assert client.get(entry.path).status_code == 404


def test_a_revoked_decision_is_withdrawn_with_its_reason_and_nothing_more(page, client):
    """行政处罚法 48: withdrawn with the reason made public; the allegation is not repeated."""
    entry = verbs.publish(page)
    verbs.end(entry, reason="revoked", why="法院判决撤销处罚决定")
    text = client.get(entry.path).content.decode()
    assert "撤销、变更、确认违法或者确认无效" in text
    for word in (page.title, page.subjects.get().name, page.document_number, "法院判决"):
        assert word not in text


def test_a_repaired_case_says_only_that_it_ended(page, client):
    entry = verbs.publish(page)
    verbs.end(entry, reason="repaired", why="修复决定")
    text = client.get(entry.path).content.decode()
    assert "撤销" not in text
    assert page.title not in text
