"""What counts as submitted and as adopted, and what is owed."""

import datetime

import pytest
from wagtail.models import WorkflowState

from cases.assessment import acts, counting
from cases.assessment.models import Quota, ZeroReport
from cases.assessment.owed import owed_by
from cases.assessment.vocabulary import Standing
from cases.models import RewardCasePage
from cases.reporting import reviews
from cms.register import verbs
from tests.factories import cases
from tests.integration.assessment.conftest import case, media, noon

DAY = datetime.date


def standing(unit, year=2026):
    """`{code: (done, adopted, standing)}` of a unit."""
    return {row.code: (row.done, row.adopted, row.standing) for row in owed_by(unit.unit, year)}


@pytest.mark.usefixtures("clock")
def test_a_unit_with_nothing_owes_everything(tree):
    rows = owed_by(tree.scjg.unit, 2026)
    assert [(row.code, row.done, row.adopted, row.required, row.met) for row in rows] == [
        ("reward", 0, 0, 1, False),
        ("punishment", 0, 0, 1, False),
        ("media", 0, 0, 1, False),
    ]
    assert {row.due_on for row in rows} == {DAY(2026, 12, 31)}
    assert {row.standing for row in rows} == {Standing.OPEN}


@pytest.mark.usefixtures("clock")
def test_towns_owe_no_punishment_case(tree):
    assert [row.required for row in owed_by(tree.baisha.unit, 2026)] == [1, 0, 1]
    assert standing(tree.baisha)["punishment"] == (0, 0, Standing.NONE)


@pytest.mark.usefixtures("clock")
def test_a_case_in_review_is_submitted_and_a_public_one_adopted(tree):
    case(tree.scjg, submitted=DAY(2026, 3, 2))
    case(tree.scjg, submitted=DAY(2026, 3, 3), passed=DAY(2026, 3, 4), public=DAY(2026, 3, 5))
    assert standing(tree.scjg)["punishment"] == (2, 1, Standing.MET)
    assert standing(tree.fgw)["punishment"] == (0, 0, Standing.OPEN)
    assert [row.on for row in counting.submitted(2026)] == [DAY(2026, 3, 2), DAY(2026, 3, 3)]


@pytest.mark.usefixtures("clock")
def test_a_draft_counts_nothing(tree):
    page = cases.honour(tree.scjg)
    WorkflowState.objects.filter(object_id=str(page.pk)).delete()
    assert standing(tree.scjg)["reward"] == (0, 0, Standing.OPEN)


def test_a_returned_case_counts_again_from_its_first_day_once_it_is_sent_again(clock, tree, people):
    page = case(tree.scjg, submitted=DAY(2026, 3, 2), returned="basis")
    assert standing(tree.scjg)["punishment"] == (0, 0, Standing.OPEN)
    page = type(page).objects.get(pk=page.pk)
    reviews.submit(page, people.reporter)
    assert [(row.key, row.on) for row in counting.submitted(2026)] == [(page.pk, DAY(2026, 3, 2))]


def test_what_is_taken_back_counts_nothing(clock, tree, people):
    page = case(tree.scjg, submitted=DAY(2026, 3, 2))
    page.current_workflow_state.cancel(user=people.reporter)
    assert standing(tree.scjg)["punishment"] == (0, 0, Standing.OPEN)


def test_the_reviews_of_a_correction_are_no_second_submission(clock, tree, people):
    page = case(tree.scjg, submitted=DAY(2025, 12, 30), passed=DAY(2025, 12, 31), public=DAY(2026, 1, 5))
    page = type(page).objects.get(pk=page.pk)
    page.save_revision(user=people.reporter)
    reviews.submit(page, people.reporter)
    assert [row.on for row in counting.submitted(2025)] == [DAY(2025, 12, 30)]
    assert counting.submitted(2026) == []
    assert [row.on for row in counting.adopted(2026)] == [DAY(2026, 1, 5)]


@pytest.mark.usefixtures("clock")
def test_the_year_is_that_of_the_district_s_clock(tree):
    page = case(tree.scjg, submitted=DAY(2026, 1, 1))
    # 00:30 on New Year's Day in Chongqing is still the old year in Greenwich.
    at = datetime.datetime(2025, 12, 31, 16, 30, tzinfo=datetime.UTC)
    WorkflowState.objects.filter(object_id=str(page.pk)).update(created_at=at)
    assert [row.on for row in counting.submitted(2026)] == [DAY(2026, 1, 1)]
    assert counting.submitted(2025) == []


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("reason", ["repaired", "revoked", "withdrawn"])
def test_what_was_adopted_stays_counted_when_it_ends(tree, reason):
    page = case(tree.scjg, submitted=DAY(2026, 3, 3), passed=DAY(2026, 3, 4), public=DAY(2026, 3, 5))
    verbs.end(page.entry, reason=reason, why="已办结", at=noon(DAY(2026, 5, 5)))
    assert standing(tree.scjg)["punishment"] == (1, 1, Standing.MET)


