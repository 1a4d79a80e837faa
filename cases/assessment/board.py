"""What the supervisor's board says about a year: the matrix, the months, what was in time, the reviews, the returns."""

import datetime
from collections import Counter
from dataclasses import dataclass
from statistics import mean, median

from django.utils.translation import gettext as _

from cases.assessment.figures import UnitRow
from cases.assessment.owed import tally
from cases.assessment.scoring import sheets
from cases.assessment.vocabulary import Obligation, Standing
from cases.reporting.models import REVIEWS
from cms import clock


@dataclass(frozen=True)
class Line:
    """One unit of the matrix: its `Owed`s, its items and its scores."""

    unit: UnitRow
    owed: list
    duties: int
    duties_done: int
    duties_overdue: int
    unit_score: float | None
    centre_score: float | None

    @property
    def met(self):
        """Whether the unit owes nothing more."""
        return all(row.met for row in self.owed)


@dataclass(frozen=True)
class Month:
    """How many cases were submitted and adopted in one month (1 to 12)."""

    number: int
    submitted: int
    adopted: int


@dataclass(frozen=True)
class InTime:
    """How many cases of one kind were public by their day; without a rule in force a case is in neither figure."""

    obligation: str
    label: str
    in_time: int
    all: int

    @property
    def late(self):
        """How many came later."""
        return self.all - self.in_time

    @property
    def rate(self):
        """Whole per cent, rounded down so that 100 means every one; None without cases."""
        return self.in_time * 100 // self.all if self.all else None


@dataclass(frozen=True)
class ReviewTime:
    """How long one of the three reviews took, in days: the mean and the median; None where none was decided."""

    review: str
    label: str
    count: int
    returned: int
    mean_days: float | None
    median_days: float | None


@dataclass(frozen=True)
class Returns:
    """How many returns gave one reason; "" stands for none."""

    reason: str
    count: int

    @property
    def label(self):
        """The reason in words."""
        return self.reason or _("without category")


class Board:
    """The figures of a year, for all units or those of one kind, or for one unit."""

    def __init__(self, figures, *, kind="", unit=None):
        self.figures, self.year, self.kind = figures, figures.year, kind
        self.units = [
            row for row in figures.units if (not kind or row.kind == kind) and (unit is None or row.key == unit)
        ]
        self.keys = {row.key for row in self.units}

    def of_units(self, table):
        """The rows of a table of the figures that belong to the board's units."""
        return [row for row in getattr(self.figures, table) if row.unit in self.keys]

    @property
    def lines(self):
        """A `Line` for each unit."""
        today = clock.today()
        owed = tally(self.figures, {row.key: row.kind for row in self.units})
        sheet = sheets(self.figures, self.units)
        duties = {}
        for row in self.of_units("duties"):
            duties.setdefault(row.unit, []).append(row)
        lines = []
        for unit in self.units:
            own = duties.get(unit.key, [])
            lines.append(
                Line(
                    unit,
                    owed[unit.key],
                    len(own),
                    sum(row.done_on is not None for row in own),
                    sum(row.is_overdue(today) for row in own),
                    sheet[unit.key].unit_total,
                    sheet[unit.key].centre_total,
                )
            )
        return lines

    @property
    def obligations(self):
        """The columns of the matrix, as `(code, label)`."""
        return Obligation.choices

    def totals(self, lines):
        """For each obligation how many of `lines` stand how: `{obligation: [(Standing, count), …]}`."""
        return {
            code: [
                (standing, count)
                for standing in Standing
                if (count := sum(line.owed[place].standing == standing for line in lines))
            ]
            for place, code in enumerate(Obligation.values)
        }

    @property
    def months(self):
        """The twelve `Month`s."""
        submitted = Counter(row.on.month for row in self.of_units("submitted"))
        adopted = Counter(row.on.month for row in self.of_units("adopted"))
        return [Month(number, submitted[number], adopted[number]) for number in range(1, 13)]

    @property
    def in_time(self):
        """An `InTime` for punishment cases and one for reward cases."""
        rows = [row for row in self.of_units("adopted") if row.due_on]
        return [
            InTime(
                obligation.value,
                obligation.label,
                sum(row.in_time for row in rows if row.obligation == obligation),
                sum(row.obligation == obligation for row in rows),
            )
            for obligation in (Obligation.PUNISHMENT, Obligation.REWARD)
        ]

    @property
    def review_times(self):
        """A `ReviewTime` for each of the three reviews, in their order."""
        found = {review.codename: [] for review in REVIEWS}
        for row in self.of_units("reviews"):
            found[row.review].append(row)
        times = []
        for review in REVIEWS:
            rows = found[review.codename]
            days = [row.hours / 24 for row in rows]
            times.append(
                ReviewTime(
                    review.codename,
                    review._meta.verbose_name,
                    len(rows),
                    sum(row.returned for row in rows),
                    round(mean(days), 1) if days else None,
                    round(median(days), 1) if days else None,
                )
            )
        return times

    @property
    def returns(self):
        """The reasons of returns, the most frequent first."""
        counts = Counter(row.reason for row in self.of_units("reviews") if row.returned)
        return [
            Returns(reason, count) for reason, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]

    @property
    def overdue(self):
        """The duties whose day has passed and that are not done, with their units: `(DutyRow, UnitRow)`."""
        today, units = clock.today(), {row.key: row for row in self.units}
        return [(row, units[row.unit]) for row in self.of_units("duties") if row.is_overdue(today)]


def years_to_choose(today=None):
    """The years a board can be asked for, the newest first: from the first with anything in it to this one."""
    from cases.assessment.models import ClosedYear, PlanItem
    from cms.register.ledger import LedgerLine

    today = today or clock.today()
    firsts = [
        ClosedYear.objects.order_by("year").values_list("year", flat=True).first(),
        PlanItem.objects.filter(duties__isnull=False).order_by("year").values_list("year", flat=True).first(),
    ]
    first_act = LedgerLine.objects.order_by("seq").values_list("at", flat=True).first()
    if isinstance(first_act, datetime.datetime):
        firsts.append(first_act.year)
    first = min([year for year in firsts if year] or [today.year])
    return list(range(today.year, min(first, today.year - 1) - 1, -1))
