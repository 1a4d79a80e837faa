"""The query window on a page of another site, under the strictest policy that lets it in, by keyboard alone."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.addresses import NAME
from tests.browser.test_every_page import check_axe, check_widths

LARGEST = 10_000  # bytes
CODE = (
    "SELECT s.code FROM register_entrysubject s JOIN register_entry e ON e.id = s.entry_id WHERE e.kind = 'honour' "
    "AND e.state = 'published' AND s.code <> '' AND s.code NOT IN (SELECT s2.code FROM register_entrysubject s2 "
    "JOIN register_entry e2 ON e2.id = s2.entry_id WHERE e2.kind = 'punishment') ORDER BY e.id LIMIT 1"
)


class Foreign(ThreadingHTTPServer):
    """Another site, whose only page embeds the window of the site at `source`."""

    def __init__(self, source):
        super().__init__(("127.0.0.1", 0), _Page)
        self.source = source
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Page(BaseHTTPRequestHandler):
    def do_GET(self):
        source = self.server.source
        html = (
            '<!DOCTYPE html><html lang="zh-Hans"><head><title>某银行</title>'
            f'<script src="{source}/widget/v1/lookup.js" async></script></head><body><main><h1>某银行</h1>'
            f'<credit-lookup><a href="{source}/lookup/">企业查询</a></credit-lookup></main></body></html>'
        )
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        policy = f"default-src 'none'; script-src {source}; connect-src {source}"
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        if self.path == "/":
            self.wfile.write(html.encode())

    def log_message(self, *arguments):
        """Says nothing."""


@pytest.fixture
def foreign(site):
    """The other site."""
    server = Foreign(site.url)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def window(browser, foreign):
    """A page of the other site, and what went wrong on it."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.faults = []
    page.on(
        "console", lambda message: page.faults.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(foreign.url)
    page.locator("credit-lookup input").wait_for()
    yield page
    context.close()


def ask(page, question):
    """Types a question with the keyboard alone, and returns what is said once it is answered."""
    page.locator("credit-lookup input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    page.locator("credit-lookup time").wait_for()
    return page.locator("credit-lookup [role=status]").inner_text()


def unexpected(page):
    """The faults, without the icon that every browser asks for and this site has none of."""
    return [fault for fault in page.faults if "favicon" not in fault and "404" not in fault]


def test_under_a_strict_policy_by_keyboard(window, site):
    page, name = window, site.first(NAME)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "CREDIT-LOOKUP"
    said = ask(page, name)
    assert "在曝光台上" in said
    assert "截至" in said
    assert "不是信用证明" in said
    links = page.locator("credit-lookup [role=status] a").evaluate_all("all => all.map(a => a.href)")
    assert f"{site.url}/lookup/" in links
    assert "https://www.creditchina.gov.cn/" in links
    assert page.locator("credit-lookup").get_by_text("数据来自").inner_text().endswith("信用江津")
    # Styled though the page allows no style at all.
    assert page.locator("credit-lookup button").evaluate("e => getComputedStyle(e).minHeight") == "44px"
    assert unexpected(page) == []


def test_honoured_by_code_and_neither(window, site):
    assert "在守信榜上；不在曝光台上" in ask(window, site.first(CODE))
    window.evaluate(
        "document.querySelector('credit-lookup').shadowRoot.querySelector('[role=status]').replaceChildren()"
    )
    assert "既不在曝光台上，也不在守信榜上" in ask(window, "查无此名的有限公司")


def test_reachable_for_all(browser, site, window):
    ask(window, site.first(NAME))
    # axe is evaluated by the test driver, past the page's policy.
    check_axe(window)
    check_widths(window)


def test_keeps_nothing_in_the_browser(window, site):
    ask(window, site.first(NAME))
    assert window.context.cookies() == []
    assert window.evaluate("localStorage.length + sessionStorage.length") == 0


def test_says_so_when_the_site_is_away(window):
    window.route("**/api/v1/lookup**", lambda route: route.abort())
    window.locator("credit-lookup input").fill("某公司")
    window.keyboard.press("Enter")
    window.get_by_text("网站暂时没有响应").wait_for()
    assert window.locator("credit-lookup [role=status] a").count() == 2


def test_asks_for_a_question(window):
    window.locator("credit-lookup button").press("Enter")
    window.get_by_text("请先输入完整名称或信用代码").wait_for()
    assert window.evaluate("document.querySelector('credit-lookup').shadowRoot.activeElement.id") == "q"


def test_is_small_and_versioned(visitor):
    for address in ("/widget/lookup.js", "/widget/v1/lookup.js"):
        answer = visitor.context.request.get(address)
        assert len(answer.body()) < LARGEST
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["cache-control"] == "public, max-age=3600"
        assert "set-cookie" not in answer.headers
        again = visitor.context.request.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert again.status == 304


def test_the_demo_page_offers_the_line_to_copy(visitor):
    page = visitor.open("/widget/")
    page.locator("credit-lookup input").wait_for()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制").click()
    page.get_by_text("已复制。").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f'<script src="{visitor.site.url}/widget/v1/lookup.js" async></script>' in copied
    assert f'<a href="{visitor.site.url}/lookup/">' in copied
