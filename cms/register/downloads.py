"""A filtered list as a file: CSV, XLSX and JSON with the same columns, of what is visible at this second."""

import csv
import json
import tempfile

from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from cms.register.dictionary import COLUMNS, NAMES, record

CHUNK = 1000  # entries read at a time
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def records(rows):
    """Every record of the entries `rows`, read in chunks."""
    rows = rows.select_related("unit", "field", "town").with_subjects()
    return map(record, rows.iterator(chunk_size=CHUNK))


def inert(value):
    """A cell's value, of which no text can start a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def cells(row):
    """A record as the cells of a table: no text can start a formula, subjects stand in one cell."""
    return [inert(_cell(value)) for value in row.values()]


def _cell(value):
    return "；".join(" ".join(filter(None, one.values())) for one in value) if isinstance(value, list) else value


class _Line:
    """Takes what csv writes and gives it back."""

    def write(self, text):
        """The line as it was written."""
        return text


def _csv(rows):
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(NAMES)  # by its mark spreadsheets know the encoding
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
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append(NAMES)
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
