"""The score sheet of a unit: what was counted, what the unit gave itself, what the centre gave."""

from collections import Counter
from dataclasses import dataclass

from cases.assessment.figures import ScoreRow, WeightRow
from cases.assessment.vocabulary import Counted


@dataclass(frozen=True)
class SheetLine:
    """One line: the weight, how many were counted, the points that come to, and both scores (None where not given)."""

    weight: WeightRow
    counted: int | None
    proposed: float | None
    given: ScoreRow | None

    @property
    def unit_score(self):
        """The unit's own score."""
        return self.given.unit_score if self.given else None

    @property
    def centre_score(self):
        """The credit office's score."""
        return self.given.centre_score if self.given else None


@dataclass(frozen=True)
class Sheet:
    """All lines of one unit."""

    lines: list

    @property
    def most(self):
        """The most points there are."""
        return sum(line.weight.most for line in self.lines)

    @property
    def proposed_total(self):
        """What was counted, in points."""
        return sum(line.proposed or 0 for line in self.lines)

    @property
    def unit_total(self):
        """The sum of the unit's scores; None where it has given none."""
        return _sum(line.unit_score for line in self.lines)

    @property
    def centre_total(self):
        """The sum of the centre's scores; None where it has given none."""
        return _sum(line.centre_score for line in self.lines)


def _sum(scores):
    given = [score for score in scores if score is not None]
    return sum(given) if given else None


def sheets(figures, units):
    """`{unit: Sheet}` for each `UnitRow` of `units`."""
    months, articles, cases = {}, Counter(), Counter(row.unit for row in figures.adopted)
    for row in figures.media:
        if row.counts:
            months.setdefault(row.unit, set()).add(row.on.month)
        articles[row.unit] += row.is_verified
    given = {(row.unit, row.line): row for row in figures.scores}
    counts = {
        Counted.MONTHS: lambda unit: len(months.get(unit, ())),
        Counted.ADOPTED_ARTICLES: lambda unit: articles[unit],
        Counted.ADOPTED_CASES: lambda unit: cases[unit],
        Counted.NOTHING: lambda unit: None,
    }
    found = {}
    for unit in units:
        lines = []
        for weight in figures.weights:
            if weight.kind == unit.kind:
                count = counts[weight.counted](unit.key)
                proposed = None if count is None else min(weight.points * count, weight.most)
                lines.append(SheetLine(weight, count, proposed, given.get((unit.key, weight.code))))
        found[unit.key] = Sheet(lines)
    return found
