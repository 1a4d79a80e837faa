"""Reads a spreadsheet that somebody sent, row by row, in a process of its own and without Django.

`python -m cms.tables.reading FILE LIMITS` prints one JSON object a line: `{"row": number, "cells": [...]}` for
each row with content, then `{"end": {...}}` with what should be said of the file; or `{"refused": code, ...}`.

A cell is a text, None where it is empty, or a pair: `["n", "1.5"]` a number, `["d", "2026-03-01"]` a date,
`["e", "#REF!"]` an error, `["f", ""]` a formula nobody has worked out yet.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is read at the most: rows with content, columns, characters of a cell and of all, bytes once unpacked."""

    rows: int
    columns: int
    cell: int
    text: int
    unpacked: int


class Refused(Exception):
    """A file that is not taken: a code for the reason, and the values its sentence names."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values
