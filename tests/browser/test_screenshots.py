"""The two pictures of the README, made when one is missing or SCREENSHOTS is set, so that a run leaves no change."""

import os

import pytest

from tests.browser.addresses import address
from tests.browser.sites import ROOT

FOLDER = ROOT / "docs" / "screenshots"
LIMIT = 300_000  # bytes
PICTURES = {"home.png": ("home", 1280, 1100), "case.png": ("disputed punishment", 1280, 1100)}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_of_the_readme(visit, site, name):
    page_name, width, height = PICTURES[name]
    path = FOLDER / name
    if not path.exists() or os.environ.get("SCREENSHOTS"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        page = visit(site, viewport={"width": width, "height": height}).open(address(site, page_name))
        page.screenshot(path=path, scale="css", animations="disabled")
    assert path.stat().st_size < LIMIT
