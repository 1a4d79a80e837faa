"""What a citizen does: with the keyboard alone, without JavaScript, on a phone."""

import re

import pytest

from tests.browser.addresses import NAME, address

PHONE = {"width": 390, "height": 844}


class TestKeyboard:
    def test_skip_link_comes_first_and_leads_to_the_content(self, visitor):
        page = visitor.open("/board/")
        page.keyboard.press("Tab")
        link = page.locator(".skip")
        assert link.evaluate("e => e === document.activeElement")
        assert link.bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'main'")

    def test_menu_opens_on_a_phone(self, visit, site):
        page = visit(site, viewport=PHONE).open("/")
        entry = page.locator(".site-nav a").first
        assert not entry.is_visible()
        page.locator(".site-menu > summary").focus()
        page.keyboard.press("Enter")
        entry.wait_for(state="visible")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/board/")

    def test_suggestions_by_arrow_keys(self, visitor):
        page = visitor.open("/")
        field = page.get_by_role("combobox")
        field.press_sequentially(site_word(visitor.site))
        options = page.get_by_role("option")
        options.first.wait_for()
        field.press("ArrowDown")
        assert options.first.get_attribute("aria-selected") == "true"
        assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        field.press("Escape")
        options.first.wait_for(state="hidden")
        field.press_sequentially(" ")
        field.press("Backspace")
        options.first.wait_for()
        field.press("ArrowDown")
        field.press("Enter")
        page.wait_for_url(re.compile(r"/units/"))

    def test_filters_are_applied(self, visitor):
        page = visitor.open("/board/")
        before = int(page.locator("[data-total]").get_attribute("data-total"))
        page.locator("#filter-class").focus()
        page.keyboard.press("ArrowDown")
        page.locator("#filter-state").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"class=\w+"))
        assert 0 < int(page.locator("[data-total]").get_attribute("data-total")) < before
        page.locator(".chip").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/board/")

    def test_every_stop_shows_its_focus(self, visitor):
        page = visitor.open(address(visitor.site, "disputed punishment"))
        seen = set()
        for _ in range(25):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] }"
            )
            assert style[0] != "none"
            assert style[1] != "0px"
            seen.add(page.evaluate("document.activeElement.href || document.activeElement.name || ''"))
        assert len(seen) > 15  # the focus goes on, it is not caught anywhere


def site_word(site):
    """Enough of a firm's name on the board to be suggested."""
    return site.first(NAME)[3:7]


class TestWithoutJavaScript:
    @pytest.fixture
    def page(self, visit, site):
        return visit(site, java_script_enabled=False).page

    def test_search_and_open(self, page, site):
        page.goto("/")
        page.locator("#home-q").fill(site_word(site))
        page.locator(".hero button").click()
        page.locator("[data-kind=punishment] a").first.click()
        assert page.locator("article.punishment h1").is_visible()
        assert page.locator(".timeline time").count() == 4

    def test_filters_and_pages(self, page):
        page.goto("/board/")
        page.locator(".pages a[rel=next]").click()
        assert page.locator(".pages [aria-current=page]").inner_text() == "2"
        page.locator("#filter-class").select_option("serious")
        page.locator(".filters button").click()
        assert page.locator(".chip").count() == 1

    def test_menu_contents_and_rules_unfold_on_a_phone(self, visit, site):
        page = visit(site, java_script_enabled=False, viewport=PHONE).page
        page.goto("/policies/plan-2019/")
        page.locator(".site-menu > summary").click()
        assert page.locator(".site-nav a").first.is_visible()
        page.locator(".contents > summary").click()
        page.locator('.contents a[href="#item-34"]').click()
        assert page.url.endswith("#item-34")
        page.goto("/board/")
        page.locator(".rules > summary").click()
        assert page.locator(".rules dd").count() == 4
        assert page.locator(".rules dd").last.is_visible()

    def test_look_up_and_verify(self, page, site):
        page.goto("/lookup/")
        page.locator("#lookup-q").fill(site.first(NAME))
        page.locator("main button").click()
        page.locator("main .lines a").first.click()
        code = page.locator(".proof .code").inner_text()
        page.goto("/verify/")
        page.locator("#verify-code").fill(code.lower())
        page.locator("main button").click()
        assert page.locator("dl.facts").is_visible()


def test_number_of_an_item_copies_its_address(visit, site):
    page = visit(site, permissions=["clipboard-read", "clipboard-write"]).open("/policies/plan-2019/")
    page.locator("#item-34 > .number").click()
    page.locator(".copied").get_by_text(re.compile(".+")).or_(page.locator(".copied:not(:empty)")).first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/policies/plan-2019/#item-34")


def test_the_citation_is_copied(visit, site):
    page = visit(site, permissions=["clipboard-read", "clipboard-write"]).open("/policies/plan-2019/")
    page.locator("[data-copy=citation]").click()
    page.locator(".cite [role=status]:not(:empty)").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == page.locator("#citation").inner_text().strip()


def test_gone_page_names_no_one(visitor):
    path = address(visitor.site, "gone")
    title = visitor.site.first("SELECT title FROM register_entry WHERE path = ?", path)
    page = visitor.open(path)
    content = page.content()
    assert title not in content
    assert title[:10] not in content
    assert page.locator("h1").is_visible()
    assert page.get_by_role("search").count() == 1
