"""Rows of an XLSX file by openpyxl's parser, which is told neither how large it says to be nor asked for all of it."""

import datetime
import zipfile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from cms.tables.reading import Refused

EXPLANATIONS = "填写说明"  # the sheet of our own template that is for reading
EMPTY_ROWS = 5  # times the rows that are read: sheets often carry formatted rows without content
MOST_NAMED = 10
STRING, TEXT, PHONETIC = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "t", "rPh"))


class Parser(WorkSheetParser):
    """openpyxl's, which also says which formulas have no value yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.formulas = 0

    def parse_cell(self, element):
        """As openpyxl's; the data type “f” for a formula nobody has worked out."""
        cell = super().parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            self.formulas += 1
            if cell["value"] is None and cell["data_type"] != "s":
                cell["data_type"] = "f"
        return cell


def workbook_rows(file, limits):
    """Yields `(row number, cells)` of the one sheet with content, then what should be said; raises Refused."""
    try:
        yield from _rows(file, limits)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a parser's many ways to fail on a hostile file have one answer
        raise Refused("damaged") from error


def _rows(file, limits):
    reader = _opened(file, limits)
    sheets = [(sheet, rel.target) for sheet, rel in reader.parser.find_sheets() if "chartsheet" not in rel.Type]
    hidden = [sheet.name for sheet, _target in sheets if sheet.state != "visible"]
    if hidden:
        raise Refused("hidden_sheets", names=hidden[:MOST_NAMED])
    strings = _shared_strings(reader, limits)
    book = reader.wb

    def parser(source):
        formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
        return Parser(source, strings, data_only=True, epoch=book.epoch, **formats)

    filled = []
    for sheet, target in sheets:
        if sheet.name.strip() != EXPLANATIONS:
            with reader.archive.open(target) as source:
                if any(cells for _number, cells in _content(parser(source), limits)):
                    filled.append((sheet.name, target))
    if len(filled) > 1:
        raise Refused("several_sheets", names=[name for name, _target in filled][:MOST_NAMED])
    for _name, target in filled:
        with reader.archive.open(target) as source:
            found = parser(source)
            yield from _of_sheet(found, limits)
            yield {
                "sheet": _name,
                "epoch": 1904 if book.epoch == CALENDAR_MAC_1904 else 1900,
                "formulas": found.formulas,
                "links": any("externalLinks/" in name for name in reader.valid_files),
                "merged": bool(found.merged_cells and found.merged_cells.mergeCell),
            }


def _opened(file, limits):
    """openpyxl's reader with workbook and styles read, and nothing of the sheets yet."""
    try:
        members = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("damaged") from error
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise Refused("old_or_locked")
    if "xl/workbook.xml" not in names:
        raise Refused("no_table")
    if any("vbaProject" in name for name in names):
        raise Refused("macros")
    # zipfile yields no more of a member than the archive says it holds.
    if sum(member.file_size for member in members) > limits.unpacked:
        raise Refused("unpacked", most=limits.unpacked // 1024 // 1024)
    file.seek(0)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


def _shared_strings(reader, limits):
    """The texts that cells refer to by number."""
    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return []
    strings, characters = [], 0
    with reader.archive.open(part.PartName.lstrip("/")) as source:
        kept = []
        for _event, element in iterparse(source):
            if element.tag == TEXT:
                kept.append(element.text or "")
            elif element.tag == PHONETIC:
                del kept[-len(element.findall(TEXT)) :]
            elif element.tag == STRING:
                text = "".join(kept)
                characters += len(text)
                if characters > limits.text or len(strings) > limits.rows * limits.columns:
                    raise Refused("text", most=limits.text)
                strings.append(text)
                kept = []
                element.clear()
    return strings


def _content(parser, limits):
    """The rows with a cell that says something, as `(number, {column: cell})`."""
    for seen, (number, cells) in enumerate(parser.parse(), 1):
        if seen > limits.rows * EMPTY_ROWS:
            raise Refused("empty_rows", most=limits.rows * EMPTY_ROWS)
        found = {cell["column"]: value for cell in cells if (value := _value(cell)) is not None}
        if found:
            yield number, found


def _of_sheet(parser, limits):
    hidden_rows, hidden_columns = [], set()
    for number, found in _content(parser, limits):
        if _hides(parser.row_dimensions.get(str(number), {}), "ht"):
            hidden_rows.append(number)
        for attrs in parser.column_dimensions.values():
            if _hides(attrs, "width"):
                hidden_columns |= {column for column in found if int(attrs["min"]) <= column <= int(attrs["max"])}
        if max(found) > limits.columns:
            raise Refused("columns", row=number, found=max(found), most=limits.columns)
        yield number, [found.get(column) for column in range(1, max(found) + 1)]
    if hidden_rows:
        raise Refused("hidden_rows", rows=hidden_rows[:MOST_NAMED])
    if hidden_columns:
        names = [get_column_letter(column) for column in sorted(hidden_columns)]
        raise Refused("hidden_columns", names=names[:MOST_NAMED])


def _hides(attrs, size):
    return attrs.get("hidden") in {"1", "true"} or attrs.get(size) in {"0", "0.0"}


def _value(cell):
    """The cell as this package tells it; None where it says nothing."""
    value, kind = cell["value"], cell["data_type"]
    if kind in {"f", "e"}:
        return [kind, str(value or "")]
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ["n", repr(value)]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()[:10]]  # of an instant its day
    text = str(value).upper() if isinstance(value, bool) else str(value)
    if "_x" in text:
        text = unescape(text)
    return text if text.strip() else None
