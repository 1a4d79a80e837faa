"""What a unit owes in a year, and how it stands with it."""

import datetime
from dataclasses import dataclass

from cases.assessment import counting
from cases.assessment.figures import Figures, QuotaRow, ZeroRow
from cases.assessment.models import ClosedYear, Quota
from cases.assessment.vocabulary import SHAPES, Obligation, Standing, ZeroState
from cms import clock

DONE = (Standing.MET, Standing.ZERO, Standing.NONE)


@dataclass(frozen=True)
class Owed:
    """One obligation of one unit: how many were submitted (`done`) and adopted of how many required.

    Cases meet the quota once submitted, media reports once verified (`adopted`). `zero` is the accepted zero report
    (`ZeroRow`) or None; it stands for the quota while nothing was submitted.
    """

    code: str
    label: str
    done: int
    adopted: int
    required: int
    due_on: datetime.date
    zero: ZeroRow | None
    standing: Standing

    @property
    def met(self):
        """Whether nothing more is owed."""
        return self.standing in DONE

    @property
    def shape(self):
        """The sign that stands beside the word."""
        return SHAPES[self.standing]


def quotas_of(year):
    """The `QuotaRow`s that govern `year`: of each kind of unit and obligation the newest row not after it."""
    rows = {(row.unit_kind, row.obligation): row for row in Quota.objects.filter(year__lte=year).order_by("year")}
    return [
        QuotaRow(kind, obligation, row.required, _day(year, row.due_month, row.due_day))
        for (kind, obligation), row in rows.items()
    ]


def _day(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:  # 29 February
        return datetime.date(year, month, day - 1)


def owed_by(unit, year):
    """The `Owed` of each obligation of the `Unit` in `year`, in the order of `Obligation`; as it stood once closed."""
    return owed_of(figures_of(unit, year), unit.pk, unit.kind)


def figures_of(unit, year):
    """The `Figures` that obligations of one unit need; those of a closed year whole."""
    closed = ClosedYear.objects.filter(year=year).first()
    if closed:
        return Figures.from_data(year, closed.data)
    return Figures(
        year,
        quotas=quotas_of(year),
        submitted=counting.submitted(year, unit),
        adopted=counting.adopted(year, unit),
        media=counting.media(year, unit),
        zero=counting.zero(year, unit),
    )


def owed_of(figures, unit, kind):
    """The `Owed` list of the unit with the key `unit` and the kind `kind`, from the figures of a year."""
    return tally(figures, {unit: kind})[unit]


def tally(figures, kinds):
    """`{unit: [Owed, …]}` for each unit of `kinds` (`{key: kind}`), in one pass over the figures."""
    done, adopted, zeros = {}, {}, {}
    for row in figures.submitted:
        done[row.unit, row.obligation] = done.get((row.unit, row.obligation), 0) + 1
    for row in figures.adopted:
        adopted[row.unit, row.obligation] = adopted.get((row.unit, row.obligation), 0) + 1
    for row in figures.media:
        key = row.unit, Obligation.MEDIA
        done[key] = done.get(key, 0) + row.counts
        adopted[key] = adopted.get(key, 0) + row.is_verified
    for row in figures.zero:
        zeros[row.unit, row.obligation] = row
    quotas = {(row.kind, row.obligation): row for row in figures.quotas}
    return {
        unit: [
            _owed(
                obligation,
                quotas.get((kind, obligation)) or QuotaRow(kind, obligation, 0, datetime.date(figures.year, 12, 31)),
                done=done.get((unit, obligation), 0),
                adopted=adopted.get((unit, obligation), 0),
                zero=zeros.get((unit, obligation)),
            )
            for obligation in Obligation
        ]
        for unit, kind in kinds.items()
    }


def _owed(obligation, quota, *, done, adopted, zero):
    enough = adopted if obligation == Obligation.MEDIA else max(done, adopted)
    accepted = zero if zero and zero.is_accepted else None
    if not quota.required:
        standing = Standing.NONE
    elif enough >= quota.required:
        standing = Standing.MET
    elif accepted and not done and not adopted:
        standing = Standing.ZERO
    elif quota.due_on < clock.today():
        standing = Standing.OVERDUE
    elif done or (zero and zero.state != ZeroState.REFUSED):
        standing = Standing.WAITING
    else:
        standing = Standing.OPEN
    return Owed(obligation.value, obligation.label, done, adopted, quota.required, quota.due_on, accepted, standing)
