"""What housekeeping does for intakes: reminders, deletion (个人信息保护法 19, 47), deadlines counted anew."""

import datetime
import io
import os

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from cases.remedy import acts, reminders, retention
from cases.remedy.models import Attempts, Evidence, IntakeStep, Reminder, evidence_storage
from cms.ops.signals import housekeeping
from cms.rules.deadlines import DeadlineRule
from cms.rules.models import CalendarDay
from tests.integration.remedy.conftest import STATEMENT, feedback, objection

DAY = 86_400


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Runs housekeeping as the scheduler does, and returns what it printed."""

    def once():
        output = io.StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("housekeeping", stdout=output)
        return output.getvalue()

    return once


class TestReminders:
    """One working day before, and once after; each person once."""

    def test_before_and_after_once_each(self, clock, case, handler, run):
        made = acts.accept(objection(case), by=handler)  # due on Monday 9 November
        run()
        assert mail.outbox == []
        clock.move_to(datetime.datetime(2026, 11, 6, 1, tzinfo=datetime.UTC))  # Friday, one working day before
        for _twice in range(2):
            assert "reminders" in run()
        (soon,) = reminders_of(made)
        assert soon.to == ["handler@example.invalid"]
        assert "2026-11-09 到期" in soon.subject
        clock.move_to(datetime.datetime(2026, 11, 10, 1, tzinfo=datetime.UTC))
        run()
        run()
        _soon, late = reminders_of(made)
        assert "已逾期" in late.subject
        for message in mail.outbox:
            for secret in ("陈某某", "023-47500000", STATEMENT, case.title):
                assert secret not in message.subject + message.body

    def test_the_unit_is_reminded_while_it_checks(self, clock, case, handler, leaders, tree, run):
        made = acts.accept(objection(case), by=handler)
        acts.forward(made, unit=tree.scjg.unit, why="请核对", by=handler)
        clock.move_to(datetime.datetime(2026, 11, 12, 1, tzinfo=datetime.UTC))
        run()
        reminded = {address for message in mail.outbox for address in message.to}
        assert "leader-scjg@example.invalid" in reminded
        assert "leader-fgw@example.invalid" not in reminded

    def test_what_is_answered_reminds_nobody(self, clock, case, handler, run):
        acts.refuse(objection(case), answer="不属于受理范围。", by=handler)
        clock.shift(20 * DAY)
        run()
        assert not Reminder.objects.exists()

    def test_a_failed_message_is_tried_again(self, clock, case, handler, run, settings):
        made = objection(case)
        settings.EMAIL_BACKEND = "tests.integration.remedy.test_chores.Broken"
        run()
        assert not Reminder.objects.exists()
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        run()
        assert len(reminders_of(made)) == 1


def reminders_of(intake):
    """The reminders sent of an intake: the housekeeping has other letters to send too."""
    return [message for message in mail.outbox if intake.receipt_shown in message.subject]


class Broken:
    """A mail server that is down."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        """Fails as smtplib does."""
        raise ConnectionRefusedError


class TestDeletion:
    """Applicants' data go when their time is over; the row stays."""

    FILES = (("说明.txt", SimpleUploadedFile("说明.txt", b"x")),)

    def answered(self, case, handler):
        """An objection with evidence, answered."""
        made = acts.accept(objection(case, files=self.FILES), by=handler)
        return acts.decide(made, outcome="rejected", answer="与决定书一致。", why="一致", by=handler)

    def test_on_the_day_the_rule_says(self, clock, case, handler, run, client):
        made = self.answered(case, handler)
        path = made.evidence.get().file.path
        clock.shift(180 * DAY)
        run()
        made.refresh_from_db()
        assert made.statement == STATEMENT
        assert os.path.exists(path)
        clock.shift(DAY)
        run()
        made.refresh_from_db()
        assert (made.applicant_name, made.contact, made.statement, made.capacity) == ("", "", "", "")
        assert not Evidence.objects.exists()
        assert not os.path.exists(path)
        assert (made.kind, made.status, made.outcome) == ("objection", "decided", "rejected")
        text = client.post("/track/", {"code": made.receipt}).content.decode()
        assert "个人资料已删除" in text
        run()
        assert IntakeStep.objects.filter(act="removed").count() == 1

    def test_the_rule_is_data(self, clock, case, handler, run):
        DeadlineRule.objects.filter(code="keep_applicants_data").update(days=10)
        made = self.answered(case, handler)
        clock.shift(11 * DAY)
        run()
        made.refresh_from_db()
        assert made.removed_at

    def test_what_nobody_accepted_goes_too(self, clock, case, handler, run, client):
        made, refused = objection(case), acts.refuse(feedback(), answer="不属于受理范围。", by=handler)
        clock.shift(181 * DAY)
        run()
        made.refresh_from_db()
        refused.refresh_from_db()
        assert made.removed_at
        assert refused.removed_at
        assert made.statement == ""
        with pytest.raises(acts.Refused, match="已经删除"):
            acts.accept(made, by=handler)
        assert client.post("/track/", {"code": made.receipt}).status_code == 200

    def test_what_is_being_worked_on_stays(self, clock, case, handler, run):
        made = acts.accept(objection(case), by=handler)
        clock.shift(400 * DAY)
        run()
        made.refresh_from_db()
        assert made.statement == STATEMENT

    def test_counts_and_stray_files_go(self, clock, tree, client, run):
        client.post("/feedback/", {"topic": "tip_off", "statement": "有企业冒用荣誉做宣传。"})
        storage = evidence_storage()
        name = storage.save("stray", SimpleUploadedFile("x", b"x"))
        os.utime(storage.path(name), (0, 0))
        run()
        assert Attempts.objects.exists()
        assert not storage.exists(name)
        clock.shift(4 * 3600)
        run()
        assert not Attempts.objects.exists()


class TestHousekeeping:
    """The rest of the chores, and what a fault does."""

    def test_deadlines_move_when_holidays_are_announced(self, clock, case, run):
        made = objection(case)
        assert made.due_on == datetime.date(2026, 11, 5)
        CalendarDay.objects.create(date=made.due_on, is_working=False, name="放假")
        assert "deadlines moved 1" in run()
        made.refresh_from_db()
        assert made.due_on == datetime.date(2026, 11, 6)

    def test_evidence_that_was_not_read_is_read(self, case, run):
        made = objection(case, files=[("说明.txt", SimpleUploadedFile("说明.txt", b"13812345678"))])
        assert made.evidence.get().findings is None
        run()
        assert [find["kind"] for find in made.evidence.get().findings] == ["mobile"]

    def test_a_fault_of_an_app_fails_the_command_and_stops_no_other(self, case, run, monkeypatch):
        def broken(sender, **kwargs):
            raise RuntimeError("broken")

        housekeeping.connect(broken)
        try:
            with pytest.raises(CommandError, match="test_chores"):
                run()
        finally:
            housekeeping.disconnect(broken)

    def test_a_second_run_that_found_the_same_work_does_nothing(
        self, clock, case, handler, django_capture_on_commit_callbacks
    ):
        made = objection(case)
        clock.shift(DAY)
        with django_capture_on_commit_callbacks(execute=True):
            assert [reminders.remind(), reminders.remind()] == [1, 0]
        assert len(mail.outbox) == 1
        clock.shift(181 * DAY)
        assert [retention.remove(made.pk), retention.remove(made.pk)] == [True, False]
        assert IntakeStep.objects.filter(act="removed").count() == 1
