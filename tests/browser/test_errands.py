"""The three errands citizens come for: is this firm on the board, what is going on, what does the rule say.

Each on a telephone with JavaScript and without, by keyboard alone, at 400 % zoom, and in elder mode.
"""

import gzip
import re

import pytest

from tests.browser.addresses import NAME
from tests.browser.reach import SEEN

PHONE = {"width": 390, "height": 844}
# WCAG 1.4.10: 1280 px at 400 % are 320 CSS pixels wide and 256 high.
ZOOMED = {"width": 320, "height": 256}
WAYS = {
    "telephone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "telephone without JavaScript": {"viewport": PHONE, "java_script_enabled": False},
    "400 % zoom": {"viewport": ZOOMED},
    "elder mode": {"viewport": PHONE},
    "elder mode without JavaScript": {"viewport": PHONE, "java_script_enabled": False},
}


@pytest.fixture(params=WAYS)
def reader(request, visit, site):
    """`(page, prefix)`: a citizen's browser at the home page, and what stands before every address of the mode."""
    prefix = "/elder" if request.param.startswith("elder") else ""
    page = visit(site, **WAYS[request.param]).page
    page.goto(f"{prefix}/")
    return page, prefix


def fits(page):
    """No page scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_is_this_firm_on_the_board(reader, site):
    page, prefix = reader
    name = site.first(NAME)
    page.locator(".errands a").first.click()
    page.wait_for_url(f"**{prefix}/lookup/")
    page.locator("#lookup-q").fill(name)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile(rf"{prefix}/lookup/\?q="))
    fits(page)
    page.locator("main .lines a").first.click()
    page.locator("article.punishment h1").wait_for()
    assert page.url.split("/", 3)[3].startswith(prefix.lstrip("/"))
    fits(page)
    assert page.locator(".timeline time").count() == 4
    assert page.get_by_text("信用修复", exact=False).first.is_visible()


def test_what_is_going_on(reader):
    page, prefix = reader
    page.locator(".site-menu > summary").click()
    page.locator(f'.site-nav a[href="{prefix}/campaigns/"]').click()
    page.wait_for_url(f"**{prefix}/campaigns/")
    fits(page)
    link = page.locator(f'main a[href^="{prefix}/campaigns/"]:visible').filter(has_text=re.compile(".{6,}")).first
    link.click()
    page.locator("article.campaign h1").wait_for()
    fits(page)
    assert page.locator("dl.facts time").first.is_visible()


def test_what_does_the_rule_say(reader):
    page, prefix = reader
    page.locator(".site-menu > summary").click()
    page.locator(f'.site-nav a[href="{prefix}/policies/"]').click()
    page.wait_for_url(f"**{prefix}/policies/")
    if not page.locator("#filter-q").is_visible():
        page.locator(".filters > summary").click()
    page.locator("#filter-q").fill("信用修复管理办法")
    page.locator(".filters button[type=submit]").click()
    page.locator("main .register a").first.click()
    page.locator(".document-head h1").wait_for()
    page.locator("#find").fill("三个月")
    page.locator(".within button").click()
    page.wait_for_url(re.compile("find="))
    page.locator(".found a[href^='#item-']").first.click()
    assert re.search(r"#item-\d+$", page.url)
    fits(page)


class TestByKeyboard:
    """Tab, arrows and Enter alone; whatever has the focus can be seen and is not covered."""

    @pytest.fixture
    def page(self, visit, site):
        return visit(site, viewport=PHONE).open("/")

    def tab_to(self, page, selector, most=60):
        """Presses Tab until the focus is on `selector`; each stop on the way is visible."""
        for _ in range(most):
            page.keyboard.press("Tab")
            stop = page.evaluate(SEEN)
            assert stop["seen"], stop
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} is not reached by {most} times Tab")

    def test_firm(self, page, site):
        self.tab_to(page, ".errands a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/lookup/")
        self.tab_to(page, "#lookup-q")
        page.keyboard.type(site.first(NAME))
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("q="))
        self.tab_to(page, "main .lines a")
        page.keyboard.press("Enter")
        page.locator("article.punishment h1").wait_for()

    def test_campaign(self, page):
        self.tab_to(page, ".site-menu > summary")
        page.keyboard.press("Enter")
        self.tab_to(page, '.site-nav a[href="/campaigns/"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/campaigns/")
        links = 'main a[href^="/campaigns/"]'
        self.tab_to(page, f'{links}:not([href*="?"]):not([href*="."]):not([href="/campaigns/results/"])')
        page.keyboard.press("Enter")
        page.locator("article.campaign h1").wait_for()

    def test_rule(self, page):
        self.tab_to(page, ".site-menu > summary")
        page.keyboard.press("Enter")
        self.tab_to(page, '.site-nav a[href="/policies/"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/policies/")
        self.tab_to(page, "main .register a")
        page.keyboard.press("Enter")
        page.locator(".document-head h1").wait_for()
        self.tab_to(page, "#find")


class TestReadingAloud:
    """With a voice of the test's own, since browsers without a window have none."""

    VOICE = """
      window.said = [];
      const speak = (words) => { said.push(words.text); setTimeout(() => words.onend(), 150); };
      const speech = { speak, cancel() {}, pause() {}, resume() {} };
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    """

    def test_reads_the_content_and_nothing_of_the_frame(self, visit, site):
        visitor = visit(site, viewport=PHONE)
        visitor.context.add_init_script(self.VOICE)
        page = visitor.open("/elder/policies/plan-2019/")
        page.locator("[data-read]").click()
        page.wait_for_function("() => said.length > 5")
        assert page.locator(".being-read").count() <= 1
        page.locator("[data-read-stop]").click()
        said = "".join(page.evaluate("said"))
        assert "2019年" in said
        assert "菜单" not in said
        assert page.locator(".being-read").count() == 0

    def test_without_a_voice_there_is_no_button(self, visit, site):
        visitor = visit(site)
        visitor.context.add_init_script("delete window.speechSynthesis; window.speechSynthesis = undefined;")
        page = visitor.open("/")
        assert not page.locator("[data-read]").is_visible()


