"""Rows of a CSV file, whatever wrote it: UTF-8, UTF-16 with a mark or GB18030; comma, tab or semicolon."""

import csv
import io
import re

from cms.tables.reading import Refused

DELIMITERS = ",\t;，；"
CJK = re.compile("[\u4e00-\u9fff]")
NO_CJK = re.compile("[\x80-\u07ff]")  # what GB18030 turns into where it happens to be UTF-8 as well


def text_rows(data, limits):
    """Yields `(row number, cells)` of the file's bytes, then what should be said; raises Refused."""
    text, encoding = _decoded(data)
    if "\0" in text:
        raise Refused("nul", row=text.count("\n", 0, text.index("\0")) + 1)
    delimiter = _delimiter(text)
    csv.field_size_limit(limits.cell * 4)  # beyond it a quote was left open; below it the cell is named
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0  # as a spreadsheet counts: a row whose cells hold several lines is one
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [cell or None for cell in cells]
    except csv.Error as error:
        raise Refused("quote", row=number + 1) from error
    yield {"encoding": encoding, "delimiter": delimiter}


def _decoded(data):
    """The text and the name of its encoding; Refused where the bytes fit none, or two."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Refused("encoding", row=1) from error
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        fault = error
    lines = data.split(b"\n")
    first = next((line for line in lines if not line.isascii()), b"")
    if data[:3] == b"\xef\xbb\xbf" or _is_utf8(first):
        raise Refused("mixed", row=data.count(b"\n", 0, fault.start) + 1)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Refused("encoding", row=data.count(b"\n", 0, error.start) + 1) from error
    for number, line in enumerate(lines, 1):
        if _is_utf8(line):
            raise Refused("mixed", row=number)
    return text, "GB18030"


def _is_utf8(line):
    """Whether Chinese stands in the line as UTF-8: no line of GB18030 passes for it, but for the shortest."""
    if line.isascii():
        return False
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(CJK.search(text)) and not NO_CJK.search(text)


def _delimiter(text):
    """What stands most often between the headings, outside quotes."""
    head = next((line for line in text.splitlines() if line.strip()), "")[:20_000]
    head = re.sub(r'"[^"]*"', "", head)
    return max(DELIMITERS, key=head.count)
