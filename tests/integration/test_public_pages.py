"""What citizens get: every kind of page, each answer's status, headers and number of queries."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from cms import clock
from cms.register import verbs
from cms.register.vocabulary import Kind
from tests.factories import cases

DAY = datetime.timedelta(days=1)
FRAMES = ["/", "/board/", "/honours/", "/campaigns/", "/policies/", "/services/", "/units/", "/units/scjg/"]
TOOLS = ["/search/", "/search/?q=企业", "/search/suggest/?q=企业", "/lookup/", "/lookup/?q=企业", "/verify/"]


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


def queries(client, address):
    """How many queries an answer takes with an empty cache, and the answer."""
    client.get(address)  # a running site knows its content types
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return len(captured), response


@pytest.mark.parametrize("address", [*FRAMES, *TOOLS, "/healthz", "/readyz", "/robots.txt"])
def test_answers_on_an_empty_site(tree, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*FRAMES, *TOOLS])
def test_answers_with_entries(entries, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_page(entries, client, kind):
    response = client.get(entries[kind].path)
    assert response.status_code == 200
    assert entries[kind].title in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


def test_lists_show_both_dates(entries, client):
    """The date of the decision stands beside the date of publication wherever a case is shown."""
    entry = entries[Kind.PUNISHMENT]
    for address in ["/", "/board/", "/units/scjg/", "/search/?q=建材", "/lookup/?q=" + entry.subjects.get().name]:
        text = client.get(address).content.decode()
        row = text[text.index(entry.path) - 600 : text.index(entry.path) + 900]
        assert f"{entry.decided_on:%Y-%m-%d}" in row, address
        assert f"{clock.today():%Y-%m-%d}" in row, address


def test_punishment_pages_are_kept_out_of_search_engines(entries, client):
    response = client.get(entries[Kind.PUNISHMENT].path)
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    text = response.content.decode()
    assert "noindex" in text
    assert "og:title" not in text
    assert "X-Robots-Tag" not in client.get(entries[Kind.HONOUR].path)
    for address in ["/board/", "/lookup/", "/verify/"]:
        response = client.get(address)
        assert "noindex" in response.get("X-Robots-Tag", "") + response.content.decode(), address


class TestWhenItIsOver:
    """404 before and while suspended, 410 after, and nothing of it anywhere else."""

    @pytest.fixture
    def entry(self, tree):
        return verbs.publish(cases.punishment(tree.scjg, subject="江津区消失者有限公司"))

    def everywhere(self, client):
        addresses = [*FRAMES, "/search/?q=消失者", "/lookup/?q=江津区消失者有限公司", "/search/suggest/?q=消失者"]
        texts = {address: strip_tags(client.get(address).content.decode()) for address in addresses}
        return {address for address, text in texts.items() if "消失者有限公司未履行" in text}

    def test_public_everywhere_before(self, entry, client):
        assert self.everywhere(client) >= {"/", "/board/", "/units/scjg/", "/search/?q=消失者"}

    def test_gone_at_the_second_with_no_scheduler(self, entry, client):
        with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False):
            assert client.get(entry.path).status_code == 200
        with time_machine.travel(entry.visible_until, tick=False):
            response = client.get(entry.path)
            assert response.status_code == 410
            assert "消失者" not in response.content.decode()
            assert self.everywhere(client) == set()
            assert "消失者" not in client.get(entry.verify_url).content.decode()

    def test_ended_by_the_verb(self, entry, client, editor):
        verbs.end(entry, reason="repaired", why="信用修复", by=editor)
        response = client.get(entry.path)
        assert response.status_code == 410
        assert "消失者" not in response.content.decode()
        assert self.everywhere(client) == set()

    def test_suspended_answers_404_and_comes_back(self, entry, client, editor):
        verbs.suspend(entry, why="法院裁定", by=editor)
        assert client.get(entry.path).status_code == 404
        assert self.everywhere(client) == set()
        verbs.resume(entry, why="裁定撤销", by=editor)
        assert client.get(entry.path).status_code == 200

    def test_before_its_hour(self, tree, client):
        entry = verbs.publish(cases.punishment(tree.scjg), at=clock.now() + DAY)
        assert client.get(entry.path).status_code == 404
        with time_machine.travel(entry.visible_from, tick=False):
            assert client.get(entry.path).status_code == 200

    def test_wagtails_own_end_counts_without_its_scheduler(self, tree, client):
        page = cases.policy(expire_at=clock.now() + DAY)
        page.get_latest_revision().publish()
        assert client.get(page.get_url()).status_code == 200
        with time_machine.travel(page.expire_at + datetime.timedelta(seconds=1), tick=False):
            assert client.get(page.get_url()).status_code == 410


class TestQueries:
    """Uncached. The issue asks for at most 6 on the board and 8 on a detail page."""

    @pytest.mark.parametrize("count", [1, 30])
    @pytest.mark.parametrize(
        ("address", "most"),
        [
            ("/board/", 6),
            ("/board/?q=建材&field=quality&year={year}", 7),  # the last counts the whole list
            ("/honours/", 6),
            ("/units/scjg/", 8),
            ("/", 10),
        ],
    )
    def test_lists(self, tree, client, address, most, count):
        for _ in range(count):
            verbs.publish(cases.punishment(tree.scjg))
            verbs.publish(cases.honour(tree.scjg))
        number, response = queries(client, address.format(year=clock.today().year))
        assert response.status_code == 200
        assert number <= most

    @pytest.mark.parametrize("kind", Kind)
    def test_details(self, entries, client, kind):
        number, response = queries(client, entries[kind].path)
        assert response.status_code == 200
        # A policy also names what belongs to it: other documents, and the cases that cite it (two questions).
        assert number <= (7 if kind == Kind.POLICY else 4)


def test_unknown_addresses_are_404_with_a_way_on(tree, client):
    for address in ["/nothing/", "/units/scjg/nothing/", "/board/nothing/", "/%E6%97%A0/", "/verify/0000000000/x/"]:
        response = client.get(address)
        assert response.status_code == 404
        assert 'action="/search/"' in response.content.decode()


def test_a_moved_page_keeps_its_entry(tree, client):
    page = cases.information()
    entry = verbs.publish(page)
    page.refresh_from_db()
    page.slug = "moved"
    page.save_revision().publish()
    assert client.get("/moved/").status_code == 200
    entry.refresh_from_db()
    assert entry.path == "/moved/"


class TestVerify:
    """What readers type of a sheet, and what they cannot pass off as one."""

    @pytest.mark.parametrize(
        "shape",
        ["{}", " {} ", "{a} {b}", "{a}-{b}", "核验码：{}", "https://credit.example/verify/{}/", "{wide}", "{lower}"],
    )
    def test_understands(self, tree, client, shape):
        entry = verbs.publish(cases.punishment(tree.scjg))
        code = entry.code
        wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
        typed = shape.format(code, a=code[:4], b=code[4:], wide=wide, lower=code.lower())
        assert entry.title in client.get("/verify/", {"code": typed}).content.decode()

    def test_letters_taken_for_digits(self, tree, client):
        entry = verbs.publish(cases.punishment(tree.scjg))
        type(entry).objects.filter(pk=entry.pk).update(code="01AB0101AB")
        assert entry.title in client.get("/verify/OIABOLOIAB/").content.decode()

    @pytest.mark.parametrize("extra", ["X", "EXTRA", "1"])
    def test_a_code_with_more_behind_it_is_no_code(self, tree, client, extra):
        entry = verbs.publish(cases.punishment(tree.scjg))
        assert entry.title not in client.get(f"/verify/{entry.code}{extra}/").content.decode()


def test_a_towns_column_holds_what_happened_there(tree, client):
    entry = verbs.publish(cases.punishment(tree.scjg, town=tree.baisha.town))
    assert entry.path in client.get("/units/baisha/").content.decode()
    assert entry.path not in client.get("/units/fgw/").content.decode()


class TestCampaignBand:
    """The front page leads with the campaign that runs or comes next, never with one that is over."""

    @pytest.mark.parametrize(("first", "last", "shown"), [(-5, 5, True), (0, 0, True), (9, 12, True), (-9, -1, False)])
    def test_shown(self, tree, client, first, last, shown):
        today = clock.today()
        entry = verbs.publish(cases.campaign(starts_on=today + first * DAY, ends_on=today + last * DAY))
        assert (entry.path in client.get("/").content.decode()) is shown
