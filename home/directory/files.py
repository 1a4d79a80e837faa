"""A column's table as a file: CSV and Excel headed as the page heads it, JSON by stable keys. Imports read it again."""

import csv
import io
import json

from django.http import HttpResponse
from openpyxl import Workbook

from cms.register.downloads import CONTENT_TYPES, inert


def sheet_file(sheet, format, name):
    """The answer with `sheet` as a file called `name`; `format` is csv, xlsx or json."""
    body = {"csv": _csv, "xlsx": _xlsx, "json": _json}[format](sheet)
    response = HttpResponse(body, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def _rows(sheet):
    yield [str(column.label) for column in sheet.columns]
    for record in sheet.records():
        yield [inert(value) for value in record.values()]


def _csv(sheet):
    text = io.StringIO()
    csv.writer(text).writerows(_rows(sheet))
    return "\ufeff" + text.getvalue()  # by its mark spreadsheets know the encoding


def _xlsx(sheet):
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.freeze_panes = "A2"
    for row in _rows(sheet):
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _json(sheet):
    return json.dumps(sheet.records(), ensure_ascii=False, indent=1) + "\n"
