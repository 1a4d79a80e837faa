"""Charts as plain geometry for SVG: drawn on the server, each beside its table."""

from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 24, 28
GAP = 0.28  # of a group's width


@dataclass(frozen=True)
class Bar:
    """One bar: its box, the number on top and where that stands."""

    x: float
    y: float
    width: float
    height: float
    value: int

    @property
    def middle(self):
        """Where the number stands, across."""
        return round(self.x + self.width / 2, 1)

    @property
    def above(self):
        """Where the number stands, along."""
        return round(self.y - 4, 1)


@dataclass(frozen=True)
class Group:
    """The two bars of one month."""

    label: int
    middle: float
    first: Bar
    second: Bar


@dataclass(frozen=True)
class Tick:
    """A line of the scale."""

    y: float
    value: int


class MonthsChart:
    """Submitted and adopted by month, as pairs of bars."""

    width, height, left, base = WIDTH, HEIGHT, LEFT, HEIGHT - BOTTOM
    right = WIDTH - RIGHT
    foot = HEIGHT - 8

    def __init__(self, months):
        self.top = scale_top(max([1, *(max(month.submitted, month.adopted) for month in months)]))
        step = (WIDTH - LEFT - RIGHT) / len(months)
        wide = step * (1 - GAP) / 2
        self.groups = []
        for place, month in enumerate(months):
            x = LEFT + step * (place + GAP / 2)
            first, second = self._bar(x, wide, month.submitted), self._bar(x + wide, wide, month.adopted)
            self.groups.append(Group(month.number, round(x + wide, 1), first, second))
        self.ticks = [Tick(self._y(value), value) for value in (0, self.top // 2, self.top) if value == int(value)]

    def _y(self, value):
        return round(self.base - (self.base - TOP) * value / self.top, 1)

    def _bar(self, x, wide, value):
        y = self._y(value)
        return Bar(round(x, 1), y, round(wide, 1), round(self.base - y, 1), value)


def scale_top(most):
    """The even round number at which a scale that has to reach `most` ends."""
    step = 2
    while step * 5 < most:
        step *= 5 if str(step).startswith("2") else 2
    return -(-most // step) * step
