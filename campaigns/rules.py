"""When a campaign falls in a year: six kinds of rule, as columns of a `DayRule`, and their words."""

import calendar
import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from campaigns.vocabulary import RuleKind, Weekday

LEAP_YEAR = 2024  # so that 29 February may be named


def _day(year, month, day):
    """The date; 29 February is the 28th in other years."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _fixed_day(rule, year):
    day = _day(year, rule.month, rule.monthday)
    return day, day


def _fixed_month(rule, year):
    return _day(year, rule.month, 1), _day(year, rule.month, 31)


def _fixed_span(rule, year):
    return _day(year, rule.month, rule.monthday), _day(year, rule.last_month, rule.last_monthday)


def _nth_weekday(rule, year):
    first = datetime.date(year, rule.month, 1)
    ahead = (rule.weekday - first.isoweekday()) % 7
    day = first + datetime.timedelta(days=ahead + 7 * (rule.nth - 1))
    return (day, day) if day.month == first.month else None  # a fifth Sunday is not in every month


def _week_of(rule, year):
    day = _day(year, rule.month, rule.monthday)
    monday = day - datetime.timedelta(days=day.isoweekday() - 1)
    return monday, monday + datetime.timedelta(days=6)


def _per_year(rule, year):
    announced = rule.years.get(str(year))
    return tuple(datetime.date.fromisoformat(day) for day in announced) if announced else None


SPANS = {
    RuleKind.FIXED_DAY: _fixed_day,
    RuleKind.FIXED_MONTH: _fixed_month,
    RuleKind.FIXED_SPAN: _fixed_span,
    RuleKind.NTH_WEEKDAY: _nth_weekday,
    RuleKind.WEEK_OF: _week_of,
    RuleKind.PER_YEAR: _per_year,
}
# Which columns each kind needs.
ASKED = {
    RuleKind.FIXED_DAY: ("month", "monthday"),
    RuleKind.FIXED_MONTH: ("month",),
    RuleKind.FIXED_SPAN: ("month", "monthday", "last_month", "last_monthday"),
    RuleKind.NTH_WEEKDAY: ("month", "nth", "weekday"),
    RuleKind.WEEK_OF: ("month", "monthday"),
    RuleKind.PER_YEAR: ("years",),
}
COLUMNS = ("month", "monthday", "last_month", "last_monthday", "nth", "weekday", "years")


def span(rule, year):
    """First and last date of the campaign of `year` by `rule` (a `DayRule`), or None where it gives none.

    The week around a day near New Year reaches into the year before or after. A rule gives nothing outside the years
    in which it is valid.
    """
    if not (rule.valid_from or year) <= year <= (rule.valid_to or year):
        return None
    return SPANS[RuleKind(rule.kind)](rule, year)


def exists(month, day):
    """Whether a month has that day, in a leap year at least."""
    try:
        datetime.date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _in_year(month, day):
    return date_format(_day(LEAP_YEAR, month, day), "MONTH_DAY_FORMAT")


def in_words(rule):
    """The rule as lists show it."""
    kind = RuleKind(rule.kind)
    if kind == RuleKind.PER_YEAR:
        return str(kind.label)
    if kind == RuleKind.FIXED_MONTH:
        return date_format(datetime.date(LEAP_YEAR, rule.month, 1), "N")
    if kind == RuleKind.NTH_WEEKDAY:
        month = date_format(datetime.date(LEAP_YEAR, rule.month, 1), "N")
        values = {"month": month, "nth": rule.nth, "weekday": Weekday(rule.weekday).label}
        return gettext("%(weekday)s number %(nth)s of %(month)s") % values
    day = _in_year(rule.month, rule.monthday)
    if kind == RuleKind.FIXED_SPAN:
        return f"{day} – {_in_year(rule.last_month, rule.last_monthday)}"
    return day if kind == RuleKind.FIXED_DAY else gettext("the week around %(day)s") % {"day": day}