class TestChoices:
    """What a reader chooses is kept in the browser, without a cookie."""

    def test_elder_mode_is_remembered_and_left(self, visit, site):
        visitor = visit(site)
        page = visitor.open("/board/")
        page.locator("[data-mode-link]").click()
        page.wait_for_url("**/elder/board/")
        page.goto("/policies/")  # as from a bookmark
        page.wait_for_url("**/elder/policies/")
        assert visitor.context.cookies() == []
        page.locator("[data-mode-link]").click()
        page.wait_for_url(re.compile(r"[^r]/policies/$"))
        page.goto("/board/")
        assert page.locator("html[data-mode]").count() == 0

    def test_high_contrast_is_remembered(self, visit, site):
        page = visit(site).open("/")
        plain = page.evaluate("getComputedStyle(document.querySelector('.lead, .quiet')).color")
        page.locator("[data-contrast-button]").click()
        assert page.locator("[data-contrast-button]").get_attribute("aria-pressed") == "true"
        page.goto("/board/")
        assert page.locator("html[data-contrast=more]").count() == 1
        page.goto("/")
        quiet = page.evaluate("getComputedStyle(document.querySelector('.quiet')).color")
        assert quiet != plain


class TestBudget:
    """Light, and still: what a slow telephone has to fetch, and that nothing jumps."""

    @pytest.mark.parametrize("path", ["/", "/board/", "/elder/"])
    def test_below_100_kilobytes_without_pictures(self, visit, site, path):
        visitor, sizes = visit(site), {}

        def weigh(response):
            kind = response.request.resource_type
            if kind != "image" and response.status == 200:
                sizes[response.url] = len(gzip.compress(response.body(), 6))

        visitor.page.on("response", weigh)
        visitor.open(path)
        visitor.page.wait_for_load_state("networkidle")
        assert sum(sizes.values()) < 100_000, sizes

    @pytest.mark.parametrize("path", ["/", "/board/", "/honours/", "/campaigns/", "/policies/plan-2019/"])
    def test_nothing_shifts(self, visit, site, path):
        visitor = visit(site, viewport=PHONE)
        visitor.context.add_init_script(
            "window.shifts = 0; new PerformanceObserver(l => l.getEntries().forEach(e => shifts += e.value))"
            ".observe({ type: 'layout-shift', buffered: true });"
        )
        page = visitor.open(path)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(300)
        assert page.evaluate("shifts") < 0.01
