"""Periods by the Civil Code of the PRC, articles 201 to 203, in the district's time zone."""

import calendar
import datetime

from django.utils import timezone


def add_months(day, months):
    """The day corresponding to `day` after `months` (≥ 0); the month's last day where there is none (art. 202)."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of_months(start, months):
    """The first instant after a period of `months` that begins on the date `start`.

    The day of the beginning is not counted (art. 201); the period ends at 24:00 of its last day (art. 203), so
    the answer is the following midnight, Asia/Shanghai. An end of publication is never moved by a holiday.
    """
    return end_of_day(add_months(start, months))


def end_of_day(day):
    """24:00 of the date `day` in the district's time zone, as the instant that follows (art. 203)."""
    following = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
    return timezone.make_aware(following, timezone.get_default_timezone())
