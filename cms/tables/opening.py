"""The rows of a table that somebody sent: CSV and XLSX by a process of its own, JSON as a list of objects."""

import json
from pathlib import Path

from django.conf import settings

from cms.privacy import child
from cms.tables.refusals import Refusal

SECONDS, MEMORY = 20, 200 * 1024 * 1024  # of the reading process


def read_rows(path, *, above=0):
    """`([(row number, cells)], what should be said of the file)`; raises Refusal.

    Cells are as `cms.tables.reading` tells them. `above`: rows that may stand above those that count.
    """
    size = Path(path).stat().st_size
    if size > settings.IMPORT_LARGEST:
        raise Refusal("size", most=settings.IMPORT_LARGEST // 1024 // 1024)
    limits = {
        "rows": settings.IMPORT_MOST_ROWS + above,
        "columns": settings.IMPORT_MOST_COLUMNS,
        "cell": settings.IMPORT_LONGEST_CELL,
        "text": settings.IMPORT_MOST_TEXT,
        "unpacked": settings.IMPORT_UNPACKED,
    }
    rows, said = [], None
    try:
        answers = child.answers("cms.tables.reading", str(path), json.dumps(limits), seconds=SECONDS, memory=MEMORY)
        for answer in answers:
            if "row" in answer and "cells" in answer:
                rows.append((answer["row"], answer["cells"]))
            elif "end" in answer:
                said = answer["end"]
            else:
                if answer["refused"] == "rows":
                    answer["most"] = settings.IMPORT_MOST_ROWS  # without those above the data
                raise Refusal(answer.pop("refused"), **answer)
    except child.TooLong as error:
        raise Refusal("time") from error
    except child.Broken as error:
        raise Refusal("damaged") from error
    if said is None:
        raise Refusal("damaged")
    return rows, said


def text_of(cell):
    """A cell as text; "" where it is empty."""
    return "" if cell is None else cell if isinstance(cell, str) else cell[1]


def read_objects(path, names):
    """`[(row number, {key: text})]` of a table headed with `names` (heading to key), or of a JSON list; raises Refusal.

    What no heading names is passed over. Rows are numbered as a spreadsheet counts them; of a JSON list from 1 on.
    """
    with open(path, "rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    if head[:1] in {b"[", b"{"}:
        return _of_json(path, names)
    rows, _said = read_rows(path)
    keys = [names.get(text_of(cell).strip().lstrip("'")) for cell in rows[0][1]]
    if not any(keys):
        raise Refusal("no_headings", names=list(names)[:6])
    return [
        (number, {key: _plain(text_of(cell)) for key, cell in zip(keys, cells, strict=False) if key})
        for number, cells in rows[1:]
    ]


def _plain(text):
    """Without the mark that keeps our own files' cells from being formulas."""
    return text[1:].strip() if text[:1] == "'" else text.strip()


def _of_json(path, names):
    if Path(path).stat().st_size > settings.IMPORT_LARGEST:
        raise Refusal("size", most=settings.IMPORT_LARGEST // 1024 // 1024)
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refusal("json") from error
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise Refusal("json")
    if len(data) > settings.IMPORT_MOST_ROWS:
        raise Refusal("rows", most=settings.IMPORT_MOST_ROWS)
    return [
        (number, {names[name]: _scalar(value) for name, value in row.items() if name in names})
        for number, row in enumerate(data, 1)
    ]


def _scalar(value):
    if isinstance(value, list | dict):
        raise Refusal("json")
    text = "" if value is None else str(value).strip()
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
        raise Refusal("json")  # no database keeps it
    return text
