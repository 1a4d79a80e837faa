"""The verbs and the register they write."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms import clock
from cms.register import ledger, verbs
from cms.register.models import Entry, LedgerHead, LedgerLine
from tests.factories import cases

HOUR = datetime.timedelta(hours=1)


def test_publish_writes_row_content_subjects_and_ledger(tree, editor):
    page = cases.punishment(tree.scjg)
    entry = verbs.publish(page, by=editor)
    page.refresh_from_db()
    assert page.live
    assert page.live_revision_id == entry.revision_id
    assert entry.content.facts["document_number"] == page.document_number
    assert entry.subjects.get().code == page.subjects.get().code
    line = LedgerLine.objects.get()
    assert (line.verb, line.actor, line.content_hash) == ("publish", editor, entry.content.sha256)
    assert ledger.digest(entry.content.data) == entry.content.sha256


def test_general_case_is_public_one_year_from_the_decision(tree):
    """Order 36: general dishonesty, one year from the determining document, to 24:00."""
    day = clock.today() - datetime.timedelta(days=30)
    entry = verbs.publish(cases.punishment(tree.scjg, decided_on=day))
    local = timezone.localtime(entry.visible_until)
    assert local.time() == datetime.time(0)
    assert entry.last_public_day.year == day.year + 1
    assert not entry.is_visible(entry.visible_until)
    assert entry.is_visible(entry.visible_until - datetime.timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("document_number", "决定文书号"),
        ("severity", "失信严重程度"),
        ("notified_on", "告知"),
        ("impact_assessment", "影响评估"),
        ("decided_on", "决定日期"),
        ("authority", "决定机关"),
        ("summary", "摘要"),
    ],
)
def test_each_missing_condition_is_named(tree, field, sentence):
    page = cases.punishment(tree.scjg, **{field: None if field in {"notified_on", "decided_on", "authority"} else ""})
    with pytest.raises(verbs.Refused) as refused:
        verbs.publish(page)
    assert any(sentence in message for message in refused.value.messages), refused.value.messages
    assert not Entry.objects.exists()
    assert not LedgerLine.objects.exists()


def test_missing_basis_and_natural_person_are_refused(tree):
    page = cases.punishment(tree.scjg)
    page.bases.all().delete()
    subject = page.subjects.get()
    subject.type, subject.code = "natural_person", ""
    subject.save()
    page.refresh_from_db()
    page = type(page).objects.get(pk=page.pk)
    page.save_revision()
    cases.reviewed(page)
    with pytest.raises(verbs.Refused) as refused:
        verbs.publish(page)
    sentences = " ".join(refused.value.messages)
    assert all(word in sentences for word in ("处罚依据", "允许公示的法律", "已成年", "自然人全名")), sentences


def test_minor_case_needs_a_stated_necessity(tree):
    page = cases.punishment(tree.scjg, severity="minor")
    with pytest.raises(verbs.Refused):
        verbs.publish(page)
    page.necessity = "影响范围广"
    page.save_revision()
    assert verbs.publish(cases.reviewed(page)).is_visible()


def test_reward_case_needs_consent(tree):
    page = cases.honour(tree.scjg, consent_on=None)
    with pytest.raises(verbs.Refused):
        verbs.publish(page)


def test_correct_keeps_dates_and_tells_what_changed(tree, editor):
    page = cases.punishment(tree.scjg)
    entry = verbs.publish(page, by=editor, at=clock.now() - 48 * HOUR)
    before = entry.content.sha256
    page.refresh_from_db()
    page.penalty = "罚款二万元"
    page.save_revision(user=editor)
    cases.reviewed(page)
    corrected = verbs.correct(entry, what="更正罚款数额。", by=editor)
    assert corrected.visible_from == entry.visible_from
    assert corrected.code == entry.code
    assert corrected.content.sha256 != before
    assert corrected.content.corrections[0]["what"] == "更正罚款数额。"
    assert corrected.content.corrections[0]["from_revision"] == entry.revision_id
    assert [line.verb for line in LedgerLine.objects.all()] == ["publish", "correct"]


def test_correct_without_a_sentence_is_refused(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    with pytest.raises(verbs.Refused):
        verbs.correct(entry, what="  ")


def test_end_hides_at_once_and_for_good(tree, editor):
    page = cases.punishment(tree.scjg)
    entry = verbs.publish(page, by=editor, at=clock.now() - HOUR)
    verbs.end(entry, reason="repaired", why="信用修复", by=editor)
    page.refresh_from_db()
    assert not page.live
    assert not Entry.objects.visible().exists()
    with pytest.raises(verbs.Refused):
        verbs.end(entry, reason="repaired", why="再次")
    with pytest.raises(verbs.Refused):
        verbs.publish(page)
    with pytest.raises(verbs.Refused):
        verbs.correct(entry, what="更正")


def test_end_needs_a_known_reason_and_an_explanation(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    for reason, why in [("gone", "x"), ("repaired", " ")]:
        with pytest.raises(verbs.Refused):
            verbs.end(entry, reason=reason, why=why)


def test_dispute_stays_public_and_suspend_hides(tree):
    entry = verbs.publish(cases.punishment(tree.scjg))
    assert verbs.dispute(entry, why="异议").is_visible()
    assert not verbs.suspend(entry, why="法院裁定").is_visible()
    with pytest.raises(verbs.Refused):
        verbs.dispute(entry, why="异议")
    assert verbs.resume(entry, why="恢复").is_visible()


def test_a_failed_verb_leaves_nothing(tree, editor, monkeypatch):
    page = cases.punishment(tree.scjg)

    def fail(**kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(verbs.ledger, "append", fail)
    with pytest.raises(RuntimeError):
        verbs.publish(page, by=editor)
    page.refresh_from_db()
    assert not page.live
    assert not Entry.objects.exists()


def test_what_is_public_does_not_follow_the_draft(tree, client):
    page = cases.punishment(tree.scjg)
    entry = verbs.publish(page)
    page.refresh_from_db()
    page.title = "改过的标题"
    page.save_revision()
    assert "改过的标题" not in client.get(entry.path).content.decode()


class TestLedger:
    """The chain of acts."""

    def test_refuses_update_and_delete(self, tree):
        verbs.publish(cases.punishment(tree.scjg))
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerLine.objects.update(reason="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerLine.objects.all()._raw_delete("default")

    @pytest.mark.engine("sqlite")
    @pytest.mark.parametrize("words", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
    def test_refuses_replacing(self, tree, words):
        verbs.publish(cases.punishment(tree.scjg))
        names = ", ".join(field.column for field in LedgerLine._meta.concrete_fields)
        statement = f"{words} register_ledgerline ({names}) SELECT {names} FROM register_ledgerline"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_verifies_and_finds_faults(self, tree):
        for _ in range(3):
            verbs.publish(cases.punishment(tree.scjg))
        assert ledger.verify() is None
        head = LedgerHead.objects.get()
        LedgerHead.objects.update(seq=head.seq + 1)
        assert "line 4 is missing" in ledger.verify()

    def test_only_in_a_transaction(self, monkeypatch):
        """Tests run in a transaction themselves, so the connection is asked to deny it."""
        monkeypatch.setattr(transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))
        with pytest.raises(transaction.TransactionManagementError):
            ledger.append(verb="publish", entry=Entry(), by=None, at=clock.now())


class TestOverrideOfTheEnd:
    """The one override per case: a duty unmet, a stated basis, a new last day (domain rules §2)."""

    @pytest.fixture
    def last_day(self):
        return clock.today() + datetime.timedelta(days=700)

    def test_moves_the_end_to_the_end_of_the_day_and_says_why(self, tree, client, last_day):
        basis = "《某行业管理办法》第十条，整改义务尚未履行"
        page = cases.punishment(tree.scjg, extended_until=last_day, extension_basis=basis)
        entry = verbs.publish(page)
        assert entry.last_public_day == last_day
        text = client.get(entry.path).content.decode()
        assert basis in text
        assert last_day.isoformat() in text

    def test_needs_a_basis_in_form_and_database(self, tree, last_day):
        page = cases.punishment(tree.scjg)
        page.extended_until = last_day
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert "extension_basis" in refused.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            type(page).objects.filter(pk=page.pk).update(extended_until=last_day)

    def test_not_earlier_than_the_rule(self, tree):
        day = clock.today() + datetime.timedelta(days=30)
        with pytest.raises(verbs.Refused, match="延长"):
            verbs.publish(cases.punishment(tree.scjg, extended_until=day, extension_basis="依据"))

    def test_only_once(self, tree, last_day):
        page = cases.punishment(tree.scjg, extended_until=last_day, extension_basis="依据")
        entry = verbs.publish(page)
        page.refresh_from_db()
        page.extended_until = last_day + datetime.timedelta(days=1)
        page.save_revision()
        cases.reviewed(page)
        with pytest.raises(verbs.Refused, match="延长过一次"):
            verbs.correct(entry, what="再次延长")
        page.extended_until = last_day
        page.penalty = "罚款三万元"
        page.save_revision()
        cases.reviewed(page)
        assert verbs.correct(entry, what="更正罚款数额").last_public_day == last_day
