"""When a campaign falls in a year: six kinds of rule, kept as data (`CampaignDay.rule`), and their words."""

import calendar
import datetime

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEAP_YEAR = 2024  # so that 29 February may be named


class RuleKind(models.TextChoices):
    """The kinds of rule the plan's campaign days need."""

    FIXED_DAY = "fixed_day", _("a fixed day")
    FIXED_MONTH = "fixed_month", _("a fixed month")
    FIXED_SPAN = "fixed_span", _("a fixed span of days")
    NTH_WEEKDAY = "nth_weekday", _("a certain weekday of a month")
    WEEK_OF = "week_of", _("the week around a day")
    PER_YEAR = "per_year", _("as announced each year")


class Weekday(models.IntegerChoices):
    """Weekdays as ISO 8601 numbers them."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


def _day(year, month, day):
    """The date; 29 February is the 28th in other years."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _fixed_day(rule, year):
    day = _day(year, rule["month"], rule["day"])
    return day, day


def _fixed_month(rule, year):
    return _day(year, rule["month"], 1), _day(year, rule["month"], 31)


def _fixed_span(rule, year):
    return _day(year, *rule["from"]), _day(year, *rule["to"])


def _nth_weekday(rule, year):
    first = datetime.date(year, rule["month"], 1)
    ahead = (rule["weekday"] - first.isoweekday()) % 7
    day = first + datetime.timedelta(days=ahead + 7 * (rule["nth"] - 1))
    return (day, day) if day.month == first.month else None  # a fifth Sunday is not in every month


def _week_of(rule, year):
    day = _day(year, rule["month"], rule["day"])
    monday = day - datetime.timedelta(days=day.isoweekday() - 1)
    return monday, monday + datetime.timedelta(days=6)


def _per_year(rule, year):
    announced = rule["years"].get(str(year))
    return tuple(datetime.date.fromisoformat(day) for day in announced) if announced else None


SPANS = {
    RuleKind.FIXED_DAY: _fixed_day,
    RuleKind.FIXED_MONTH: _fixed_month,
    RuleKind.FIXED_SPAN: _fixed_span,
    RuleKind.NTH_WEEKDAY: _nth_weekday,
    RuleKind.WEEK_OF: _week_of,
    RuleKind.PER_YEAR: _per_year,
}


def span(rule, year):
    """First and last day in `year` by `rule`, or None where the rule gives none for that year or is not known."""
    if rule.get("kind") not in RuleKind.values:
        return None
    return SPANS[RuleKind(rule["kind"])](rule, year)


def in_words(rule):
    """The rule as a list shows it; empty where none is set or its kind is not known."""
    if rule.get("kind") not in RuleKind.values:
        return ""
    kind = RuleKind(rule["kind"])
    if kind == RuleKind.PER_YEAR:
        return f"{kind.label} ({'、'.join(sorted(rule['years'])[-3:])})"
    if kind == RuleKind.FIXED_MONTH:
        return date_format(datetime.date(LEAP_YEAR, rule["month"], 1), "N")
    if kind == RuleKind.NTH_WEEKDAY:
        month = date_format(datetime.date(LEAP_YEAR, rule["month"], 1), "N")
        values = {"month": month, "nth": rule["nth"], "weekday": Weekday(rule["weekday"]).label}
        return gettext("%(weekday)s number %(nth)s of %(month)s") % values
    if kind == RuleKind.FIXED_SPAN:
        return " – ".join(date_format(_day(LEAP_YEAR, *rule[end]), "MONTH_DAY_FORMAT") for end in ("from", "to"))
    day = date_format(_day(LEAP_YEAR, rule["month"], rule["day"]), "MONTH_DAY_FORMAT")
    return day if kind == RuleKind.FIXED_DAY else gettext("the week around %(day)s") % {"day": day}
