"""Working days against the library's own counting, day by day."""

import datetime
import io

import chinese_calendar
import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.rules.models import CalendarDay
from cms.rules.workdays import announced_years, deadline


def slow(start, count):
    """Walks day by day, asking the library of each."""
    day = start
    while count:
        day += datetime.timedelta(days=1)
        if chinese_calendar.is_workday(day):
            count -= 1
    return day


@given(st.dates(datetime.date(2012, 1, 1), datetime.date(2026, 10, 31)), st.integers(0, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_deadlines_as_counted_slowly(db, start, count):
    found = deadline(start, count)
    assert found.day == slow(start, count)
    assert found.announced


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        ((2026, 9, 18), 1, (2026, 9, 20)),  # a Sunday that is worked
        ((2026, 9, 30), 1, (2026, 10, 8)),  # over National Day
        ((2026, 2, 13), 2, (2026, 2, 24)),  # make-up Saturday, then the Spring Festival
    ],
)
def test_known_days(db, start, count, day):
    assert deadline(datetime.date(*start), count).day == datetime.date(*day)


def test_a_year_not_announced_says_so(db):
    last = max(announced_years())
    assert deadline(datetime.date(last, 11, 2), 3).announced
    found = deadline(datetime.date(last, 12, 30), 7)
    assert found.day.year == last + 1
    assert not found.announced


def test_an_editors_correction_counts_and_survives_the_library(db):
    day = CalendarDay.objects.get(date=datetime.date(2026, 10, 10))
    assert day.is_working
    day.is_working = False
    day.save()
    assert deadline(datetime.date(2026, 10, 9), 1).day == datetime.date(2026, 10, 12)
    CalendarDay.objects.filter(date=datetime.date(2026, 10, 1)).delete()
    output = io.StringIO()
    call_command("load_calendar", stdout=output)
    assert "days added: 1" in output.getvalue()
    day.refresh_from_db()
    assert not day.is_working


def test_no_period_of_less_than_nothing(db):
    with pytest.raises(ValueError, match="fewer"):
        deadline(datetime.date(2026, 1, 1), -1)
