"""What changed in the register between two days: what is new, what was corrected, and how much has ended.

What has ended is told by kind, field, unit and day alone, never by a name or a title.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from cms import clock
from cms.register.filters import FILTERS
from cms.register.models import Entry, EntryContent, LedgerLine
from cms.register.vocabulary import Kind, Verb
from cms.rules.periods import end_of_day

DAY = datetime.timedelta(days=1)
USUAL = datetime.timedelta(days=7)  # looked back upon
LONGEST = datetime.timedelta(days=92)  # from the first day to the last
MOST = 200  # entries of each sort
FILTER_NAMES = ("type", "field", "unit")


@dataclass(frozen=True)
class Corrected:
    """A public entry, when it was last corrected in the time, and what was said of it."""

    entry: Entry
    at: datetime.datetime
    what: str


@dataclass(frozen=True)
class Ended:
    """How many publications of a kind, field and unit ended on a day."""

    day: datetime.date
    kind: str
    field: str
    unit: str
    count: int

    @property
    def kind_label(self):
        """The kind's name."""
        return Kind(self.kind).label


def days_of(since, until, today):
    """`(since, until)` as they are taken where one is missing or none can be meant: at most `LONGEST`, until today."""
    until = min(until or today, today)
    since = min(since or until - USUAL, until)
    return max(since, until - LONGEST), until


class Changes:
    """The changes from the first day `since` to the last day `until`, both included, under filters by name."""

    def __init__(self, since, until, values=None, at=None):
        self.at = at or clock.now()
        self.since, self.until, self.values = since, until, values or {}
        self._start, self._end = end_of_day(since - DAY), end_of_day(until)
        self._visible = Entry.objects.visible(self.at).filter(**self._conditions())

    def _conditions(self):
        return {FILTERS[name].column: value for name, value in self.values.items()}

    @cached_property
    def new(self):
        """The entries that became public, the newest first; at most `MOST`."""
        return self._new[:MOST]

    @cached_property
    def _new(self):
        rows = self._visible.filter(visible_from__gte=self._start, visible_from__lt=self._end)
        return list(self._whole(rows.order_by("-visible_from", "-pk"))[: MOST + 1])

    def _whole(self, rows):
        """With all that lists and data show of an entry."""
        return rows.for_lists().select_related("town").with_subjects(self.at)

    @cached_property
    def corrected(self):
        """What is public and was corrected or amended, as `Corrected`, the newest first; at most `MOST`."""
        return self._corrected[:MOST]

    @cached_property
    def _corrected(self):
        # Asked of each line: with `entry__in` SQLite would gather all that is visible first.
        visible = Exists(self._visible.filter(pk=OuterRef("entry_id")))
        lines = LedgerLine.objects.filter(visible, verb=Verb.CORRECT, at__gte=self._start, at__lt=self._end)
        lines = lines.order_by().values_list("entry").annotate(last=Max("at")).order_by("-last", "-entry")
        last = dict(lines[: MOST + 1])
        entries = self._whole(self._visible).named(list(last))
        contents = EntryContent.objects.filter(entry__in=list(last)).exclude(corrections=[])
        told = dict(contents.values_list("entry", "corrections"))
        return [Corrected(entry, last[entry.pk], self._sentence(told.get(entry.pk, []))) for entry in entries]

    def _sentence(self, corrections):
        """What the last of the corrections up to the end of the time says."""
        told = [one["what"] for one in corrections if datetime.datetime.fromisoformat(one["at"]) < self._end]
        return told[-1] if told else ""

    @cached_property
    def ended(self):
        """How much has ended, as `Ended`, the newest day first, then by kind, field and unit."""
        gone = Entry.objects.gone(self.at).filter(visible_until__lte=self.at, **self._conditions())
        gone = gone.filter(visible_until__gte=self._start, visible_until__lt=self._end)
        columns = ("visible_until", "kind", "field__name", "unit__short_name")
        counts = Counter()
        for until, *of, count in gone.order_by().values_list(*columns).annotate(n=Count("pk")):
            counts[timezone.localdate(until), *(text or "" for text in of)] += count
        return [Ended(*key, counts[key]) for key in sorted(counts, key=lambda key: (-key[0].toordinal(), *key[1:]))]

    @property
    def is_cut(self):
        """Whether more is new or corrected than is given."""
        return len(self._new) > MOST or len(self._corrected) > MOST
