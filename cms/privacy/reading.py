"""The text of attachments, place by place: docx, xlsx, pptx, pdf, csv, txt and zip, with whatever is hidden in them.

Untrusted files: `python -m cms.privacy.reading FILE NAME` reads one in a process of its own, bounded in time and
memory (see `cms.privacy.files`), and prints one JSON object `{"place", "text"}` or `{"place", "unreadable"}` a line.
"""

import csv
import io
import json
import sys
import zipfile
from pathlib import PurePosixPath

from defusedxml.ElementTree import iterparse

LARGEST_PART = 60 * 1024 * 1024  # bytes of one member of an archive, unpacked
LARGEST_TOTAL = 200 * 1024 * 1024  # bytes of a whole archive, unpacked
MOST_MEMBERS = 2_000
DEEPEST = 2  # archives within archives
MOST_PAGES = 2_000
OFFICE = {".docx", ".xlsx", ".pptx", ".docm", ".xlsm"}
TEXT = {".txt", ".csv", ".md", ".html", ".htm", ".xml", ".json", ".log", ".tsv", ".vtt"}
# What ends a run of text in office files: text within one of these belongs together, however often it is split.
RUNS = {"t", "v", "delText", "instrText"}
PARAGRAPHS = {"p", "si", "is", "c", "comment", "text", "title", "creator", "lastModifiedBy", "description", "subject"}


class Unreadable(Exception):
    """A file whose text cannot be read; the message says why. A human has to look."""


def read(file, name):
    """Yields `(place, text)` of the open binary `file` called `name`; raises Unreadable."""
    yield from _read(file, name, "", 0, [LARGEST_TOTAL])


def _read(file, name, place, depth, budget):
    suffix = PurePosixPath(name.lower()).suffix
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"%PDF") or suffix == ".pdf":
        yield from _pdf(file, place)
    elif head.startswith(b"PK\x03\x04"):
        yield from _archive(file, place, depth, budget, office=suffix in OFFICE)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("an office file that is encrypted or of the old format")
    elif suffix in TEXT:
        yield from _text(file.read(LARGEST_PART + 1), place, suffix)
    else:
        raise Unreadable("a kind of file that is not read")


def _text(data, place, suffix):
    """Lines of a text file; cells of a CSV are told apart by row."""
    if len(data) > LARGEST_PART:
        raise Unreadable("larger than is read")
    text = _decoded(data)
    if suffix in {".csv", ".tsv"}:
        csv.field_size_limit(LARGEST_PART)
        rows = csv.reader(io.StringIO(text), delimiter="\t" if suffix == ".tsv" else ",")
        for number, row in enumerate(rows, 1):
            yield _place(place, f"row {number}"), "\n".join(row)
    else:
        yield place, text


def _decoded(data):
    """UTF-8 with or without a mark, UTF-16 with one, otherwise GB18030."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _archive(file, place, depth, budget, *, office):
    """Every member of a zip; of an office file the text of every part, metadata and hidden ones included."""
    if depth > DEEPEST:
        raise Unreadable("archives within archives, deeper than is read")
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("a damaged archive") from error
    if len(members) > MOST_MEMBERS:
        raise Unreadable("more members than are read")
    strings = _shared_strings(archive) if office else []
    for member in members:
        if member.is_dir():
            continue
        name = _member_name(member)
        if member.flag_bits & 1:
            raise Unreadable(f"encrypted: {name}")
        if not office:
            yield _place(place, name), PurePosixPath(name).name  # the name itself may tell
        data = _unpacked(archive, member, budget)
        if office and name.endswith((".xml", ".rels")):
            yield from _office_part(data, _place(place, name), strings)
        elif not office:
            yield from _read(io.BytesIO(data), name, _place(place, name), depth + 1, budget)


def _member_name(member):
    """The member's name; without the flag for UTF-8, Chinese systems wrote it in GB18030."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _unpacked(archive, member, budget):
    """The member's bytes, counted while they come: what an archive says of its sizes is not believed."""
    data = bytearray()
    try:
        with archive.open(member) as source:
            while piece := source.read(1 << 20):
                data += piece
                budget[0] -= len(piece)
                if len(data) > LARGEST_PART or budget[0] < 0:
                    raise Unreadable("unpacks to more than is read")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable("a damaged archive") from error
    return bytes(data)


def _shared_strings(archive):
    """The strings that cells of a spreadsheet refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    data = _unpacked(archive, archive.getinfo("xl/sharedStrings.xml"), [LARGEST_TOTAL])
    return [text for _place, text in _office_part(data, "", [])]


def _office_part(data, place, strings):
    """The text of one XML part, a paragraph or cell at a time."""
    depth, kept, is_string = 0, [], False
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag in PARAGRAPHS:
                    depth += 1
                    if tag == "c":
                        is_string = element.get("t") == "s"
                continue
            if (
                element.text
                and tag in {"t", "v", "delText", "instrText", "creator", "lastModifiedBy", "title", "text"} | PARAGRAPHS
            ):
                kept.append(_cell(element.text, strings) if tag == "v" and is_string else _number(element.text, tag))
            if tag in PARAGRAPHS:
                depth -= 1
                if depth == 0:
                    if text := "".join(kept).strip():
                        yield place, text
                    kept = []
                    element.clear()
    except Exception as error:  # a parser's many ways to fail on a hostile file have one answer
        raise Unreadable("a damaged or forbidden XML part") from error


def _cell(text, strings):
    return strings[int(text)] if text.isdigit() and int(text) < len(strings) else text


def _number(text, tag):
    """A spreadsheet keeps 13812341234 as 1.3812341234E10."""
    if tag == "v" and "E" in text.upper():
        try:
            return f"{float(text):.0f}"
        except ValueError:
            return text
    return text


def _pdf(file, place):
    """The text layer of each page and the metadata; a page with pictures only is for a human."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("more pages than are read")
        for value in (reader.metadata or {}).values():
            yield _place(place, "metadata"), str(value)
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            if text.strip():
                yield _place(place, f"page {number}"), text
            elif page.get("/Resources", {}) and "/XObject" in page["/Resources"]:
                raise Unreadable(f"page {number} is a picture without text")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("a damaged PDF") from error


def _place(place, part):
    return f"{place} › {part}" if place else part


def main(path, name):
    """Prints what `read` finds of the file at `path`, one JSON object a line."""
    with open(path, "rb") as file:
        try:
            for place, text in read(file, name):
                print(json.dumps({"place": place, "text": text}))  # noqa: T201 - this is the process's answer
        except Unreadable as error:
            print(json.dumps({"place": "", "unreadable": str(error)}))  # noqa: T201
        except (MemoryError, RecursionError):
            print(json.dumps({"place": "", "unreadable": "needs more memory than is given"}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:3])
