"""Hostile and broken files: refused with a reason, quickly, and within the memory given."""

import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from cms.tables.opening import MEMORY, SECONDS

LIMITS = {"rows": 1_000, "columns": 100, "cell": 32_767, "text": 20_000_000, "unpacked": 100 << 20}
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROOT = Path(__file__).resolve().parents[3]

MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


class Reading:
    """What the reading process answered, how long it took and how much memory it held."""

    def __init__(self, path, **limits):
        begun = time.monotonic()
        module = ["cms.privacy.child", str(SECONDS), str(MEMORY), "cms.tables.reading"]
        command = [sys.executable, "-W", "ignore", "-m", *module, str(path), json.dumps(LIMITS | limits)]
        # By way of a small process: the peak of a child begins at the size of whoever starts it.
        done = subprocess.run([sys.executable, "-c", MEASURE, *command], cwd=ROOT, capture_output=True, check=True)
        self.status, peak = map(int, done.stderr.split()[-2:])
        said, self.seconds, self.megabytes = done.stdout, time.monotonic() - begun, peak / 1024
        self.answers = [json.loads(line) for line in said.splitlines()]
        self.rows = [answer["cells"] for answer in self.answers if "cells" in answer]
        self.refused = self.answers[-1].get("refused") if self.answers else None


@pytest.fixture
def read(tmp_path):
    """Lets the reading process read bytes under a name."""

    def read_it(data, name="cases.csv", **limits):
        path = tmp_path / name
        path.write_bytes(data)
        return Reading(path, **limits)

    return read_it


def workbook(change=lambda sheet: None):
    book = Workbook()
    book.active.append(["案例类型", "案例标题"])
    book.active.append(["失信惩戒", "某公司案"])
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(parts, data=None):
    """An XLSX whose parts (name → bytes or generator of bytes) are replaced or added."""
    source, out = zipfile.ZipFile(io.BytesIO(data or workbook())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            pieces = parts.get(name, source.read(name) if name in source.namelist() else b"")
            with target.open(name, "w") as member:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    member.write(piece)
    return out.getvalue()


def sheet(rows, before=""):
    """The XML of a sheet, piece by piece."""
    yield f"<worksheet {NS}>{before}<sheetData>".encode()
    yield from rows
    yield b"</sheetData></worksheet>"


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def with_strings(strings):
    """An XLSX with one cell that refers to the first of the shared strings."""
    types = zipfile.ZipFile(io.BytesIO(workbook())).read(TYPES)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = types.replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    )
    cell = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return with_parts({TYPES: types, STRINGS: strings, SHEET: sheet([cell])})


