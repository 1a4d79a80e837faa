"""Charts as plain geometry for SVG: drawn on the server, each beside its table (templates/components/chart.html).

A chart of one or two series; the second is told from the first by its filling, not by a colour.
"""

from dataclasses import dataclass

TEXT = 14  # height of the words, in the drawing's own units
GAP = 0.28  # of a group's breadth
NUMBER = 44  # room for the number behind a lying bar


@dataclass(frozen=True)
class Bar:
    """One bar: its box, which series it is of, its value and where that stands."""

    x: float
    y: float
    width: float
    height: float
    series: str
    is_first: bool
    value: float
    value_x: float
    value_y: float


@dataclass(frozen=True)
class Group:
    """The bars of one label: the label as it stands on the axis, where, and what it is called in the description."""

    label: str
    x: float
    y: float
    name: str
    bars: list


@dataclass(frozen=True)
class Tick:
    """A line of the scale."""

    y: float
    value: int


class Columns:
    """Standing bars. `rows`: `(label, name, values)` of each group, as many values as `series` has names."""

    lies = False
    left, right_margin, top_margin, bottom = 36, 8, 24, 28
    text = TEXT

    def __init__(self, rows, series, width=720, height=240):
        self.series, self.width, self.height = series, width, height
        self.right, self.base, self.foot = width - self.right_margin, height - self.bottom, height - 8
        self.top = scale_top(max([1, *(value for _label, _name, values in rows for value in values)]))
        step = (self.right - self.left) / max(len(rows), 1)
        wide = step * (1 - GAP) / len(series)
        self.groups = []
        for place, (label, name, values) in enumerate(rows):
            x = self.left + step * (place + GAP / 2)
            bars = [self._bar(x + wide * number, wide, number, value) for number, value in enumerate(values)]
            middle = round(x + wide * len(values) / 2, 1)
            self.groups.append(Group(label, middle, self.foot, name, bars))
        self.ticks = [Tick(self._y(value), value) for value in (0, self.top // 2, self.top)]

    def _y(self, value):
        return round(self.base - (self.base - self.top_margin) * value / self.top, 1)

    def _bar(self, x, wide, number, value):
        y = self._y(value)
        return Bar(
            round(x, 1), y, round(wide, 1), round(self.base - y, 1), self.series[number],
            is_first=len(self.series) > 1 and number == 0, value=value,
            value_x=round(x + wide / 2, 1), value_y=round(y - 4, 1),
        )  # fmt: skip


class Rows:
    """Lying bars, for labels that are words. `rows`: `(label, values)` of each group, in the order they are given."""

    lies = True
    thick, between = 16, 10  # of a bar, between groups
    longest = 11  # characters of a label on the axis; the table has all of it
    text = TEXT

    def __init__(self, rows, series, width=440):
        self.series, self.width = series, width
        labels = [label if len(label) <= self.longest else f"{label[: self.longest - 1]}…" for label, _values in rows]
        self.left = max([len(label) for label in labels], default=0) * TEXT + 8
        self.most = max([1, *(value or 0 for _label, values in rows for value in values)])
        self.groups, y = [], 0
        for label, (name, values) in zip(labels, rows, strict=True):
            high = self.thick * len(values)
            bars = [self._bar(y + self.thick * number, number, value) for number, value in enumerate(values)]
            self.groups.append(Group(label, self.left - 8, round(y + high / 2 + TEXT * 0.36, 1), name, bars))
            y += high + self.between
        self.height = max(y, self.thick)

    def _bar(self, y, number, value):
        wide = round((self.width - NUMBER - self.left) * (value or 0) / self.most, 1)
        return Bar(
            self.left, y + 1, wide, self.thick - 2, self.series[number],
            is_first=len(self.series) > 1 and number == 0, value=value,
            value_x=self.left + wide + 6, value_y=round(y + self.thick / 2 + TEXT * 0.36, 1),
        )  # fmt: skip


def scale_top(most):
    """The even round number at which a scale that has to reach `most` ends."""
    step = 2
    while step * 5 < most:
        step *= 5 if str(step).startswith("2") else 2
    return -(-most // step) * step
