"""Every kind of rule against a slow reference that looks at each day of the years around and asks whether it fits."""

import datetime
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaigns import rules
from campaigns.vocabulary import RuleKind

YEARS = st.integers(1990, 2060)
DAY = datetime.timedelta(days=1)
MONTHDAYS = st.sampled_from([
    (month, day) for month in range(1, 13) for day in range(1, 32) if rules.exists(month, day)
])  # fmt: skip


@cache
def days(year):
    """Every date from the December before to the January after."""
    first = datetime.date(year - 1, 12, 1)
    return [first + DAY * number for number in range(430) if first + DAY * number <= datetime.date(year + 1, 1, 31)]


def rule(kind, *, valid_from=None, valid_to=None, **columns):
    """A rule as the functions read it."""
    empty = dict.fromkeys(rules.COLUMNS)
    return SimpleNamespace(
        **empty | {"years": {}, "kind": kind, "valid_from": valid_from, "valid_to": valid_to} | columns
    )


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def named(year, month, day):
    """The date a month and day name in a year; 29 February is the 28th where there is none."""
    if (month, day) == (2, 29) and not is_leap(year):
        day = 28
    (found,) = (date for date in days(year) if (date.year, date.month, date.day) == (year, month, day))
    return found


def ends(dates):
    """First and last of the dates, or None."""
    dates = list(dates)
    return (dates[0], dates[-1]) if dates else None


@given(YEARS, MONTHDAYS)
@example(2023, (2, 29))
@example(2024, (2, 29))
def test_a_fixed_day(year, when):
    month, day = when
    expected = named(year, month, day)
    assert rules.span(rule("fixed_day", month=month, monthday=day), year) == (expected, expected)


@given(YEARS, st.integers(1, 12))
@example(2023, 2)
@example(2024, 2)
def test_a_fixed_month(year, month):
    expected = ends(date for date in days(year) if (date.year, date.month) == (year, month))
    assert rules.span(rule("fixed_month", month=month), year) == expected


@given(YEARS, MONTHDAYS, MONTHDAYS)
@example(2023, (2, 29), (2, 29))
@example(2025, (2, 20), (2, 29))
def test_a_fixed_span(year, one, other):
    first, last = sorted([one, other])
    within = (date for date in days(year) if named(year, *first) <= date <= named(year, *last))
    found = rules.span(
        rule("fixed_span", month=first[0], monthday=first[1], last_month=last[0], last_monthday=last[1]), year
    )
    assert found == ends(within)


@given(YEARS, st.integers(1, 12), st.integers(1, 5), st.integers(1, 7))
@example(2013, 6, 2, 7)
@example(2024, 2, 5, 4)  # 29 February 2024 is the fifth Thursday
@example(2023, 2, 5, 4)
def test_a_certain_weekday(year, month, nth, weekday):
    fitting = [d for d in days(year) if (d.year, d.month) == (year, month) and d.isoweekday() == weekday]
    expected = (fitting[nth - 1],) * 2 if len(fitting) >= nth else None
    assert rules.span(rule("nth_weekday", month=month, nth=nth, weekday=weekday), year) == expected


@given(YEARS, MONTHDAYS)
@example(2026, (1, 1))  # a Thursday: the week begins in 2025
@example(2024, (12, 31))  # a Tuesday: the week ends in 2025
@example(2023, (2, 29))
def test_the_week_around_a_day(year, when):
    day = named(year, *when)
    weeks, week = [], []
    for date in days(year):  # weeks as a wall calendar has them, from Monday on
        if date.isoweekday() == 1:
            week = []
            weeks.append(week)
        week.append(date)
    (expected,) = (week for week in weeks if day in week)
    assert rules.span(rule("week_of", month=when[0], monthday=when[1]), year) == (expected[0], expected[-1])


@given(YEARS, YEARS, MONTHDAYS, st.integers(0, 20))
def test_a_table_by_year(year, announced, when, length):
    first = named(announced, *when)
    table = {str(announced): [first.isoformat(), (first + DAY * length).isoformat()]}
    found = rules.span(rule("per_year", years=table), year)
    assert found == ((first, first + DAY * length) if year == announced else None)


@given(YEARS, st.one_of(st.none(), YEARS), st.one_of(st.none(), YEARS), st.sampled_from(RuleKind))
def test_nothing_outside_its_years(year, one, other, kind):
    first, last = (one, other) if None in (one, other) else sorted([one, other])
    columns = {
        "fixed_day": {"month": 3, "monthday": 15},
        "fixed_month": {"month": 9},
        "fixed_span": {"month": 4, "monthday": 20, "last_month": 4, "last_monthday": 26},
        "nth_weekday": {"month": 6, "nth": 2, "weekday": 7},
        "week_of": {"month": 12, "monthday": 4},
        "per_year": {"years": {str(y): [f"{y}-07-05", f"{y}-07-05"] for y in range(1990, 2061)}},
    }[kind]
    found = rules.span(rule(kind, valid_from=first, valid_to=last, **columns), year)
    allowed = {y for y in range(1990, 2061) if (first is None or y >= first) and (last is None or y <= last)}
    assert (found is not None) == (year in allowed)


@pytest.mark.parametrize("year", range(1990, 2061))
def test_every_second_sunday_of_june(year):
    """The consultation day of 2002–2013, by a count on one's fingers."""
    sundays = [d for d in days(year) if d.year == year and d.month == 6 and d.weekday() == 6]
    assert rules.span(rule("nth_weekday", month=6, nth=2, weekday=7), year) == (sundays[1], sundays[1])