def text_rows(count):
    """Rows of two texts each, in pieces of a thousand."""
    row = '<row><c t="inlineStr"><is><t>失信惩戒</t></is></c><c t="inlineStr"><is><t>某公司案</t></is></c></row>'
    for _piece in range(count // 1000):
        yield row.encode() * 1000


# name: (bytes, the answer)
BOMBS = {
    "500,000 rows": lambda: (with_parts({SHEET: sheet(text_rows(500_000))}), "rows"),
    "500,000 rows that say to be two": lambda: (
        with_parts({SHEET: sheet(text_rows(500_000), '<dimension ref="A1:B2"/>')}),
        "rows",
    ),
    "a million empty rows": lambda: (with_parts({SHEET: sheet([b"<row/>" * 1_000_000])}), "empty_rows"),
    "a gigabyte of XML": lambda: (with_parts({SHEET: sheet(b" " * (1 << 20) for _part in range(1024))}), "unpacked"),
    "one row of two million cells": lambda: (
        with_parts({SHEET: sheet([b"<row>", b'<c t="inlineStr"><is><t>A</t></is></c>' * 2_000_000, b"</row>"])}),
        "memory",
    ),
    "one huge shared string": lambda: (
        with_strings([f"<sst {NS}><si><t>".encode(), b"A" * (90 << 20), b"</t></si></sst>"]),
        {"memory", "text"},
    ),
    "five million shared strings": lambda: (
        with_strings([f"<sst {NS}>".encode(), b"<si><t>A</t></si>" * 5_000_000, b"</sst>"]),
        {"memory", "text"},
    ),
    "a cell of 40,000 characters": lambda: (
        with_parts({SHEET: sheet([b'<row><c t="inlineStr"><is><t>' + b"A" * 40_000 + b"</t></is></c></row>"])}),
        "cell",
    ),
    "entities that multiply": lambda: (
        with_parts(
            {SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'}
        ),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_in_seconds_within_the_memory(read, name):
    data, expected = BOMBS[name]()
    reading = read(data, "bomb.xlsx")
    assert reading.refused in (expected if isinstance(expected, set) else {expected})
    assert reading.megabytes < 200
    assert reading.seconds < 15
    assert len(data) < 5 << 20


def test_the_bomb_of_300_kb_with_500_000_rows(read, record_property):
    row = b"<row><c><v>1</v></c></row>"
    data = with_parts({SHEET: sheet([row * 500_000])})
    assert len(data) < 300 * 1024
    reading = read(data, "bomb.xlsx", rows=10_006)
    assert reading.refused == "rows"
    assert reading.megabytes < 200
    text = f"bomb of {len(data) // 1024} kB: refused in {reading.seconds:.1f} s with {reading.megabytes:.0f} MB"
    record_property("table", text)


def hide_sheet(book):
    book.create_sheet("底稿").sheet_state = "veryHidden"


def hide_row(book):
    book.active.row_dimensions[2].hidden = True


def hide_column(book):
    book.active.column_dimensions["B"].hidden = True


def second_sheet(book):
    book.create_sheet("另一个").append(["有", "内容"])


CHANGES = {
    "hidden_sheets": hide_sheet,
    "hidden_rows": hide_row,
    "hidden_columns": hide_column,
    "several_sheets": second_sheet,
}


@pytest.mark.parametrize("code", CHANGES)
def test_what_is_hidden_or_ambiguous_is_refused(read, code):
    reading = read(workbook(CHANGES[code]), "cases.xlsx")
    assert reading.refused == code
    assert set(reading.answers[-1]) > {"refused"}


def test_the_sheet_of_explanations_and_empty_sheets_are_passed_over(read):
    def change(book):
        book.create_sheet("填写说明").append(["栏目", "说明"])
        book.create_sheet("Sheet3")

    assert read(workbook(change), "cases.xlsx").rows == [["案例类型", "案例标题"], ["失信惩戒", "某公司案"]]


FILES = {
    "empty": (b"", "empty"),
    "spaces only": (b" \r\n \r\n", "empty"),
    "a PDF": (b"%PDF-1.7\n...", "no_table"),
    "an old or encrypted office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_or_locked"),
    "a web page": (b"<html><table><tr><td>x</td></tr></table></html>", "no_table"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "no_table"),
    "half an XLSX": (workbook()[:2000], "damaged"),
    "NUL bytes": ("案例类型,案例标题\n失信惩戒,某\0公司".encode(), "nul"),
    "an open quote": ('案例类型,案例标题\n失信惩戒,"某公司\n'.encode(), "quote"),
    "a quote in the wrong place": ('案例类型,案例标题\n失信惩戒,"某"公司\n'.encode(), "quote"),
    "10,000 columns": (("a," * 10_000 + "\n").encode(), "columns"),
    "two encodings": ("案例类型,案例标题\n".encode() + "失信惩戒,某公司案\n".encode("gb18030"), "mixed"),
    "two encodings, the other way": ("案例类型,案例标题\n".encode("gb18030") + "失信惩戒,某公司案\n".encode(), "mixed"),
    "no encoding": (b"\xff\xff\xff\xff,\xfe\xfe\n", "encoding"),
    "a huge cell": (("案例类型\n" + "字" * 40_000).encode(), "cell"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_broken_and_renamed_files_have_a_reason(read, name, suffix):
    data, code = FILES[name]
    reading = read(data, f"cases{suffix}")
    assert (reading.status, reading.refused) == (0, code)


def test_macros_and_other_office_files(read):
    assert read(with_parts({"xl/vbaProject.bin": b"x"}), "cases.xlsx").refused == "macros"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert read(out.getvalue(), "cases.xlsx").refused == "no_table"


def test_links_to_other_files_and_formulas_are_said(read):
    cells = b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c><c r="C1" t="e"><v>#REF!</v></c></row>'
    reading = read(with_parts({SHEET: sheet([cells]), "xl/externalLinks/externalLink1.xml": b"<x/>"}), "cases.xlsx")
    assert reading.rows == [[["n", "2"], ["f", ""], ["e", "#REF!"]]]
    assert reading.answers[-1]["end"]["formulas"] == 2
    assert reading.answers[-1]["end"]["links"] is True


def test_a_protected_but_open_workbook_is_read(read):
    def protect(book):
        book.security = WorkbookProtection(workbookPassword="secret", lockStructure=True)

    assert len(read(workbook(protect), "cases.xlsx").rows) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_encodings_and_delimiters(read, encoding, delimiter):
    text = f'案例类型{delimiter}案例标题\r\n失信惩戒{delimiter}"某{delimiter}""公司""\n案"\r\n'
    reading = read(text.encode(encoding))
    assert reading.rows == [["案例类型", "案例标题"], ["失信惩戒", f'某{delimiter}"公司"\n案']]
    assert [answer["row"] for answer in reading.answers[:-1]] == [1, 2]


def test_characters_beyond_the_basic_ones(read):
    assert read("案例类型,案例标题\n失信惩戒,𠮷野家㐂\n".encode("gb18030")).rows[1] == ["失信惩戒", "𠮷野家㐂"]
