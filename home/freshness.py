"""The columns of this app, for the monitor of freshness."""

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.quality.freshness import Column, of_entries
from cms.quality.models import ColumnKind
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from home.models import ColumnPage, HomePage, PolicyIndexPage, UnitPage


def columns():
    """The home page, the policy library, each column, and each unit's page."""
    visible = Entry.objects.visible()
    for home in HomePage.objects.live():
        yield _column("home", ColumnKind.HOME, home, **of_entries(visible), title=_("home page"))
    for library in PolicyIndexPage.objects.live():
        yield _column("policies", ColumnKind.POLICY, library, **of_entries(visible.filter(kind=Kind.POLICY)))
    pages = _by_parent(visible.filter(kind=Kind.PAGE))
    for page in ColumnPage.objects.live():
        kind = ColumnKind.OTHER if page.for_reference else ColumnKind.NEWS
        yield _column(f"column:{page.pk}", kind, page, **pages.get(page.path, {"last": None, "count": 0}))
    of_units, of_towns = _by(visible, "unit"), _by(visible, "town")
    for page in UnitPage.objects.live().select_related("unit"):
        reached = [of_units.get(page.unit_id), page.unit.town_id and of_towns.get(page.unit.town_id)]
        rows = [row for row in reached if row]
        # What a town reported on itself stands in both; it is told only whether there is anything.
        last, count = max((row[0] for row in rows), default=None), max((row[1] for row in rows), default=0)
        yield _column(f"unit:{page.pk}", ColumnKind.OTHER, page, last=last and timezone.localdate(last), count=count)


def _column(key, kind, page, *, last, count, title=""):
    return Column(
        key=key,
        kind=kind,
        title=title or page.title,
        last=last,
        count=count,
        url=page.get_url() or "",
        desk_url=reverse("wagtailadmin_explore", args=[page.pk]),
    )


def _by(entries, name):
    rows = entries.order_by().values_list(name).annotate(Max("visible_from"), Count("pk"))
    return {key: (last, count) for key, last, count in rows if key}


def _by_parent(entries):
    """`{path of the column: its last day and count}` of information pages, in one query."""
    found = {}
    for path, at in entries.order_by().values_list("page__path", "visible_from"):
        row = found.setdefault(path[: -ColumnPage.steplen], {"last": None, "count": 0})
        day = timezone.localdate(at)
        row["last"], row["count"] = max(row["last"] or day, day), row["count"] + 1
    return found
