"""Periods by the Civil Code, articles 201 to 203; working days; and which publication rule governs.

Each is held against a reference that is slow and obviously right.
"""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.rules.models import CalendarDay, PublicationRule, Regime
from cms.rules.periods import add_months, end_of_months
from cms.rules.workdays import deadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime.timedelta(days=1)
# The database is one and the same in all examples of a test; each example empties what it uses.
in_database = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def slow_end(start, months):
    """Counts month by month: the same day of the month, or the month's last day where there is none (art. 202)."""
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = start.day
    while True:
        try:
            return datetime.date(year, month, day)
        except ValueError:
            day -= 1


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2080, 12, 31)), st.integers(0, 60))
def test_months_end_as_counted_slowly(start, months):
    assert add_months(start, months) == slow_end(start, months)


@given(st.dates(datetime.date(1992, 1, 1), datetime.date(2080, 12, 31)), st.integers(0, 60))
def test_period_ends_at_midnight_in_shanghai(start, months):
    end = end_of_months(start, months).astimezone(SHANGHAI)
    assert end.time() == datetime.time(0)
    assert end.date() == slow_end(start, months) + DAY


def test_leap_day_and_month_ends():
    assert add_months(datetime.date(2024, 2, 29), 12) == datetime.date(2025, 2, 28)
    assert add_months(datetime.date(2024, 2, 29), 48) == datetime.date(2028, 2, 29)
    assert add_months(datetime.date(2025, 11, 30), 3) == datetime.date(2026, 2, 28)
    assert add_months(datetime.date(2025, 1, 31), 1) == datetime.date(2025, 2, 28)


def rule_rows(regimes):
    """Random rules: a row of field values each."""
    dates = st.one_of(st.none(), st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31)))
    return st.fixed_dictionaries(
        {
            "regime": st.sampled_from([None, *regimes]),
            "measure": st.sampled_from(["", "criticism", "small_fine", "other"]),
            "severity": st.sampled_from(["", "minor", "general", "serious"]),
            "valid_from": dates,
            "valid_to": dates,
        }
    ).filter(lambda row: not (row["valid_from"] and row["valid_to"] and row["valid_from"] >= row["valid_to"]))


def slow_governing(rules, day, *, severity, regime, measure):
    """The rule that governs, found by going through all of them and dropping whatever another one beats."""
    fitting = []
    for rule in rules:
        begun = rule.valid_from is None or rule.valid_from <= day
        ended = rule.valid_to is not None and rule.valid_to <= day
        of_another = (
            (rule.regime is not None and rule.regime != regime)
            or (rule.measure and rule.measure != measure)
            or (rule.severity and rule.severity != severity)
        )
        if begun and not ended and not of_another:
            fitting.append(rule)
    for scope in ("regime", "measure", "severity"):
        if any(getattr(rule, scope) for rule in fitting):
            fitting = [rule for rule in fitting if getattr(rule, scope)]
    newest = None
    for rule in fitting:
        begins = rule.valid_from or datetime.date.min
        if newest is None or (begins, rule.pk) > (newest.valid_from or datetime.date.min, newest.pk):
            newest = rule
    return newest


@pytest.mark.django_db
@in_database
@given(data=st.data())
def test_the_governing_rule_is_the_one_found_slowly(data):
    PublicationRule.objects.all().delete()
    regimes = list(Regime.objects.order_by("pk")[:2])
    rows = data.draw(st.lists(rule_rows(regimes), max_size=8))
    rules = [PublicationRule.objects.create(authority="规则", longest_months=3, **row) for row in rows]
    case = {
        "severity": data.draw(st.sampled_from(["minor", "general", "serious"])),
        "regime": data.draw(st.sampled_from([None, *regimes])),
        "measure": data.draw(st.sampled_from(["", "criticism", "small_fine", "other"])),
    }
    edges = [edge for row in rows for edge in (row["valid_from"], row["valid_to"]) if edge]
    near = [edge + step for edge in edges for step in (-DAY, 0 * DAY, DAY)]
    day = data.draw(st.sampled_from(near) if near else st.dates(datetime.date(2024, 1, 1), datetime.date(2027, 12, 31)))
    expected = slow_governing(rules, day, **case)
    assert PublicationRule.objects.governing_or_none(day, **case) == expected


@pytest.mark.django_db
@in_database
@given(
    start=st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 1)),
    months=st.sampled_from([3, 12, 36]),
    free=st.lists(st.integers(-3, 3), max_size=6, unique=True),
)
def test_no_holiday_moves_an_end_of_publication(start, months, free):
    """Civil Code 203 moves a period in which somebody acts; what the public may see only ends."""
    CalendarDay.objects.all().delete()
    before = PublicationRule(longest_months=months).end_of_publication(start)
    last = slow_end(start, months)
    CalendarDay.objects.bulk_create(CalendarDay(date=last + n * DAY, is_working=False, name="假日") for n in free)
    assert PublicationRule(longest_months=months).end_of_publication(start) == before
    assert before.astimezone(SHANGHAI).date() == last + DAY


def slow_deadline(start, count, holidays, make_up):
    """Goes day by day: a working day is a weekday that is no holiday, or a weekend day that is worked."""
    day = start
    while count > 0:
        day += DAY
        is_weekend = day.isoweekday() in (6, 7)
        if day in make_up or (not is_weekend and day not in holidays):
            count -= 1
    return day


@pytest.mark.django_db
@in_database
@given(
    start=st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 10, 1)),
    count=st.integers(0, 15),
    special=st.dictionaries(st.integers(-2, 40), st.booleans(), max_size=12),
)
def test_working_days_are_those_counted_day_by_day(start, count, special):
    CalendarDay.objects.all().delete()
    holidays, make_up = set(), set()
    for offset, works in special.items():
        day = start + offset * DAY
        # The table holds what is otherwise than its weekday says.
        is_working = works and day.isoweekday() in (6, 7)
        (make_up if is_working else holidays).add(day)
        CalendarDay.objects.create(date=day, is_working=is_working, name="例外")
    assert deadline(start, count).day == slow_deadline(start, count, holidays, make_up)
