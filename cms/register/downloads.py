"""A filtered list as a file: CSV, XLSX and JSON with the same columns, of what is visible at this second."""

import csv
import json
import tempfile

from django.conf import settings
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook

CHUNK = 1000  # entries read at a time
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
WIDTHS = {"url": 48, "title": 48, "summary": 60, "subjects": 48, "document_number": 30}


def record(entry):
    """The entry as one record: names of columns and JSON-able values; instants carry their offset."""
    return {
        "url": f"{settings.SITE_URL}{entry.path}",
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "unit": entry.unit.short_name if entry.unit else "",
        "field": entry.field.name if entry.field else "",
        "town": entry.town.name if entry.town else "",
        "year": entry.year,
        "class": entry.severity,
        "state": entry.state,
        "decided_on": entry.decided_on.isoformat(),
        "published_on": timezone.localdate(entry.visible_from).isoformat(),
        "visible_from": _instant(entry.visible_from),
        "visible_until": _instant(entry.visible_until),
        "document_number": entry.document_number,
        "subjects": [{"name": subject.name, "code": subject.code} for subject in entry.subjects.all()],
    }


def _instant(at):
    return timezone.localtime(at).isoformat() if at else ""


def records(rows):
    """Every record of the entries `rows`, read in chunks."""
    rows = rows.select_related("unit", "field", "town").with_subjects()
    return map(record, rows.iterator(chunk_size=CHUNK))


def inert(value):
    """A cell's value, of which no text can start a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def cells(row):
    """A record as the cells of a table: no text can start a formula, subjects stand in one cell."""
    subjects = "；".join(" ".join(filter(None, subject.values())) for subject in row["subjects"])
    values = [*(value for name, value in row.items() if name != "subjects"), subjects]
    return [inert(value) for value in values]


# The names of the columns, also where the list is empty.
COLUMNS = (
    *("url", "kind", "title", "summary", "unit", "field", "town", "year", "class", "state"),
    *("decided_on", "published_on", "visible_from", "visible_until", "document_number", "subjects"),
)


class _Line:
    """Takes what csv writes and gives it back."""

    def write(self, text):
        """The line as it was written."""
        return text


def _csv(rows):
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)  # by its mark spreadsheets know the encoding
    yield from (writer.writerow(cells(row)) for row in rows)


def _json(rows):
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _xlsx(rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = WIDTHS.get(name, 16)
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append(cells(row))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file


def download(rows, format, name):
    """The answer with the entries `rows` as a file called `name`; `format` is csv, xlsx or json."""
    rows = records(rows)
    if format == "xlsx":
        response = FileResponse(_xlsx(rows))
    else:
        response = StreamingHttpResponse({"csv": _csv, "json": _json}[format](rows))
    response["Content-Type"] = CONTENT_TYPES[format]
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
