"""The calendar page: month grid with agenda, list, year; wrong parameters are dropped with a notice."""

import calendar
import datetime
import re

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.public import occurrences
from cms import clock

VIEWS = {"month": gettext_lazy("Month"), "list": gettext_lazy("List"), "year": gettext_lazy("Year")}
FIRST, LAST = 1990, 2100  # years one can turn to
MONTH, YEAR = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII), re.compile(r"\d{4}", re.ASCII)
AHEAD = datetime.timedelta(days=400)
WEEKDAYS = [gettext_lazy(name) for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]


class Asked:
    """What an address asks for: `view`, `month` (its first day) and `year`; `notices` say what was dropped."""

    def __init__(self, params, today):
        self.notices = []
        view = params.get("view", "")
        if view and view not in VIEWS:
            self.notices.append(_("There is no such view; the month is shown."))
        self.view = view if view in VIEWS else "month"
        self.month = self._month(params.get("month", "")) or today.replace(day=1)
        self.year = self._year(params.get("year", ""))

    def _month(self, text):
        match = MONTH.fullmatch(text)
        if match and FIRST <= int(match[1]) <= LAST:
            return datetime.date(int(match[1]), int(match[2]), 1)
        if text:
            self.notices.append(_("The month was not understood; write for instance 2026-06."))
        return None

    def _year(self, text):
        if YEAR.fullmatch(text) and FIRST <= int(text) <= LAST:
            return int(text)
        if text:
            self.notices.append(_("The year was not understood; write for instance 2026."))
        return None


def answer(request, page):
    """The calendar as asked for."""
    today = clock.today()
    asked = Asked(request.GET, today)
    context = {
        "page": page,
        "today": today,
        "view": asked.view,
        "views": VIEWS,
        "notices": asked.notices,
    } | {"month": _month, "list": _list, "year": _year}[asked.view](asked, today)
    return render(request, page.template, context)


def _month(asked, today):
    first = asked.month
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = occurrences.between(min(first, today), max(last, today + AHEAD))
    shown = [o for o in found if o.first <= last and o.last >= first]
    return {
        "first": first,
        "weekdays": WEEKDAYS,
        "weeks": _weeks(first, shown, today),
        "running": [o for o in shown if o.is_long],
        "agenda": shown,
        "before": _moved(first, -1),
        "after": _moved(first, 1),
        "next": occurrences.coming(found),
        "coming": [o for o in found if o.is_edition and o.days_until >= 0],
        "archive": _archive(today),
    }


def _moved(first, months):
    number = first.year * 12 + first.month - 1 + months
    year, month = divmod(number, 12)
    return datetime.date(year, month + 1, 1) if FIRST <= year <= LAST else None


def _weeks(first, shown, today):
    """Weeks of days: date, whether of this month and today, what falls on it, what begins and ends on it."""
    return [
        [
            {
                "date": day,
                "inside": day.month == first.month,
                "today": day == today,
                "on": [o for o in shown if not o.is_long and o.first == day],
                "begins": [o for o in shown if o.is_long and o.first == day],
                "ends": [o for o in shown if o.is_long and o.last == day],
                "within": any(o.is_long and o.first <= day <= o.last for o in shown),
            }
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _archive(today):
    """The years one can turn back to, this one first."""
    return list(range(today.year, max(today.year - 8, FIRST), -1))


def _list(asked, today):
    entries = occurrences.published()
    editions = [occurrences.edition_occurrence(entry) for entry in reversed(entries)]
    years = sorted({o.first.year for o in editions}, reverse=True)
    if asked.year:
        editions = [o for o in editions if o.first.year == asked.year]
    return {
        "year": asked.year,
        "years": years,
        "coming": [o for o in reversed(editions) if o.days_until >= 0],
        "past": [o for o in editions if o.days_until < 0],
    }


def _year(asked, today):
    year = asked.year or today.year
    found = occurrences.between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    months = [
        {"first": datetime.date(year, month, 1), "shown": [o for o in found if _month_of(o, year) == month]}
        for month in range(1, 13)
    ]
    before, after = year - 1, year + 1
    return {
        "year": year,
        "months": months,
        "before": before if before >= FIRST else None,
        "after": after if after <= LAST else None,
    }


def _month_of(occurrence, year):
    """The month under which a year lists it: that of its first day in the year."""
    return occurrence.first.month if occurrence.first.year == year else 1
