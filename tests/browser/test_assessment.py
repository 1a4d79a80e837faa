"""The assessment in the browser: every page at two widths, by axe, on paper; a story from report to closing."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.test_every_page import check_axe

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PAGES = {
    "supervisor": [
        "/admin/assessment/",
        "/admin/assessment/?kind=town",
        "/admin/assessment/?year={last}",
        "/admin/assessment/rows/submitted/",
        "/admin/assessment/rows/overdue/",
        "/admin/assessment/unit/?unit=scjg",
        "/admin/assessment/scores/?unit=scjg",
        "/admin/assessment/media/",
        "/admin/assessment/media/1/",
        "/admin/assessment/zero/",
        "/admin/assessment/zero/1/",
        "/admin/assessment/items/",
        "/admin/assessment/items/add/",
        "/admin/assessment/years/",
        "/admin/assessment/years/{last}/",
        "/admin/assessment/years/{last}/close/",
    ],
    "reporter-scjg": [
        "/admin/assessment/unit/",
        "/admin/assessment/media/add/",
        "/admin/assessment/scores/?unit=scjg",
        "/admin/assessment/zero/add/?unit=scjg&obligation=media",
        "/admin/assessment/items/",
    ],
}


def last_year(site):
    """The year the demo has closed."""
    return site.first("SELECT MAX(year) FROM assessment_closedyear")


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_accessible_and_fit(visit, site, who):
    visitor = visit(site, viewport=DESK)
    page = visitor.sign_in(who)
    faults = []
    for address in PAGES[who]:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.goto(address.format(last=last_year(site)))
            assert page.locator("h1").inner_text().strip(), address
            wide = page.evaluate(
                "document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth"
            )
            if wide > 0:
                faults.append(f"{address}: {wide} px too wide at {size['width']}")
        try:
            check_axe(page)
        except AssertionError as error:
            faults.append(f"{address}: {error}")
    assert not faults, "\n".join(faults)


def test_the_board_prints_on_a4_with_its_heads_repeated(visit, site):
    visitor = visit(site, viewport=DESK)
    page = visitor.sign_in("supervisor")
    page.goto("/admin/assessment/")
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    width, height = (float(number) / 72 * 25.4 for number in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    texts = [re.sub(r"\s+", "", sheet.extract_text()) for sheet in pages]
    matrix = [text for text in texts if "应报" in text]
    assert len(matrix) >= 2
    assert all("守信激励案例" in text and "媒体报道" in text for text in matrix)  # heads on every page
    assert "打印" in texts[0]
    assert "导出CSV" not in "".join(texts)
    assert "逾期事项" in "".join(texts)


def test_without_colour_the_state_can_still_be_told(visit, site):
    page = visit(site, viewport=DESK).sign_in("supervisor")
    page.goto("/admin/assessment/")
    for text in page.locator(".assess-matrix .assess-standing").all_inner_texts():
        assert re.match(r"^[●◎◐○▲–]\s?\S+", text), text


def test_a_figure_leads_to_its_rows_and_back_by_keyboard(visit, site):
    page = visit(site, viewport=DESK).sign_in("supervisor")
    page.goto("/admin/assessment/")
    link = page.locator(".assess-months a").first
    number = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/rows/submitted/"))
    assert f"共 {number} 条" in page.locator(".assess").inner_text()


def test_a_reporter_on_a_phone_reports_and_the_supervisor_verifies(visit, site):
    page = visit(site, viewport=PHONE).sign_in("reporter-scjg")
    page.goto("/admin/assessment/media/add/")
    page.fill("[name=title]", "诚信计量进集市")
    page.fill("[name=medium]", "几水日报")
    page.select_option("[name=level]", "district")
    page.fill("[name=published_on]", page.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)"))
    page.keyboard.press("Escape")
    page.fill("[name=link]", "https://example.invalid/jl/7")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/assessment/media/\d+/$"))
    address = page.url
    assert "待核实" in page.locator(".assess").inner_text()
    desk = visit(site, viewport=DESK).sign_in("supervisor")
    desk.goto(address)
    desk.get_by_role("button", name="核实", exact=True).click()
    desk.wait_for_load_state()
    assert "已核实" in desk.locator(".assess").inner_text()
