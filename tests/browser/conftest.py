"""Chromium, two running sites (with the demo and empty), and visitors who notice every error.

Everything is of package scope: Playwright keeps an event loop, which Django's database calls refuse, and the modules
after this package use the database.
"""

import os
import re

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.sites import PASSWORD, RunningSite

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",  # the tests run as root in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 15_000  # milliseconds


def pytest_collection_modifyitems(items):
    """Marks every test that drives the browser."""
    for item in items:
        if "tests/browser/" in str(item.path) and {"browser", "visitor", "site"} & set(item.fixturenames):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def sites(tmp_path_factory):
    """Both sites; the migrations run once and the demo is loaded once."""
    folder = tmp_path_factory.mktemp("sites")
    empty = RunningSite(folder / "empty")
    empty.manage("migrate", "-v0")
    full = RunningSite(folder / "full", database=empty.database)
    empty.manage("found_site")
    running = {}
    try:
        running["full"] = full.start()
        running["empty"] = empty.start()
        yield running
    finally:
        for site in (full, empty):
            site.stop()


@pytest.fixture(scope="package")
def site(sites):
    """The site with the demo."""
    return sites["full"]


@pytest.fixture(scope="package")
def browser():
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visitor:
    """A browser context that remembers what went wrong: foreign requests, failed files, errors in the console."""

    def __init__(self, browser, site, **options):
        self.site = site
        self.context = browser.new_context(base_url=site.url, locale="zh-CN", **options)
        self.context.set_default_timeout(PATIENCE)
        self.faults = []
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.page = self.context.new_page()

    def _request(self, request):
        if not request.url.startswith((self.site.url + "/", "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def _response(self, response):
        # A page may be missing on purpose (404, 410); a style sheet, script or picture never is.
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{response.status}: {response.url}")

    def _console(self, message):
        # Chromium also reports the status of documents; those are asserted by the tests, files by _response.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def open(self, address):
        """Goes to `address` and returns the page."""
        self.page.goto(address)
        return self.page

    def sign_in(self, name):
        """Signs in to the desk with a demo account."""
        page = self.open("/admin/login/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("button[type=submit], input[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/admin/$"))
        return page


@pytest.fixture
def visit(browser):
    """Makes visitors; afterwards none of them may have met a fault."""
    visitors = []

    def make(site, **options):
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield make
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def visitor(visit, site):
    """A citizen on the site with the demo."""
    return visit(site)
