"""Marks: what stands in a shape where its cases differ, and texts whose marks can be filled."""

import re
from uuid import UUID


class Mark:
    """The text (or number, or address in the tree) that stands for what differs; no text of a case holds one."""

    NAME = "qxnameqx"
    CODE = "QXCODEQX0000000000"
    STREET = "qxstreetqx"
    NUMBER = "8640975318600"
    KEY = "5eedca5e-0000-4000-8000-5eedca5e0001"
    HEX = "5eedca5e0000400080005eedca5e0001"  # the key as SQLite keeps it
    VERIFY = "QXVERIFYQX"
    PATH = "qxpathqx"
    DIGEST = "qxdigestqx"
    PAGE = "8640975318601"
    REVISION = "8640975318602"
    SUBJECT = "8640975318603"
    BASIS = "8640975318604"
    ENTRY = "8640975318605"
    REGISTERED = "8640975318606"


MARKS = {value for name, value in vars(Mark).items() if name.isupper()}
PATTERN = re.compile(f"({'|'.join(map(re.escape, MARKS))})")


class Text:
    """A text with marks, read once and filled often."""

    def __init__(self, text):
        self.parts = PATTERN.split(text)
        self.marks = [(place, part) for place, part in enumerate(self.parts) if part in MARKS]

    def fill(self, values):
        """The text with `{mark: text}` in the places of its marks."""
        parts = self.parts.copy()
        for place, mark in self.marks:
            parts[place] = values[mark]
        return "".join(parts)


class Row:
    """The values of a table's columns, of which the texts with marks are filled."""

    def __init__(self, values):
        self.values = [str(value) if _is_mark(value) else value for value in values]
        marked = enumerate(self.values)
        self.texts = [
            (place, Text(value)) for place, value in marked if isinstance(value, str) and PATTERN.search(value)
        ]

    def fill(self, values):
        """The row of a case with `{mark: text}`."""
        row = self.values.copy()
        for place, text in self.texts:
            row[place] = text.fill(values)
        return row


def _is_mark(value):
    return isinstance(value, int | UUID) and str(value) in MARKS
