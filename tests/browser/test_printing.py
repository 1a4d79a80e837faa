"""The sheets as paper: the browser's print makes tagged PDFs with their fonts, in the right sizes."""

import io

import pytest
from pypdf import PdfReader

from tests.browser.addresses import VISIBLE

MILLIMETRES = 25.4 / 72
SHEETS = [
    ("notice", "kind = 'punishment'", (210, 297)),
    ("notice", "kind = 'honour'", (210, 297)),
    ("notice", "kind = 'campaign'", (210, 297)),
    ("leaflet", "kind = 'punishment'", (148, 210)),
    ("booklet", "path = '/policies/plan-2019/'", (210, 297)),
]


def printed(page):
    """The page as the browser prints it."""
    pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    return PdfReader(io.BytesIO(pdf))


def fonts(reader):
    """The descriptors of all fonts of a PDF."""
    for sheet in reader.pages:
        for reference in sheet["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            parts = [part.get_object() for part in font.get("/DescendantFonts", [font])]
            # Type 3 fonts hold their drawings within themselves.
            yield from (part["/FontDescriptor"].get_object() for part in parts if part["/Subtype"] != "/Type3")


@pytest.mark.parametrize(("name", "condition", "paper"), SHEETS)
def test_sheets_are_tagged_and_carry_their_fonts(visitor, name, condition, paper):
    code = visitor.site.first(f"SELECT code FROM register_entry WHERE {VISIBLE} AND {condition} LIMIT 1")
    reader = printed(visitor.open(f"/print/{code}/{name}/"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("zh")
    assert all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts(reader))
    box = reader.pages[0].mediabox
    assert (round(float(box.width) * MILLIMETRES), round(float(box.height) * MILLIMETRES)) == paper
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    assert code in text
    if name == "notice":
        assert len(reader.pages) == 1
    if name == "booklet":
        assert len(reader.pages) > 5
        assert "4" in reader.pages[3].extract_text().split()  # the number at the foot


def test_the_tools_of_the_screen_are_not_printed(visitor):
    code = visitor.site.first(f"SELECT code FROM register_entry WHERE {VISIBLE} AND kind = 'honour' LIMIT 1")
    page = visitor.open(f"/print/{code}/notice/")
    assert page.locator("[data-print]").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator("h1").is_visible()
