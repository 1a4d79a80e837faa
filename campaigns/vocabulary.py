"""Stable codes of the campaigns, and their words and shapes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(models.TextChoices):
    """What of a campaign a rule dates: the day itself, or the week, month or window around it."""

    DAY = "day", _("the day")
    PERIOD = "period", _("the period")


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


class Stage(models.TextChoices):
    """When a task of an edition is done."""

    BEFORE = "before", _("before it")
    ON = "on", _("on the day")
    AFTER = "after", _("after it")


class Standing(models.TextChoices):
    """How a task stands on a day."""

    DONE = "done", pgettext_lazy("task", "done")
    OPEN = "open", pgettext_lazy("task", "open")
    OVERDUE = "overdue", _("overdue")


class ReportState(models.TextChoices):
    """Where a report of an activity stands."""

    REPORTED = "reported", _("waits for the editor")
    RETURNED = "returned", pgettext_lazy("report of an activity", "returned")
    ACCEPTED = "accepted", pgettext_lazy("report of an activity", "accepted")


# A shape beside each word: nobody has to tell colours apart.
SHAPES = {
    Standing.DONE: "●", Standing.OPEN: "○", Standing.OVERDUE: "▲",
    ReportState.REPORTED: "○", ReportState.RETURNED: "▲", ReportState.ACCEPTED: "●",
}  # fmt: skip
