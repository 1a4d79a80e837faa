"""A table opened: read by a process of its own, its headings understood, ID numbers masked before anything is kept."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.importing.columns import BY_KEY, COLUMNS, NAMES, PASSED_OVER, plain_heading
from cms.privacy.findings import Finding
from cms.privacy.numbers import id_numbers
from cms.privacy.scanner import mask
from cms.privacy.text import plain
from cms.register.downloads import FORMULA
from cms.tables.opening import read_rows
from cms.tables.refusals import Refusal

HEADING_WITHIN = 6  # rows with content: a title may stand above the headings
KNOWN_AT_LEAST = 3  # headings that make a row the one of headings


@dataclass
class Line:
    """A row: its number in the file, its cells, and the places of those in which an ID number was masked."""

    number: int
    cells: list
    masked: list = field(default_factory=list)


@dataclass
class Sheet:
    """An opened file: `headings` as written, for each the `keys` of our column or None, `factors` of amounts."""

    headings: list
    keys: list
    factors: dict
    lines: list
    notices: list
    epoch: int = 1900


def open_sheet(path):
    """The `Sheet` of the file at `path`; raises Refusal."""
    lines, said = _read(path)
    lines = [_masked(line) for line in lines]
    at = _heading_row(lines)
    heading = lines[at]
    headings = [_shown(cell) for cell in heading.cells]
    keys, factors, unknown = _understood(headings)
    notices = _notices(said)
    if at:
        notices.insert(0, _("The headings stand in row %(row)s.") % {"row": heading.number})
    if unknown:
        notices.append(_("Columns that are not known and were passed over: %(names)s.") % {"names": "、".join(unknown)})
    return Sheet(headings, keys, factors, lines[at + 1 :], notices, said.get("epoch", 1900))


def _read(path):
    """The `Line`s of the file, and what the reading process says of it."""
    rows, said = read_rows(path, above=HEADING_WITHIN)
    return [Line(number, cells) for number, cells in rows], said


def mask_ids(text):
    """`text` with the identity numbers in it masked: they are kept nowhere (个人信息保护法 28)."""
    found = list(id_numbers(plain(text)))
    return mask(text, [Finding(f.start, f.end, f.kind, f.masked) for f in found]) if found else text


def _masked(line):
    """The line without ID numbers; what spreadsheets may take for a formula lost its mark when we wrote the file."""
    joined = "\n".join(text for cell in line.cells if (text := _text(cell)))
    suspicious = next(id_numbers(plain(joined)), None) is not None
    for place, cell in enumerate(line.cells):
        text = _text(cell)
        if suspicious and text and (safe := mask_ids(text)) != text:
            line.cells[place] = safe
            line.masked.append(place)
        elif isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(FORMULA):
            line.cells[place] = cell[1:]
    return line


def _text(cell):
    if cell is None or isinstance(cell, str):
        return cell
    return cell[1]


def _shown(cell):
    return " ".join((_text(cell) or "").split())[:60]


def _heading_row(lines):
    """The place of the row of headings; raises Refusal where there is none among the first."""
    for place, line in enumerate(lines[:HEADING_WITHIN]):
        known = sum(plain_heading(_text(cell) or "") in NAMES for cell in line.cells)
        if known >= KNOWN_AT_LEAST:
            return place
    raise Refusal("headings")


def _understood(headings):
    """For each heading the key of our column, the factors of amounts, and the headings nobody knows."""
    keys, factors, unknown, twice = [], {}, [], []
    for heading in headings:
        plain_one = plain_heading(heading)
        key, factor = NAMES.get(plain_one, (None, 1))
        if key and key in keys:
            first = headings[keys.index(key)]
            twice.append(heading if first == heading else f"{first} = {heading}")
        keys.append(key)
        if key:
            factors[key] = factor
        elif plain_one and plain_one not in PASSED_OVER:
            unknown.append(heading)
    if twice:
        raise Refusal("twice", names=twice)
    return keys, factors, unknown


def _notices(said):
    """What the reader noticed, in words."""
    notices = []
    if said.get("formulas"):
        notices.append(
            _("%(count)s cells hold formulas; the values they had when saved were taken.") % {"count": said["formulas"]}
        )
    if said.get("links"):
        notices.append(_("The file refers to other files; the values it had when saved were taken."))
    if said.get("merged"):
        notices.append(_("The sheet has merged cells; only the first row of each has the value."))
    return notices


def require(sheet, kinds):
    """Raises Refusal naming the columns that cases of `kinds` need and the sheet lacks."""
    missing = [
        column.heading
        for column in COLUMNS
        if column.key not in sheet.keys and (column.key == "kind" or set(column.needed) & set(kinds))
    ]
    if missing:
        raise Refusal("missing", names=missing)


def cells_of(line, keys):
    """The line's cells by key of our columns: `{key: cell}`, without the empty ones."""
    pairs = zip(keys, line.cells, strict=False)
    return {key: cell for key, cell in pairs if key in BY_KEY and cell is not None and cell != ""}
