"""How fresh the columns are. Apps register their columns; the limits are data (`FreshnessLimit`)."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import clock
from cms.quality.models import ColumnKind, FreshnessLimit

AHEAD = 3  # days before it becomes stale that a column is spoken of


@dataclass(frozen=True)
class Column:
    """What citizens see as one column: `last`, the day of its newest dated item (of messages: the oldest that waits).

    `count` items of which `undated` bear no date of their own; these count as not updated. `url` is the public address,
    `desk_url` where it is filled; `key` stays the same whatever it is called.
    """

    key: str
    kind: str
    title: str
    last: datetime.date | None
    count: int
    undated: int = 0
    url: str = ""
    desk_url: str = ""


sources: list[Callable[[], Iterable[Column]]] = []


def register(source):
    """Has `source()` asked for its `Column`s; called once when an app is ready."""
    if source not in sources:
        sources.append(source)


def of_entries(entries):
    """`last` and `count` of a column that lists the query `entries`: an item is new on the day it became public."""
    row = entries.order_by().aggregate(last=Max("visible_from"), count=Count("pk"))
    return {"last": row["last"] and timezone.localdate(row["last"]), "count": row["count"]}


class Freshness(models.TextChoices):
    """Where a column stands."""

    STALE = "stale", gettext_lazy("not updated in time")
    EMPTY = "empty", gettext_lazy("empty")
    SOON = "soon", gettext_lazy("has to be updated soon")
    FRESH = "fresh", gettext_lazy("fresh")
    FREE = "free", gettext_lazy("no limit")


SHAPES = {
    Freshness.EMPTY: "○",
    Freshness.STALE: "▲",
    Freshness.SOON: "◆",
    Freshness.FRESH: "●",
    Freshness.FREE: "–",
}
FAULTS = {Freshness.EMPTY, Freshness.STALE}


@dataclass(frozen=True)
class Standing:
    """A column on a day, under the limit of its kind (or None)."""

    column: Column
    limit: FreshnessLimit | None
    today: datetime.date

    @property
    def stale_on(self):
        """The day on which it counts as not updated; None where there is no limit, or nothing to count from."""
        if self.limit is None or self.column.last is None:
            return None
        return self.column.last + datetime.timedelta(days=self.limit.days)

    @property
    def days_left(self):
        """Days until then; negative once it has passed."""
        return self.stale_on and (self.stale_on - self.today).days

    @property
    def state(self):
        """As `Freshness`. A column of undated items alone counts as not updated."""
        is_queue = self.column.kind == ColumnKind.MESSAGES
        if not self.column.count:
            return Freshness.FRESH if is_queue else Freshness.EMPTY
        if self.limit is None:
            return Freshness.FREE
        if self.stale_on is None or self.days_left <= 0:
            return Freshness.STALE
        return Freshness.SOON if self.days_left <= AHEAD else Freshness.FRESH

    @property
    def shape(self):
        """A symbol, so that nobody depends on colour."""
        return SHAPES[self.state]

    @property
    def is_fault(self):
        """Whether an inspector would write it down."""
        return self.state in FAULTS

    @property
    def kind_label(self):
        """The kind in words."""
        return dict(ColumnKind.choices)[self.column.kind]

    @property
    def sentence(self):
        """What is to be done, for a notice."""
        words = {"column": self.column.title, "day": self.stale_on.isoformat() if self.stale_on else ""}
        if self.column.kind == ColumnKind.MESSAGES:
            if self.state == Freshness.SOON:
                return _("%(column)s: a message has to be answered before %(day)s") % words
            return _("%(column)s: a message has waited too long for an answer") % words
        if self.state == Freshness.EMPTY:
            return _("The column “%(column)s” is empty") % words
        if self.state == Freshness.SOON:
            return _("The column “%(column)s” needs something new before %(day)s") % words
        return _("The column “%(column)s” was not updated in time") % words


def standings(today=None):
    """Every registered column as a `Standing`: faults first, then those that are due soonest."""
    today = today or clock.today()
    limits = {}
    for limit in FreshnessLimit.objects.in_force(today).order_by("pk"):
        before = limits.get(limit.kind)
        first = datetime.date.min
        if before is None or (limit.valid_from or first) >= (before.valid_from or first):
            limits[limit.kind] = limit
    rows = [Standing(column, limits.get(column.kind), today) for source in sources for column in source()]
    order = list(Freshness)
    return sorted(rows, key=lambda row: (order.index(row.state), row.stale_on or datetime.date.max, row.column.key))
