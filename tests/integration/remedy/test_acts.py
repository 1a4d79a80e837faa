"""What is done with intakes, and what it does to the case (domain rules §3 and §4; Order 36)."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from cases.remedy import acts
from cases.remedy.models import Intake, IntakeStep
from cms.register import ledger, verbs
from cms.register.models import LedgerLine
from cms.rules.models import CalendarDay
from tests.factories.cases import reviewed
from tests.integration.remedy.conftest import feedback, objection, repair

ANSWER = "经核查，您反映的问题不成立。"


def state(entry):
    """Where the entry stands now, and why it ended."""
    entry.refresh_from_db()
    return entry.state, entry.end_reason


class TestDeadlines:
    """Each step has its day; the day of receipt is not counted."""

    def test_objection(self, clock, case, handler, tree):
        made = objection(case)
        assert (made.due_code, made.due_on) == ("mark_disputed", datetime.date(2026, 11, 5))
        made = acts.accept(made, by=handler)
        assert (made.due_code, made.due_on) == ("decide_objection_own", datetime.date(2026, 11, 9))
        made = acts.forward(made, unit=tree.scjg.unit, why="请核对金额", by=handler)
        assert (made.due_code, made.due_on) == ("decide_objection_other", datetime.date(2026, 11, 13))
        made = acts.report(made, why="金额无误", by=handler)
        assert made.due_on == datetime.date(2026, 11, 13)
        made = acts.decide(made, outcome="rejected", answer=ANSWER, why="金额无误", by=handler)
        assert made.due_on is None

    def test_repair_and_feedback(self, clock, case, handler):
        made = repair(case)
        assert (made.due_code, made.due_on) == ("accept_repair", datetime.date(2026, 11, 9))
        assert acts.accept(made, by=handler).due_on == datetime.date(2026, 11, 18)
        made = feedback()
        assert (made.due_code, made.due_on) == ("accept_feedback", datetime.date(2026, 11, 6))
        assert acts.accept(made, by=handler).due_on == datetime.date(2026, 11, 25)

    def test_overdue_from_the_day_after(self, clock, case):
        made = objection(case)
        clock.move_to(datetime.datetime(2026, 11, 5, 15, 59, tzinfo=datetime.UTC))  # 23:59 of the last day
        assert not made.is_overdue
        assert not Intake.objects.overdue().exists()
        clock.shift(60)
        assert made.is_overdue
        assert Intake.objects.overdue().get() == made

    def test_a_year_not_announced_is_said(self, clock, case, handler, client):
        CalendarDay.objects.filter(date__year=2026).delete()
        made = objection(case)
        assert not made.due_announced
        text = client.post("/track/", {"code": made.receipt}).content.decode()
        assert "按周末推算，待国务院公布放假安排" in text


class TestObjection:
    """The mark, and the four ways an objection ends."""

    def test_accepted_marks_the_case_in_the_same_act(self, case, handler):
        made = acts.accept(objection(case), by=handler)
        assert state(case) == ("disputed", "")
        assert case.is_visible()
        assert made.status == "accepted"
        line = LedgerLine.objects.latest("seq")
        assert (line.verb, line.actor) == ("dispute", handler)
        assert made.receipt_shown in line.reason
        assert "陈某某" not in line.reason

    @pytest.mark.parametrize("kind", ["case", "honour"])
    def test_the_page_shows_the_mark(self, kind, request, handler, client):
        entry = request.getfixturevalue(kind)
        assert "badge disputed" not in client.get(entry.path).content.decode()
        acts.accept(objection(entry), by=handler)
        text = client.get(entry.path).content.decode()
        assert 'class="badge disputed"' in text
        assert 'class="notice"' in text

    def test_what_the_verb_refuses_leaves_nothing_half_done(self, case, handler, monkeypatch):
        made = objection(case)

        def refuse(*args, **kwargs):
            raise verbs.Refused("不行")

        monkeypatch.setattr(verbs, "dispute", refuse)
        with pytest.raises(verbs.Refused):
            acts.accept(made, by=handler)
        made.refresh_from_db()
        assert made.status == "received"
        assert made.steps.count() == 1

    def test_not_upheld_takes_the_mark_off(self, case, handler):
        made = acts.accept(objection(case), by=handler)
        acts.decide(made, outcome="rejected", answer=ANSWER, why="与决定书一致", by=handler)
        assert state(case) == ("published", "")

    def test_the_mark_stays_while_another_objection_is_open(self, case, handler):
        first, second = acts.accept(objection(case), by=handler), acts.accept(objection(case), by=handler)
        acts.decide(first, outcome="rejected", answer=ANSWER, why="一致", by=handler)
        assert state(case) == ("disputed", "")
        acts.decide(second, outcome="rejected", answer=ANSWER, why="一致", by=handler)
        assert state(case) == ("published", "")

    def test_upheld_in_part_takes_it_down_for_now(self, case, handler, client):
        made = acts.accept(objection(case), by=handler)
        acts.decide(made, outcome="partly", answer=ANSWER, why="部分有误", by=handler)
        assert state(case) == ("suspended", "")
        assert client.get(case.path).status_code == 404

    @pytest.mark.parametrize("effect", ["corrected", "revoked"])
    def test_upheld_ends_the_publication(self, case, handler, client, effect):
        made = acts.accept(objection(case), by=handler)
        acts.decide(made, outcome="upheld", effect=effect, answer=ANSWER, why="决定已撤销", by=handler)
        assert state(case) == ("ended", effect)
        assert client.get(case.path).status_code == 410

    def test_going_on_with_a_corrected_text_needs_the_correction_first(self, case, handler):
        made = acts.accept(objection(case), by=handler)
        decision = {"outcome": "upheld", "effect": "correction", "answer": "已更正。", "why": "金额有误", "by": handler}
        with pytest.raises(verbs.Refused, match="更正"):
            acts.decide(made, **decision)
        assert state(case) == ("disputed", "")
        page = case.page.specific
        page.penalty = "罚款五千元"
        page.save_revision()
        reviewed(page)
        verbs.correct(case, what="罚款金额更正为五千元", by=handler)
        acts.decide(made, **decision)
        assert state(case) == ("published", "")

    def test_upheld_needs_to_say_what_follows(self, case, handler):
        made = acts.accept(objection(case), by=handler)
        with pytest.raises(verbs.Refused):
            acts.decide(made, outcome="upheld", answer=ANSWER, why="有误", by=handler)
        with pytest.raises(verbs.Refused):
            acts.decide(made, outcome="upheld", effect="expired", answer=ANSWER, why="有误", by=handler)
        assert state(case) == ("disputed", "")

    def test_consent_withdrawn_ends_the_honour(self, honour, handler):
        made = acts.accept(objection(honour, topic="consent"), by=handler)
        assert state(honour) == ("published", "")
        acts.decide(made, outcome="upheld", answer="已停止公示。", why="主体撤回同意", by=handler)
        assert state(honour) == ("ended", "withdrawn")

    def test_an_objection_to_what_has_ended_meanwhile_can_be_answered(self, case, handler):
        made = objection(case)
        verbs.end(case, reason="repaired", why="已修复", by=handler)
        made = acts.accept(made, by=handler)
        made = acts.decide(made, outcome="upheld", effect="corrected", answer="已停止公示。", why="已结束", by=handler)
        assert made.status == "decided"
        assert state(case) == ("ended", "repaired")


class TestRepairAndFeedback:
    """Repair ends the publication; feedback does nothing to a case."""

    def test_granted(self, case, handler):
        made = acts.accept(repair(case), by=handler)
        assert state(case) == ("published", "")
        acts.decide(made, outcome="upheld", answer="准予修复。", why="义务已履行", by=handler)
        assert state(case) == ("ended", "repaired")

    def test_not_granted(self, case, handler):
        made = acts.accept(repair(case), by=handler)
        acts.decide(made, outcome="rejected", answer="尚未满最短公示期。", why="未满期", by=handler)
        assert state(case) == ("published", "")

    def test_feedback_is_answered(self, case, handler):
        made = acts.accept(feedback(entry=case), by=handler)
        with pytest.raises(verbs.Refused):
            acts.decide(made, outcome="upheld", answer="已核实。", why="属实", by=handler)
        acts.decide(made, outcome="answered", answer="已转有关部门。", why="已转", by=handler)
        assert state(case) == ("published", "")

    def test_not_accepted_says_why(self, case, handler):
        made = objection(case)
        with pytest.raises(verbs.Refused):
            acts.refuse(made, answer="  ", by=handler)
        made = acts.refuse(made, answer="您反映的事项不属于公示信息，请向作出决定的单位提出。", by=handler)
        assert made.status == "refused"
        assert state(case) == ("published", "")


class TestOrder:
    """No act out of turn, no act unrecorded, no answer that names anyone."""

    def test_out_of_turn(self, case, handler, tree):
        made = objection(case)
        for do in (
            lambda: acts.decide(made, outcome="rejected", answer=ANSWER, why="x", by=handler),
            lambda: acts.forward(made, unit=tree.scjg.unit, why="x", by=handler),
            lambda: acts.report(made, why="x", by=handler),
        ):
            with pytest.raises(verbs.Refused, match="已收到"):
                do()
        acts.accept(made, by=handler)
        with pytest.raises(verbs.Refused):
            acts.accept(made, by=handler)
        with pytest.raises(verbs.Refused):
            acts.refuse(made, answer="晚了。", by=handler)

    @pytest.mark.parametrize("answer", ["请联系 13812345678。", "陈某某您好", "{subject}的公示无误", "《{title}》无误"])
    def test_an_answer_names_nobody(self, case, handler, answer):
        made = acts.accept(objection(case), by=handler)
        text = answer.format(subject=case.subjects.get().name, title=case.title)
        with pytest.raises(verbs.Refused):
            acts.decide(made, outcome="rejected", answer=text, why="一致", by=handler)
        made.refresh_from_db()
        assert made.status == "accepted"
        assert state(case) == ("disputed", "")

    def test_steps_say_who_when_what_and_why(self, case, handler, tree):
        made = acts.accept(objection(case), by=handler, why="材料齐全")
        acts.forward(made, unit=tree.scjg.unit, why="请核对金额", by=handler)
        rows = list(made.steps.values_list("act", "by__username", "why"))
        assert rows == [
            ("received", None, ""),
            ("accepted", "handler", "材料齐全"),
            ("forwarded", "handler", "市场监管局：请核对金额"),
        ]

    def test_steps_are_append_only(self, case):
        step = objection(case).steps.get()
        step.why = "改写"
        with pytest.raises(TypeError):
            step.save()
        with pytest.raises(TypeError):
            step.delete()
        for sql in ("UPDATE remedy_intakestep SET why = 'x'", "DELETE FROM remedy_intakestep"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        assert IntakeStep.objects.get().why == ""

    def test_the_ledger_stays_whole(self, case, honour, handler):
        acts.decide(acts.accept(objection(case), by=handler), outcome="partly", answer=ANSWER, why="x", by=handler)
        acts.decide(acts.accept(objection(honour, topic="consent"), by=handler), outcome="upheld", answer=ANSWER,
                    why="x", by=handler)  # fmt: skip
        assert ledger.verify() is None
