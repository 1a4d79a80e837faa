"""What holds on every public page: reachable for all, fits every screen, asks no other host."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from tests.browser.addresses import EMPTY, PAGES, address
from tests.browser.reach import SMALL_TARGETS, hidden_stops

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
WIDTHS = [320, 390, 768, 1280, 1920]
HEIGHT = 900
axe = Axe()


def violations(page, run_only):
    """One line for each rule of axe the page breaks, with the elements."""
    options = {"resultTypes": ["violations"], "runOnly": run_only}
    found = axe.run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def check_axe(page):
    """No violation, wide and narrow, light and dark; the second scheme of a width differs in its colours only."""
    problems = []
    for width, schemes in ((1280, ("light", "dark")), (390, ("dark", "light"))):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme, rules in zip(schemes, (EVERYTHING, COLOURS), strict=True):
            page.emulate_media(color_scheme=scheme)
            problems += [f"{width} {scheme} {line}" for line in violations(page, rules)]
    assert not problems, "\n".join(problems)


def check_widths(page):
    """No page scrolls sideways; what lies folded is opened first."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    too_wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            too_wide.append(f"{needed} > {width}")
    assert not too_wide


@pytest.mark.parametrize("name", PAGES)
class TestFull:
    def test_axe(self, visitor, name):
        check_axe(visitor.open(address(visitor.site, name)))

    def test_fits_every_screen_and_is_within_reach(self, visitor, name):
        page = visitor.open(address(visitor.site, name))
        page.set_viewport_size({"width": 390, "height": HEIGHT})
        assert page.evaluate(SMALL_TARGETS) == []
        assert hidden_stops(page) == []
        check_widths(page)


@pytest.mark.parametrize("path", EMPTY)
class TestEmpty:
    def test_axe_and_screens(self, visit, sites, path):
        page = visit(sites["empty"]).open(path)
        check_axe(page)
        check_widths(page)


def test_server_error_stands_alone(visitor):
    """The page for status 500 is made without a database and without a request."""
    html = render_to_string("500.html")
    visitor.page.route("**/broken/", lambda route: route.fulfill(status=500, content_type="text/html", body=html))
    page = visitor.open("/broken/")
    check_axe(page)
    check_widths(page)


@pytest.mark.parametrize("name", ["punishment", "honour with picture", "plan"])
def test_print_shows_the_sheet_without_the_frame(visitor, name):
    page = visitor.open(address(visitor.site, name))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".proof svg").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".crumbs").is_visible()


def test_forced_colours_and_reduced_motion_lose_nothing(visit, site):
    page = visit(site, forced_colors="active", reduced_motion="reduce").open(address(site, "disputed punishment"))
    assert page.locator(".badge.disputed").is_visible()
    assert page.locator(".timeline time").count() == 4
    moving = "[...document.querySelectorAll('a, button')].some(e => getComputedStyle(e).transitionDuration !== '0s')"
    assert not page.evaluate(moving)


def test_only_the_tokens_hold_colours_and_sizes():
    folder = Path("cms/static/cms")
    literal = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|(?<![\w.-])(?!0\b)(?!1px\b)\d*\.?\d+(?:px|rem|em|pt|mm)\b"
    )
    found = []
    for sheet in sorted(folder.glob("*.css")):
        if sheet.name == "tokens.css":
            continue
        for number, line in enumerate(sheet.read_text().splitlines(), 1):
            rule = re.sub(r"/\*.*?\*/|@media \([^)]*\)", "", line)
            found += [f"{sheet.name}:{number} {match}" for match in literal.findall(rule)]
    assert not found
