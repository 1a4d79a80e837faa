"""The rights of the audience: figures, what changed, and the data with its terms and dictionary."""

import datetime

from django.conf import settings
from django.db.models import Count
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cms import clock
from cms.charts import Columns, Rows
from cms.register import feeds
from cms.register.dictionary import COLUMNS, TYPES
from cms.register.figures import figures as all_figures
from cms.register.filters import FILTERS, is_year
from cms.register.models import Entry
from cms.register.since import FILTER_NAMES, LONGEST, Changes, days_of
from cms.register.vocabulary import EndReason, Kind
from cms.rules.models import Field
from cms.units.models import Unit

NOINDEX = "noindex, noarchive"
# Where the lists of each kind are.
LISTS = {Kind.PUNISHMENT: "/board/", Kind.HONOUR: "/honours/", Kind.POLICY: "/policies/"}
WIDTH = 440  # of a chart, in its own units: legible on a telephone
SHORT_LISTED = 100  # entries of each sort on the page; the feed and the API have more


@require_safe
def figures(request):
    """`/figures/`: charts with their tables, of a year or of all."""
    year = request.GET.get("year", "")
    notices = []
    if year and not is_year(year):
        notices.append(_("There is no such year; these are the figures of all years."))
        year = ""
    found = all_figures(int(year) if year else None)
    return render(request, "register/figures.html", {"figures": found, "notices": notices, "parts": _parts(found)})


def _parts(found):
    """The parts of the page as dicts: a title, what is said, a chart, and the table behind it."""
    pair = [_("Punishments"), _("Honours")]
    if found["year"]:
        month = _("Month %(number)s")
        times = [(row["month"], month % {"number": row["month"]}, _pair(row)) for row in found["by_month"]]
        yield _standing("month", _("By month of the decision"), _("month"), times, pair)
    else:
        times = [(row["year"], str(row["year"]), _pair(row)) for row in found["by_year"]]
        yield _standing("year", _("By year of the decision"), _("Year"), times, pair)
    said = _("In the order of the plan, not by number.")
    for kind, title in ((Kind.PUNISHMENT, _("Punishments by field")), (Kind.HONOUR, _("Honours by field"))):
        rows = [(row["name"], (row["count"],)) for row in found["fields"] if row["kind"] == kind]
        yield _lying(f"field-{kind}", title, _("Field of the case"), rows, said=said)
    rows = [(row["name"], _pair(row)) for row in found["units"] if any(_pair(row))]
    yield _lying("unit", _("By unit"), _("Unit"), rows, pair, said=_("In the official order, not by number."))
    rows = [(Kind(row["kind"]).label, (row["count"],)) for row in found["kinds"]]
    yield _lying("kind", _("By kind of entry"), _("Kind"), rows)
    delays = found["days_to_publish"]
    rows = [(row["name"], (_days(row["median"]),)) for row in delays["units"]]
    said = _("The median is %(days)s working days over %(cases)s cases.")
    said = said % {"days": _days(delays["median"]), "cases": delays["cases"]} if rows else ""
    title = _("Working days from decision to publication, median by unit")
    yield _lying("days", title, _("Unit"), rows, [_("working days")], said=said)
    counts = {(row["kind"], row["reason"]): row["count"] for row in found["ended"]}
    rows = [(reason.label, (counts[Kind.PUNISHMENT, reason], counts[Kind.HONOUR, reason])) for reason in EndReason]
    said = _("What has ended is counted here and named nowhere.")
    yield _lying("ended", _("Publications ended, by reason"), _("Reason"), rows, pair, said=said)


def _pair(row):
    return row["punishments"], row["honours"]


def _days(median):
    """A median without a needless “.0”."""
    return int(median) if median is not None and median == int(median) else median


def _standing(id, title, head, rows, series):
    table = [(name, values) for _label, name, values in rows]
    return {
        "id": id,
        "title": title,
        "head": head,
        "series": series,
        "rows": table,
        "chart": _drawn(Columns, rows, series),
    }


