"""What a list asks of an engine, and how the database answers. A cluster beside it answers the same questions."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.utils.functional import cached_property

from cms.register.counting import groups, kept_groups
from cms.register.filters import DATES, FILTERS, PAGE_SIZE
from cms.register.fulltext import matching


@dataclass(frozen=True)
class Asked:
    """A list under its filters: `base`, the queryset of what may be shown; `q`, the words; `values` by filter name."""

    base: object
    q: str
    filters: tuple
    order: str
    number: int  # of the page
    values: dict = field(default_factory=dict)
    kept: tuple | None = None  # (kind, instant) where the base is what is visible of a kind: its counts may be kept

    def under(self, values):
        """The same list under other values."""
        return replace(self, values=values)

    @property
    def rows(self):
        """All entries of the list in its order, as a queryset."""
        queryset = matching(self.base, self.q) if self.q else self.base
        queryset = queryset.filter(**{FILTERS[name].column: value for name, value in self.values.items()})
        if self.order in DATES:
            queryset = queryset.order_by(f"-{DATES[self.order]}", "-pk")
        return queryset.for_lists()


class DatabaseAnswer:
    """The database's answer: all counts come from one query, one row for each combination of codes."""

    most_pages = None  # no limit

    def __init__(self, asked, groups=None):
        self.asked, self._known_groups = asked, groups

    def under(self, values):
        """The answer to the same list under other values."""
        return DatabaseAnswer(self.asked.under(values), self._groups)

    @cached_property
    def _groups(self):
        if self._known_groups is not None:
            return self._known_groups
        asked = self.asked
        columns = [name for item in asked.filters for name in (item.column, item.label_column) if name]
        if asked.q:
            return groups(matching(asked.base, asked.q), columns)
        return groups(asked.base, columns) if asked.kept is None else kept_groups(*asked.kept, asked.base, columns)

    @cached_property
    def _positions(self):
        """Where each filter's code and label stand in a row of `_groups`."""
        positions, index = {}, 0
        for item in self.asked.filters:
            positions[item.name] = (index, index + 1 if item.label_column else index)
            index += 2 if item.label_column else 1
        return positions

    @cached_property
    def labels(self):
        """`{filter: {code: label}}` of the codes that occur among what answers the words, whatever the filters."""
        labels = {item.name: {} for item in self.asked.filters}
        for row in self._groups:
            for name, (code, label) in self._positions.items():
                if row[code] not in (None, ""):
                    labels[name][row[code]] = row[label]
        return labels

    def counts(self, name):
        """`{code: number of entries}` of a filter under the values of the others."""
        counts, place = Counter(), self._positions[name][0]
        for row in self._groups:
            if row[place] not in (None, "") and self._passes(row, but=name):
                counts[row[place]] += row[-1]
        return counts

    @cached_property
    def total(self):
        """How many entries the list has."""
        return sum(row[-1] for row in self._groups if self._passes(row))

    def _passes(self, row, *, but=None):
        values = self.asked.values
        return all(name == but or str(row[self._positions[name][0]]) == value for name, value in values.items())

    def page(self, number):
        """The entries of a page, as a list."""
        start = (number - 1) * PAGE_SIZE
        return list(self.asked.rows[start : start + PAGE_SIZE])
