"""Figures of the register: how much of what is public, how soon it became so, and why publications ended.

Nothing here is ordered by how much there is: fields, units and reasons stand in their official order.
What has ended is counted and nothing else of it is read.
"""

from collections import Counter, defaultdict

from django.db.models import Count
from django.utils import timezone

from cms import clock
from cms.register.counting import groups, kept
from cms.register.models import Entry
from cms.register.vocabulary import CASE_KINDS, EndReason, Kind
from cms.rules.models import Field
from cms.rules.workdays import running_count
from cms.units.models import Unit

COLUMNS = ["kind", "field__code", "unit__code", "year", "decided_on__month"]


def figures(year=None, at=None):
    """All figures as JSON-able data, of entries decided in `year` and publications that ended in it (None: ever).

    `years` are those there is something to tell of. `days_to_publish` are medians of working days from the decision to
    its publication.
    """
    at = at or clock.now()
    found = kept("figures", "", at, lambda: _count(at))
    rows = [row for row in found["groups"] if year in (None, row[3])]
    return {
        "as_of": timezone.localtime(at).replace(second=0, microsecond=0).isoformat(),
        "year": year,
        "years": sorted(_years(found), reverse=True),
        "kinds": [{"kind": kind.value, "count": _sum(rows, kind=kind)} for kind in Kind],
        "fields": _fields(rows),
        "units": _units(rows),
        "by_year": _times(rows, 3),
        "by_month": _times(rows, 4, range(1, 13)) if year else [],
        "days_to_publish": _delays(found["delays"], year),
        "ended": _ended(found["ended"], year),
    }


def _count(at):
    visible = Entry.objects.visible(at)
    gone = Entry.objects.gone(at).filter(visible_until__lte=at)
    ended = Counter()
    for kind, reason, until, count in (
        gone.order_by().values_list("kind", "end_reason", "visible_until").annotate(n=Count("pk"))
    ):
        ended[timezone.localtime(until).year, kind, reason or EndReason.EXPIRED.value] += count
    return {
        "groups": groups(visible, COLUMNS),
        "delays": _count_delays(visible),
        "ended": [(*key, count) for key, count in ended.items()],
    }


def _count_delays(visible):
    """`{(unit, year): {working days: cases}}`."""
    cases = visible.filter(kind__in=CASE_KINDS).order_by()
    rows = list(cases.values_list("unit__code", "decided_on", "visible_from"))
    if not rows:
        return {}
    days = {at: timezone.localdate(at) for at in {at for _unit, _day, at in rows}}
    first = min(day for _unit, day, _at in rows)
    running = running_count(first, max(days.values()))
    last, start = len(running) - 1, first.toordinal()
    found = defaultdict(Counter)
    for unit, decided_on, at in rows:
        decided = min(decided_on.toordinal() - start, last)
        found[unit, decided_on.year][max(running[days[at].toordinal() - start] - running[decided], 0)] += 1
    return dict(found)


def _years(found):
    """The years in which cases were decided or publications of cases ended."""
    decided = {row[3] for row in found["groups"] if row[0] in CASE_KINDS}
    return decided | {year for year, kind, _reason, _count in found["ended"] if kind in CASE_KINDS}


def _sum(rows, *, kind=None, field=None, unit=None):
    wanted = (kind, field, unit)
    return sum(row[-1] for row in rows if all(want in (None, row[place]) for place, want in enumerate(wanted)))


def _fields(rows):
    counts = Counter()
    for kind, field, _unit, _year, _month, count in rows:
        counts[kind, field] += count
    return [
        {"code": field.code, "name": field.name, "kind": field.kind, "count": counts[field.kind, field.code]}
        for field in Field.objects.all()
    ]


def _pairs(rows, place):
    """`{value: (punishments, honours)}` of the column at `place`."""
    counts = {kind: Counter() for kind in CASE_KINDS}
    for row in rows:
        if row[0] in counts:
            counts[row[0]][row[place]] += row[-1]
    punishments, honours = counts[Kind.PUNISHMENT], counts[Kind.HONOUR]
    return {value: (punishments[value], honours[value]) for value in punishments.keys() | honours.keys()}


def _units(rows):
    pairs = _pairs(rows, 2)
    return [
        {"code": unit.code, "name": unit.short_name, **_named(pairs.get(unit.code, (0, 0)))}
        for unit in Unit.objects.all()
    ]


def _times(rows, place, values=None):
    pairs, name = _pairs(rows, place), "month" if values else "year"
    return [{name: value, **_named(pairs.get(value, (0, 0)))} for value in values or sorted(pairs)]


def _named(pair):
    return {"punishments": pair[0], "honours": pair[1]}


def _delays(delays, year):
    by_unit = defaultdict(Counter)
    for (unit, of), counts in delays.items():
        if year in (None, of):
            by_unit[unit].update(counts)
    return {
        **_median(sum(by_unit.values(), Counter())),
        "units": [
            {"code": unit.code, "name": unit.short_name, **_median(by_unit[unit.code])}
            for unit in Unit.objects.all()
            if unit.code in by_unit
        ],
    }


def _median(counts):
    """`{"median": days or None, "cases": number}` of `{days: cases}`; of an even number the mean of the middle two."""
    total = sum(counts.values())
    if not total:
        return {"median": None, "cases": 0}
    middle, passed, found = {(total - 1) // 2, total // 2}, 0, []
    for days in sorted(counts):
        found += [days for place in middle if passed <= place < passed + counts[days]]
        passed += counts[days]
    return {"median": sum(found) / len(found), "cases": total}


def _ended(ended, year):
    counts = Counter()
    for of, kind, reason, count in ended:
        if year in (None, of):
            counts[kind, reason] += count
    return [
        {"kind": kind.value, "reason": reason.value, "count": counts[kind, reason]}
        for kind in CASE_KINDS
        for reason in EndReason
    ]