def _lying(id, title, head, rows, series=None, *, said=""):
    series = series or [_("Count")]
    chart = _drawn(Rows, rows, series)
    return {"id": id, "title": title, "said": said, "head": head, "series": series, "rows": rows, "chart": chart}


def _drawn(chart, rows, series):
    """The chart; None where there is nothing to draw."""
    return chart(rows, series, width=WIDTH) if any(any(values) for *_names, values in rows) else None


@require_safe
def changes(request):
    """`/changes/`: what is new, corrected and ended since a day."""
    found, notices = _changes(request)
    kinds = [(kind.value, kind.label) for kind in Kind]
    context = {
        "changes": found,
        "notices": notices,
        "most": SHORT_LISTED,
        "query": _query(found),
        "choices": [
            ("type", FILTERS["type"].label, kinds),
            ("field", FILTERS["field"].label, Field.objects.values_list("code", "name")),
            ("unit", FILTERS["unit"].label, Unit.objects.values_list("code", "short_name")),
        ],
        "today": clock.today(),
    }
    response = render(request, "register/changes.html", context)
    response["X-Robots-Tag"] = NOINDEX
    return response


@conditional_page
@require_safe
def changes_feed(request):
    """`/changes/feed.atom`: the same as a feed; what has ended is taken back by its id alone."""
    found, notices = _changes(request)
    # Nobody reads a notice here: under a filter that nothing answers the feed is empty, and never wider than asked.
    changed = [] if notices else [*found.new, *(one.entry for one in found.corrected)]
    keys = {entry.pk for entry in changed}
    entries = feeds.dated(Entry.objects.visible(found.at).filter(pk__in=keys).for_lists())
    entries = entries.order_by("-changed_at", "-pk")[: feeds.NEWEST]
    kind = found.values.get("type")
    gone = feeds.tombstones(found.at, kind)
    response = feeds.answer(_("What changed"), "/changes/", _query(found, days=False), entries, gone)
    response["X-Robots-Tag"] = NOINDEX
    return response


def _changes(request):
    """`(Changes, notices)` of an address; what is wrong in it is dropped with a notice."""
    notices, days, values = [], {}, {}
    for name in ("since", "until"):
        text = request.GET.get(name, "").strip()
        days[name] = _date(text)
        if text and not days[name]:
            notices.append(_("“%(text)s” is no date such as 2026-01-31; it was left out.") % {"text": text[:20]})
    since, until = days_of(days["since"], days["until"], clock.today())
    if (days["since"] or since, days["until"] or until) != (since, until):
        notices.append(
            _("At most %(days)s days up to today can be shown; this is the nearest to what was asked.")
            % {"days": LONGEST.days}
        )
    for name in FILTER_NAMES:
        value = request.GET.get(name, "").strip()
        if value and FILTERS[name].takes(value):
            values[name] = value
        elif value:
            notices.append(_("“%(label)s” has no such value; it was left out.") % {"label": FILTERS[name].label})
    return Changes(since, until, values), notices


def _date(text):
    try:
        day = datetime.date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
    return day if day and day.year >= 1949 else None


def _query(found, days=True):
    query = found.values | ({"since": found.since.isoformat(), "until": found.until.isoformat()} if days else {})
    return urlencode(query)


@require_safe
def data(request):
    """`/data/`: what may be taken away, on what terms, and what each column means."""
    now = clock.now()
    counts = dict(Entry.objects.visible(now).order_by().values_list("kind").annotate(n=Count("pk")))
    context = {
        "lists": [{"label": kind.label, "path": path, "count": counts.get(kind, 0)} for kind, path in LISTS.items()],
        "columns": [(column, TYPES[column.type]) for column in COLUMNS],
        "formats": ["csv", "xlsx", "json"],
        "at": now,
        "limit": settings.API_REQUESTS_PER_MINUTE,
    }
    return render(request, "register/data.html", context)
