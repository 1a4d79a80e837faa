"""Deadlines in working days (Civil Code, art. 201; 行政处罚法 art. 48 and 85: days are working days)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from cms.rules.deadlines import DeadlineCode, DeadlineRule, due

# What domain.md, section 3, says: code and days.
LOADED = {
    "publish_permit_or_penalty": 7,
    "other_information": 15,
    "withdraw_after_revocation": 3,
    "mark_disputed": 1,
    "decide_objection_own": 3,
    "decide_objection_other": 7,
    "accept_repair": 3,
    "answer_repair": 10,
    "take_down_after_repair": 3,
    "accept_feedback": 2,
    "answer_feedback": 15,
}


@pytest.mark.parametrize(("code", "days"), LOADED.items())
def test_the_deadlines_of_the_law_are_loaded_with_their_authority(db, code, days):
    rule = DeadlineRule.objects.get(code=code)
    assert (rule.days, rule.counting) == (days, "working")
    assert rule.authority


def test_every_code_the_software_asks_for_has_a_rule(db):
    assert set(DeadlineRule.objects.values_list("code", flat=True)) == set(DeadlineCode.values)


@pytest.mark.parametrize(
    ("code", "start", "day"),
    [
        ("withdraw_after_revocation", (2026, 9, 29), (2026, 10, 9)),  # 30 September, then 8 and 9 October
        ("mark_disputed", (2026, 9, 18), (2026, 9, 20)),  # a Sunday that is worked
        ("decide_objection_own", (2026, 11, 6), (2026, 11, 11)),  # Friday, received: not counted
        ("keep_applicants_data", (2026, 1, 1), (2026, 6, 30)),  # calendar days
    ],
)
def test_days_are_counted_as_the_rule_says(db, code, start, day):
    found = due(code, datetime.date(*start))
    assert found.day == datetime.date(*day)
    assert found.announced


def test_a_year_whose_holidays_are_not_announced_says_so(db):
    assert not due("answer_repair", datetime.date(2026, 12, 28)).announced


def test_the_rule_in_force_on_the_day_governs(db):
    change = datetime.date(2026, 7, 1)
    DeadlineRule.objects.filter(code="mark_disputed").update(valid_to=change)
    DeadlineRule.objects.create(
        code="mark_disputed", name="异议标注", authority="新办法第一条", days=2, valid_from=change
    )
    assert due("mark_disputed", datetime.date(2026, 6, 30)).day == datetime.date(2026, 7, 1)
    assert due("mark_disputed", change).day == datetime.date(2026, 7, 3)
    DeadlineRule.objects.filter(code="mark_disputed").delete()
    assert due("mark_disputed", change) is None


def test_a_validity_that_runs_backwards_is_refused_by_the_database(db):
    day = datetime.date(2026, 7, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRule.objects.create(
            code="x", name="x", authority="x", days=1, valid_from=day, valid_to=day - datetime.timedelta(days=1)
        )
