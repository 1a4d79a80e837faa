"""Periods by the Civil Code, articles 201 to 203."""

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cms.rules.periods import add_months, end_of_months

SHANGHAI = ZoneInfo("Asia/Shanghai")


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
    assert end.date() == slow_end(start, months) + datetime.timedelta(days=1)


def test_leap_day_and_month_ends():
    assert add_months(datetime.date(2024, 2, 29), 12) == datetime.date(2025, 2, 28)
    assert add_months(datetime.date(2025, 11, 30), 3) == datetime.date(2026, 2, 28)
    assert add_months(datetime.date(2025, 1, 31), 1) == datetime.date(2025, 2, 28)
