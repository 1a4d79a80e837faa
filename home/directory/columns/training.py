"""Training and repair: events with their counts, and the two rates of item 5. No firm is named."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from cms import clock
from home.directory.asked import Asked
from home.directory.models import Counter, TrainingEvent
from home.directory.sheets import Column, Sheet

ITEM = 5
COLUMNS = [
    Column("title", _("training"), kind="main"),
    Column("held_on", _("held on"), kind="number"),
    Column("place", _("place")),
    Column("unit", _("organised by"), lambda row: row.unit.short_name),
    Column("invited", _("firms invited"), kind="number"),
    Column("attended", _("firms attended"), kind="number"),
]


def _asked(page, params):
    asked = Asked(params, page.get_url())
    years = [day.year for day in TrainingEvent.objects.dates("held_on", "year", order="DESC")]
    year = asked.choice("year", _("year"), {year: year for year in years})
    events = TrainingEvent.objects.select_related("unit")
    return asked, events.filter(held_on__year=int(year)) if year else events


def context(page, params):
    """What was held, what is to come, and the rates."""
    asked, events = _asked(page, params)
    today = clock.today()
    events = list(events)
    held = [event for event in events if event.held_on <= today]
    totals = TrainingEvent.objects.filter(pk__in=[event.pk for event in held], attended__isnull=False).aggregate(
        invited=Sum("invited"), attended=Sum("attended")
    )
    return {
        "asked": asked,
        "sheet": Sheet(COLUMNS, held),
        "ahead": sorted((event for event in events if event.held_on > today), key=lambda event: event.held_on),
        "totals": totals,
        "counters": list(Counter.objects.filter(item=ITEM).select_related("unit")),
    }


def sheet(page, params):
    """The attendance as a file: counts only."""
    asked, events = _asked(page, params)
    return Sheet(COLUMNS, [] if asked.unknown else list(events))
