"""What is printed: only what is public at that second, each sheet with its code and the day it must be taken down."""

import datetime
import io

import pytest
import time_machine
from PIL import Image

from cms import clock
from cms.printing import fonts, poster
from cms.printing.sheets import POSTERS, SHEETS, offered
from cms.register import verbs
from cms.register.vocabulary import EndReason, Kind
from tests.factories import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(tree):
    """One public entry of each kind, by kind."""
    pages = {
        Kind.PUNISHMENT: cases.punishment(tree.scjg),
        Kind.HONOUR: cases.honour(tree.scjg),
        Kind.POLICY: cases.policy(),
        Kind.CAMPAIGN: cases.campaign(),
        Kind.PAGE: cases.information(),
    }
    return {kind: verbs.publish(page) for kind, page in pages.items()}


def everything(entry):
    """Every address of a sheet or poster, also those that are not for this kind."""
    sheets = [f"/print/{entry.code}/{name}/" for name in SHEETS]
    return sheets + [f"/print/{entry.code}/poster-{name}.jpg" for name in POSTERS]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_offers_its_sheets_and_no_other_answers(entries, client, kind):
    entry = entries[kind]
    links = [address for _words, address in offered(entry)]
    assert f"/print/{entry.code}/notice/" in links
    for address in everything(entry):
        assert client.get(address).status_code == (200 if address in links else 404), address
    page = client.get(entry.path).content.decode()
    assert all(f'href="{address}"' in page for address in links)


@pytest.mark.parametrize("kind", list(Kind))
def test_sheets_carry_the_code_and_are_never_indexed(entries, client, kind):
    entry = entries[kind]
    for _words, address in offered(entry):
        response = client.get(address)
        assert response["X-Robots-Tag"] == "noindex, noarchive"
        if address.endswith("/"):
            html = response.content.decode()
            assert entry.title in html
            assert entry.code in html
            assert f"/verify/{entry.code}/" in html
            assert "<svg" in html
            assert entry.title not in html.split("</title>")[0]


def test_a_sheet_on_a_wall_says_when_it_must_come_down(entries, client):
    entry = entries[Kind.PUNISHMENT]
    day = f"{entry.last_public_day.year}年{entry.last_public_day.month}月{entry.last_public_day.day}日"
    html = client.get(f"/print/{entry.code}/notice/").content.decode()
    assert f"张贴至{day}" in html
    assert "信用修复不收任何费用" in html


def test_nothing_is_printed_of_what_has_ended(entries, client):
    for entry in entries.values():
        addresses = [address for _words, address in offered(entry)]
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
        verbs.end(entry, reason=EndReason.WITHDRAWN, why="撤下")
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 410
            assert entry.title not in response.content.decode()


def test_ends_by_the_clock(entries, client):
    entry = entries[Kind.PUNISHMENT]
    with time_machine.travel(entry.visible_until, tick=False):
        assert client.get(f"/print/{entry.code}/notice/").status_code == 410
    with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False):
        assert client.get(f"/print/{entry.code}/notice/").status_code == 200


def test_a_suspended_entry_is_not_found(entries, client):
    entry = entries[Kind.HONOUR]
    verbs.suspend(entry, why="法院裁定")
    assert [client.get(address).status_code for address in everything(entry)] == [404] * len(everything(entry))


@pytest.mark.parametrize("name", ["", "x", "notice/../leaflet", "n" * 3000, "poster-a9.jpg", "poster-.jpg", "%00"])
def test_unknown_sheets_are_not_found(entries, client, name):
    entry = entries[Kind.CAMPAIGN]
    assert client.get(f"/print/{entry.code}/{name}/").status_code == 404
    assert client.get(f"/print/0000000000/{name or 'notice'}/").status_code == 404


class TestPosters:
    @pytest.mark.parametrize("size", POSTERS.values(), ids=POSTERS)
    def test_three_sizes(self, entries, client, size):
        response = client.get(f"/print/{entries[Kind.CAMPAIGN].code}/poster-{size.name}.jpg")
        image = Image.open(io.BytesIO(response.content))
        assert response["Content-Type"] == "image/jpeg"
        assert image.size == (size.width, size.height)
        assert len(image.getcolors(maxcolors=1_000_000) or range(1000)) > 20  # something is drawn on it

    def test_drawn_once_for_each_content(self, entries, client, monkeypatch):
        entry, drawn = entries[Kind.CAMPAIGN], []
        original = poster.draw
        monkeypatch.setattr(poster, "draw", lambda *args: drawn.append(args) or original(*args))
        address = f"/print/{entry.code}/poster-phone.jpg"
        first, second = client.get(address).content, client.get(address).content
        assert first == second
        assert len(drawn) == 1
        page = entry.page.specific
        page.theme = "诚信同行"
        page.save_revision()
        verbs.publish(page)
        assert client.get(address).content != first
        assert len(drawn) == 2

    def test_kept_posters_are_not_served_past_the_register(self, entries, client, settings):
        from pathlib import Path

        client.get(f"/print/{entries[Kind.CAMPAIGN].code}/poster-phone.jpg")
        kept = next(Path(settings.MEDIA_ROOT, "posters").iterdir())
        assert client.get(f"/media/posters/{kept.name}").status_code == 404

    def test_without_a_font_a_sentence(self, entries, client, monkeypatch):
        monkeypatch.setattr(fonts, "has_any", lambda: False)
        entry = entries[Kind.CAMPAIGN]
        response = client.get(f"/print/{entry.code}/poster-a4.jpg")
        assert response.status_code == 503
        assert "字体" in response.content.decode()
        assert "poster" not in client.get(entry.path).content.decode()

    def test_lines_are_broken_as_chinese_is(self):
        face = fonts.font(20)
        lines = poster.broken("信用是金，守信光荣。" * 6, face, 205, 4)
        assert len(lines) == 4
        assert lines[-1].endswith("…")
        assert not any(line[0] in poster.NEVER_FIRST for line in lines)
        assert poster.broken("", face, 100, 3) == []


def test_the_clock_of_the_sheet_is_the_sites(entries, client):
    with time_machine.travel(clock.now() + datetime.timedelta(days=3), tick=False):
        today = clock.today()
        html = client.get(f"/print/{entries[Kind.POLICY].code}/booklet/").content.decode()
    assert f"打印于{today.year}年{today.month}月{today.day}日" in html
