"""The desk speaks Chinese, asks no other host, and runs without errors (the fixture `visit` looks for the latter)."""

import os
import re
from pathlib import Path

import pytest

SCREENS = {
    "login": "/admin/login/",
    "dashboard": "/admin/",
    "explorer": "/admin/pages/{home}/",
    "unit": "/admin/pages/{unit}/",
    "case": "/admin/pages/{case}/edit/",
    "honour": "/admin/pages/{honour}/edit/",
    "policy": "/admin/pages/{policy}/edit/",
    "campaign": "/admin/pages/{campaign}/edit/",
    "column": "/admin/pages/{column}/edit/",
    "history": "/admin/pages/{case}/history/",
    "publish": "/admin/cases/{case}/publish/",
    "images": "/admin/images/",
    "image upload": "/admin/images/add/",
    "documents": "/admin/documents/",
    "marks": "/admin/settings/ops/sitemarks/",
    "site history": "/admin/reports/site-history/",
    "locked pages": "/admin/reports/locked/",
    "aging pages": "/admin/reports/aging-pages/",
    "users": "/admin/users/",
    "account": "/admin/account/",
}
PAGE = "SELECT id FROM wagtailcore_page WHERE {} ORDER BY id LIMIT 1"
ENTRY = "SELECT page_id FROM register_entry WHERE kind = '{}' AND state = 'published' ORDER BY id LIMIT 1"
IDS = {
    "home": PAGE.format("depth = 2"),
    "unit": PAGE.format("url_path LIKE '%/units/scjg/'"),
    "column": PAGE.format("url_path LIKE '%/news/'"),
    "case": ENTRY.format("punishment"),
    "honour": ENTRY.format("honour"),
    "policy": ENTRY.format("policy"),
    "campaign": ENTRY.format("campaign"),
}
# Names of things, formats and demo accounts, which stay as they are in Chinese text.
FORMATS = "ID URL JPG JPEG PNG GIF WEBP WebP AVIF SVG HEIC PDF DOC DOCX XLS XLSX CSV TXT ZIP ICP QR KB MB GB KiB MiB"
VIDEO = "MP MP4 WebM WebVTT WEBVTT VTT vtt"
NAMES = "admin editor legal supervisor reporter fgw leader scjg town baisha example invalid credit Wagtail"
KEYS = "Ctrl Shift Alt Cmd Enter Esc Tab Del"
ALLOWED = set(f"{FORMATS} {VIDEO} {NAMES} {KEYS}".split())
# Addresses, document numbers, codes, file names and e-mails are no prose.
NO_PROSE = re.compile(
    r"https?://\S+|/[\w\-/.]+|\S+@\S+|\b[0-9A-Z]{10,18}\b|\b[\w\-]+\.(?:png|jpg|webp|pdf|docx|webm|mp4|vtt)\b|[\w]+-[\w\-]+"
)


def english(text):
    """The lines of visible text with a Latin word that is no name."""
    found = []
    for line in text.splitlines():
        words = [word for word in re.findall(r"[A-Za-z]{2,}", NO_PROSE.sub(" ", line)) if word not in ALLOWED]
        if words:
            found.append(line.strip()[:120])
    return found


def open_all_tabs(page):
    """The visible text of the page, each tab opened in turn."""
    texts = [page.locator("body").inner_text()]
    tabs = page.locator("[role=tab]:visible")
    for number in range(tabs.count()):
        tabs.nth(number).click()
        texts.append(page.locator("main, body").first.inner_text())
    return "\n".join(texts)


def report(name, lines):
    """Appends findings to the file ENGLISH_STRINGS names, for whoever keeps the catalogue."""
    if path := os.environ.get("ENGLISH_STRINGS"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}\t{line}\n" for line in lines)


@pytest.fixture(scope="module")
def signed_in(browser, site):
    """The administrator's cookies: one sign-in for all screens."""
    from tests.browser.conftest import Visitor

    admin = Visitor(browser, site)
    admin.sign_in("admin")
    state = admin.context.storage_state()
    admin.context.close()
    return state


@pytest.mark.parametrize("name", SCREENS)
def test_screen(visit, site, signed_in, name):
    options = {} if name == "login" else {"storage_state": signed_in}
    admin = visit(site, viewport={"width": 1280, "height": 1000}, **options)
    ids = {key: site.first(sql) for key, sql in IDS.items() if f"{{{key}}}" in SCREENS[name]}
    response = admin.page.goto(SCREENS[name].format(**ids))
    assert response.status == 200
    found = english(open_all_tabs(admin.page))
    report(name, found)
    assert not found
