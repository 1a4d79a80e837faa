"""Tables that go out again: reports and sheets of errors, in which no cell can start a formula."""

import csv

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cases.importing.columns import BY_KEY, FAULTS, NAMES, OUTCOME, PASSED_OVER, ROW, plain_heading
from cases.importing.values import number
from cms.register.downloads import inert

TEXT_FORMAT = "@"  # spreadsheets leave such a cell as it was typed: 18 digits stay 18 digits
FILL, FILL_OURS = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="9C2B2B")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def report_lines(headings, rows):
    """The lines of a report: headings, then each of `rows`: (row number, outcome, sentences, cells)."""
    kept = [place for place, heading in enumerate(headings) if plain_heading(heading) not in PASSED_OVER]
    yield [ROW, OUTCOME, FAULTS, *(inert(headings[place]) for place in kept)]
    for row, outcome, sentences, cells in rows:
        texts = [as_text(cells[place]) if place < len(cells) else "" for place in kept]
        yield [row, outcome, inert("\n".join(sentences)), *(inert(text) for text in texts)]


def as_text(cell):
    """A cell as it was read, as text."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return number(cell[1]) if cell[0] == "n" else cell[1]


def write_csv(file, lines):
    """Writes `lines` into the text file `file`, with the mark by which spreadsheets know UTF-8."""
    file.write("\ufeff")
    csv.writer(file).writerows(lines)


def write_xlsx(file, lines):
    """Writes `lines`, headings first, into the binary file `file`; every cell but the row number as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("案例")
    lines = iter(lines)
    headings = next(lines)
    for place, heading in enumerate(headings, 1):
        key = NAMES.get(plain_heading(heading), (None, 1))[0]
        width = BY_KEY[key].width if key else {FAULTS: 60, ROW: 8}.get(heading, 16)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "D2"
    sheet.append([_heading(sheet, heading, ours=heading in {ROW, OUTCOME, FAULTS}) for heading in headings])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    book.save(file)


def _heading(sheet, text, *, ours=False):
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), FILL_OURS if ours else FILL, WRAPPED
    return cell


def _cell(sheet, value):
    cell = WriteOnlyCell(sheet, value or None)
    if isinstance(value, str):
        cell.number_format, cell.alignment = TEXT_FORMAT, WRAPPED
    return cell
