"""What falls when: published editions from the register, and the days of the rules where no edition is public yet."""

import datetime
from dataclasses import dataclass

from campaigns.models import DayRule
from campaigns.vocabulary import Part
from cms import clock
from cms.register.frame import LONGEST
from cms.register.models import Entry
from cms.register.vocabulary import Kind


@dataclass(frozen=True)
class Occurrence:
    """A campaign as calendars show it. `entry` is the published edition it leads to, if there is one."""

    name: str
    first: datetime.date
    last: datetime.date
    rule: DayRule | None = None
    entry: Entry | None = None
    is_edition: bool = False

    @property
    def path(self):
        """The address of the edition's page, or ""."""
        return self.entry.path if self.entry else ""

    @property
    def facts(self):
        """The facts of the edition, or none."""
        return self.entry.content.facts if self.entry else {}

    @property
    def is_long(self):
        """Whether it lasts more than a day."""
        return self.last > self.first

    @property
    def days_until(self):
        """Days from today to the first day; 0 while it runs, below 0 once it is over."""
        today = clock.today()
        return (self.first - today).days if today < self.first else -1 if self.last < today else 0

    @property
    def weekday(self):
        """The weekday of the first day, as a date format takes it."""
        return self.first


def ends_on(entry):
    """The last day of a published edition."""
    return datetime.date.fromisoformat(entry.content.facts["ends_on"])


def published(first=None, last=None):
    """The visible editions that touch the dates from `first` to `last` (each open where None), the earliest first."""
    rows = Entry.objects.visible().filter(kind=Kind.CAMPAIGN)
    if last:
        rows = rows.filter(decided_on__lte=last)
    if first:
        rows = rows.filter(decided_on__gte=first - LONGEST)
    rows = rows.select_related("content").defer("search_text", "content__html").order_by("decided_on", "pk")
    return [entry for entry in rows if first is None or ends_on(entry) >= first]


def edition_occurrence(entry):
    """A published edition as an `Occurrence`."""
    return Occurrence(entry.title, entry.decided_on, ends_on(entry), entry=entry, is_edition=True)


def between(first, last):
    """Every `Occurrence` that touches the dates from `first` to `last`: two queries.

    A day of the rules leads to the published edition within whose campaign it lies. Where that covers the whole, the
    rule itself says nothing more and is left out.
    """
    entries = published(first - LONGEST, last + LONGEST)
    found = [edition_occurrence(entry) for entry in entries]
    of_day = {}
    for entry in entries:
        facts = entry.content.facts
        for name in {facts.get("day_code"), facts["day"]}:
            of_day.setdefault(name, []).append(entry)
    rules = DayRule.objects.valid_in(first.year - 1, last.year + 1).select_related("day").order_by("day", "part")
    by_day = {}
    for rule in rules:
        by_day.setdefault(rule.day, []).append(rule)
    for day, own in by_day.items():
        editions = of_day.get(day.code) or of_day.get(day.name) or []
        for year in range(first.year - 1, last.year + 2):
            found += _of_rules(day, own, year, editions)
    return sorted(
        (o for o in found if o.first <= last and o.last >= first), key=lambda o: (o.first, -o.last.toordinal(), o.name)
    )


def _of_rules(day, rules, year, editions):
    spans = {rule.part: (rule, span) for rule in rules if (span := rule.span_in(year))}
    if not spans:
        return
    whole = spans.get(Part.PERIOD) or spans[Part.DAY]
    edition = next((e for e in editions if e.decided_on <= whole[1][1] and ends_on(e) >= whole[1][0]), None)
    for rule, (first, last) in spans.values():
        is_whole = rule is whole[0]
        if edition and (is_whole or (edition.decided_on, ends_on(edition)) == (first, last)):
            continue
        yield Occurrence(rule.name or day.name, first, last, rule=rule, entry=edition)


def coming(occurrences):
    """The edition that runs or comes next among `occurrences`, or else the next day of the rules; None for nothing."""
    ahead = [o for o in occurrences if o.days_until >= 0]
    return min(ahead, key=lambda o: (not o.is_edition, o.days_until, o.is_long), default=None)
