"""Working days: the State Council's holidays and make-up days, in a table that editors can correct."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

SATURDAY = 5


class CalendarDay(models.Model):
    """A day that is otherwise than its weekday says: a holiday, or a weekend day that is worked (make-up day)."""

    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(_("working day"), help_text=_("Ticked: a weekend day that is worked."))
    name = models.CharField(_("name"), max_length=60, blank=True)

    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("is_working")]), FieldPanel("name")]

    class Meta:
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")
        ordering = ["-date"]

    def __str__(self):
        return f"{self.date} {self.name}"


@dataclass(frozen=True)
class Deadline:
    """The last day of a period in working days, which ends at 24:00 of it.

    `announced` is False where the period reaches into a year whose holidays are not in the table yet: then only the
    weekends were counted out, and the day may move once the State Council has announced them.
    """

    day: datetime.date
    announced: bool


def deadlines(periods):
    """The `Deadline` of each `(start, count)` in `periods`, by that pair, in two queries however many there are.

    Counted in working days from `start`, whose day is not counted (art. 201); `count` is 0 or more.
    """
    periods = set(periods)
    if any(count < 0 for _start, count in periods):
        raise ValueError("a period cannot have fewer than no days")
    if not periods:
        return {}
    # Ten holidays in a row are the most there ever were: twice the days and a month more are enough to look at.
    horizon = max(start + datetime.timedelta(days=count * 2 + 31) for start, count in periods)
    days = CalendarDay.objects.filter(date__gt=min(start for start, _count in periods), date__lte=horizon)
    special, announced = dict(days.values_list("date", "is_working")), announced_years()
    found = {}
    for start, count in periods:
        day, left = start, count
        while left:
            day += datetime.timedelta(days=1)
            left -= special.get(day, day.weekday() < SATURDAY)
        found[start, count] = Deadline(day, announced=set(range(start.year, day.year + 1)) <= announced)
    return found


def deadline(start, count):
    """The `Deadline` of `count` (≥ 0) working days from `start`; the day of the beginning is not counted (art. 201)."""
    return deadlines({(start, count)})[start, count]


def running_count(first, last):
    """How many working days there are from `first` on, `first` itself not counted: a list, by days after `first`.

    It reaches to `last`. The working days after a day up to another one are the difference of two items.
    """
    days = CalendarDay.objects.filter(date__gt=first, date__lte=last)
    special, counts = dict(days.values_list("date", "is_working")), [0]
    for number in range(first.toordinal() + 1, last.toordinal() + 1):
        day = datetime.date.fromordinal(number)
        counts.append(counts[-1] + special.get(day, day.weekday() < SATURDAY))
    return counts


def announced_years():
    """The years whose holidays are in the table."""
    return set(CalendarDay.objects.filter(is_working=False).values_list("date__year", flat=True).distinct())


def days_from_library():
    """What chinesecalendar knows, as unsaved `CalendarDay` field values, oldest first."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    # A holiday that falls on a weekend is free anyway and says nothing, but for the reader of the table.
    days = [(day, False, name) for day, name in holidays.items()] + [
        (day, True, name) for day, name in workdays.items()
    ]
    return [
        {"date": day, "is_working": is_working, "name": names.get(name, name) + ("调休上班" if is_working else "")}
        for day, is_working, name in sorted(days)
    ]