@pytest.mark.usefixtures("clock")
def test_suspended_and_disputed_cases_stay_counted(tree):
    first = case(tree.scjg, submitted=DAY(2026, 3, 3), passed=DAY(2026, 3, 4), public=DAY(2026, 3, 5))
    second = case(tree.scjg, submitted=DAY(2026, 3, 3), passed=DAY(2026, 3, 4), public=DAY(2026, 3, 5))
    verbs.suspend(first.entry, why="中止执行")
    verbs.dispute(second.entry, why="异议")
    assert standing(tree.scjg)["punishment"] == (2, 2, Standing.MET)


@pytest.mark.usefixtures("clock")
def test_what_was_published_in_error_is_neither_submitted_nor_adopted(tree):
    page = case(tree.scjg, submitted=DAY(2026, 3, 3), passed=DAY(2026, 3, 4), public=DAY(2026, 3, 5))
    verbs.end(page.entry, reason="corrected", why="信息有误")
    assert standing(tree.scjg)["punishment"] == (0, 0, Standing.OPEN)


def test_a_copy_counts_only_once_it_is_submitted(clock, tree, people):
    page = case(tree.scjg, submitted=DAY(2026, 3, 2), make=cases.honour)
    page.copy(update_attrs={"slug": "copied", "title": "另一案"}, keep_live=False, copy_revisions=False)
    assert RewardCasePage.objects.count() == 2
    assert standing(tree.scjg)["reward"][:2] == (1, 0)


@pytest.mark.usefixtures("clock")
def test_a_media_report_is_submitted_until_refused_and_adopted_once_verified(tree):
    media(tree.scjg, DAY(2026, 2, 1), title="甲")
    assert standing(tree.scjg)["media"] == (1, 0, Standing.WAITING)
    media(tree.scjg, DAY(2026, 2, 2), title="乙", state="refused")
    assert standing(tree.scjg)["media"] == (1, 0, Standing.WAITING)
    media(tree.scjg, DAY(2026, 2, 3), title="丙", state="verified")
    assert standing(tree.scjg)["media"] == (2, 1, Standing.MET)
    assert standing(tree.scjg, 2025)["media"] == (0, 0, Standing.OVERDUE)


def test_an_accepted_zero_report_stands_until_something_is_reported(clock, tree, people):
    zero = acts.file_zero(tree.scjg.unit, 2026, "punishment", reason="本年度无行政处罚", by=people.reporter)
    assert standing(tree.scjg)["punishment"][2] == Standing.WAITING
    acts.decide_zero(zero, accepted=True, by=people.supervisor)
    row = next(row for row in owed_by(tree.scjg.unit, 2026) if row.code == "punishment")
    assert row.standing == Standing.ZERO
    assert row.met
    assert row.zero.reason == "本年度无行政处罚"
    page = case(tree.scjg, submitted=DAY(2026, 3, 2))
    assert standing(tree.scjg)["punishment"] == (1, 0, Standing.MET)
    page.current_workflow_state.cancel(user=people.reporter)
    assert standing(tree.scjg)["punishment"][2] == Standing.ZERO
    assert ZeroReport.objects.get().state == "accepted"


def test_no_zero_report_where_something_was_reported(clock, tree, people):
    case(tree.scjg, submitted=DAY(2026, 3, 2))
    with pytest.raises(acts.Refused):
        acts.file_zero(tree.scjg.unit, 2026, "punishment", reason="没有", by=people.reporter)


def test_a_quota_not_met_is_overdue_after_its_day(clock, tree):
    assert standing(tree.scjg)["reward"][2] == Standing.OPEN
    clock.move_to(noon(DAY(2026, 12, 31)))
    assert standing(tree.scjg)["reward"][2] == Standing.OPEN
    clock.move_to(noon(DAY(2027, 1, 1)))
    assert standing(tree.scjg)["reward"][2] == Standing.OVERDUE


@pytest.mark.usefixtures("clock")
def test_the_newest_quota_not_after_the_year_governs(tree):
    Quota.objects.create(year=2026, unit_kind="department", obligation="reward", required=3, due_month=2, due_day=29)
    assert owed_by(tree.scjg.unit, 2025)[0].required == 1
    row = owed_by(tree.scjg.unit, 2027)[0]
    assert (row.required, row.due_on) == (3, DAY(2027, 2, 28))
    assert owed_by(tree.baisha.unit, 2027)[0].required == 1
