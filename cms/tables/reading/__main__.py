import json
import sys

from cms.tables.reading import Limits, Refused
from cms.tables.reading.text import text_rows
from cms.tables.reading.workbook import workbook_rows

OLE = b"\xd0\xcf\x11\xe0"  # Office before 2007, and whatever Office encrypts
NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read(path, limits):
    """Yields `(row number, cells)`, then one dict with what should be said; raises Refused."""
    with open(path, "rb") as file:
        head = file.read(512)
        file.seek(0)
        if not head.strip():
            raise Refused("empty")
        if head.startswith(OLE):
            raise Refused("old_or_locked")
        if head.startswith(NOT_TABLES) or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            raise Refused("no_table")
        rows = workbook_rows(file, limits) if head.startswith(b"PK") else text_rows(file.read(), limits)
        yield from _measured(rows, limits)


def _measured(rows, limits):
    """The rows with content, as long as they are within the limits."""
    count, characters = 0, 0
    for item in rows:
        if isinstance(item, dict):
            yield item
            continue
        number, cells = item
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.rows:
            raise Refused("rows", most=limits.rows)
        if len(cells) > limits.columns:
            raise Refused("columns", row=number, found=len(cells), most=limits.columns)
        for place, cell in enumerate(cells, 1):
            if isinstance(cell, str):
                if len(cell) > limits.cell:
                    raise Refused("cell", row=number, column=place, most=limits.cell)
                characters += len(cell)
        if characters > limits.text:
            raise Refused("text", most=limits.text)
        yield number, cells
    if not count:
        raise Refused("empty")


def say(answer):
    """One line of the answer."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def main(path, limits):
    """Prints what `read` yields."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        for item in read(path, Limits(**json.loads(limits))):
            say({"end": item} if isinstance(item, dict) else {"row": item[0], "cells": item[1]})
    except Refused as refused:
        say({"refused": refused.code, **refused.values})
    except MemoryError:
        say({"refused": "memory"})


main(*sys.argv[1:3])
