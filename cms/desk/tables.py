"""Tables as files: CSV that no spreadsheet takes for formulas, XLSX with widths, fixed heads and dates as dates."""

import csv
import datetime
from io import BytesIO, StringIO

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cms.register.downloads import CONTENT_TYPES, FORMULA

FULL_WIDTH = ("＝", "＋", "－", "＠")  # Chinese editions of spreadsheets take these too
LEAST, MOST = 8, 60  # widths of columns, in characters


def safe(value):
    """A cell's value: no text can start a formula, nor hold a character that no file of Excel can."""
    if not isinstance(value, str):
        return value
    value = "".join(char for char in value if char in "\n\t" or char.isprintable())
    return f"'{value}" if value.startswith(FORMULA) or value.lstrip().startswith((*FORMULA, *FULL_WIDTH)) else value


class Table:
    """A named table: heads, and rows of text, numbers, dates or None."""

    def __init__(self, name, heads, rows):
        self.name, self.heads, self.rows = str(name), [str(head) for head in heads], [list(row) for row in rows]

    def widths(self):
        """A width for each column, by its longest cell; Han characters are two wide."""
        columns = zip(self.heads, *([_text(cell) for cell in row] for row in self.rows), strict=True)
        return [min(MOST, max(LEAST, *(_wide(text) for text in column)) + 2) for column in columns]


def _text(value):
    return "" if value is None else str(value)


def _wide(text):
    return max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n")), default=0)


def as_csv(table, name):
    """The answer with one table as CSV in UTF-8 with its mark."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(map(safe, table.heads))
    for row in table.rows:
        writer.writerow(["" if cell is None else safe(cell) for cell in row])
    return _answer(("\ufeff" + text.getvalue()).encode(), "csv", name)


def as_xlsx(tables, name):
    """The answer with tables as sheets of one XLSX."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        for number, width in enumerate(table.widths(), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "B2"
        sheet.append([_cell(sheet, head, bold=True) for head in table.heads])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return _answer(file.getvalue(), "xlsx", name)


def _cell(sheet, value, *, bold=False):
    cell = WriteOnlyCell(sheet, value=safe(value))
    if isinstance(value, datetime.date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _answer(content, format, name):
    response = HttpResponse(content, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "no-store, private"
    return response
