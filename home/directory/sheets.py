"""A table as pages show and files carry it: columns that know how a row's cell is read, and where it leads."""

from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True)
class Cell:
    """A cell as a page shows it."""

    label: str
    text: str
    url: str = ""
    kind: str = ""  # "main" for the row's heading, "number" for figures and days


@dataclass(frozen=True)
class Column:
    """A column: its stable key, its heading, how a row's cell is read, and the address it leads to."""

    key: str
    label: str
    of: callable = None
    url: callable = None
    kind: str = ""
    hidden: bool = False  # in files only

    def value(self, row):
        """The cell as plain text; dates as ISO 8601."""
        value = (self.of or attrgetter(self.key))(row)
        return "" if value is None else str(value)

    def cell(self, row):
        """The cell of a page."""
        return Cell(self.label, self.value(row), self.url(row) if self.url else "", self.kind)


class Sheet:
    """Columns and the rows of a queryset or list."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows

    @property
    def headings(self):
        """The columns a page shows."""
        return [column for column in self.columns if not column.hidden]

    @property
    def lines(self):
        """For each row its cells as a page shows them."""
        shown = self.headings
        return [[column.cell(row) for column in shown] for row in self.rows]

    def records(self):
        """For each row its plain texts by the columns' keys."""
        return [{column.key: column.value(row) for column in self.columns} for row in self.rows]

    def __len__(self):
        return len(self.rows)
