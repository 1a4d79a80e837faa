"""Feeds by the rules of Atom (RFC 4287) and of tombstones (RFC 6721); what else is offered to machines."""

import datetime
import json
import re
from xml.etree import ElementTree

import pytest
import time_machine

from cms import clock
from cms.register import verbs
from tests.factories import cases

ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
FEEDS = [
    "/board/feed.atom", "/honours/feed.atom", "/policies/feed.atom", "/campaigns/feed.atom", "/units/scjg/feed.atom",
    "/changes/feed.atom",
]  # fmt: skip
TAG = re.compile(r"tag:[a-z0-9.\-]+,\d{4}:\S+")


def parse(client, address):
    """The feed at an address."""
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


@pytest.fixture
def public(tree):
    """An entry of each kind, and one that has ended."""
    entries = [
        verbs.publish(cases.punishment(tree.scjg)),
        verbs.publish(cases.honour(tree.scjg)),
        verbs.publish(cases.policy()),
    ]
    verbs.end(verbs.publish(cases.punishment(tree.scjg)), reason="repaired", why="信用修复")
    return entries


@pytest.mark.parametrize("address", FEEDS)
class TestAtom:
    """What the standard asks of every feed."""

    def test_has_what_a_feed_needs(self, public, client, settings, address):
        feed = parse(client, address)
        assert TAG.fullmatch(feed.find("a:id", ATOM).text)
        assert feed.find("a:title", ATOM).text
        datetime.datetime.fromisoformat(feed.find("a:updated", ATOM).text)
        assert feed.find("a:author/a:name", ATOM).text == "信用江津"
        assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"{settings.SITE_URL}{address}"
        ids = [TAG.fullmatch(entry.find("a:id", ATOM).text)[0] for entry in feed.findall("a:entry", ATOM)]
        assert len(set(ids)) == len(ids)
        for entry in feed.findall("a:entry", ATOM):
            for name in ("title", "updated", "published"):
                assert entry.find(f"a:{name}", ATOM).text
            assert entry.find("a:link", ATOM).get("href").startswith(settings.SITE_URL)
            assert entry.find("a:updated", ATOM).text >= entry.find("a:published", ATOM).text
        newest = [entry.find("a:updated", ATOM).text for entry in feed.findall("a:entry", ATOM)]
        assert newest == sorted(newest, reverse=True)
        gone = [stone.get("ref") for stone in feed.findall("at:deleted-entry", ATOM)]
        assert all(TAG.fullmatch(ref) for ref in gone)
        assert not set(gone) & set(ids)

    def test_is_sent_once(self, public, client, address):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_empty(self, tree, client, address):
        feed = parse(client, address)
        assert feed.findall("a:entry", ATOM) == []
        assert feed.find("a:updated", ATOM).text


class TestSubscriptions:
    """A field, a unit, a company's honours."""

    def count(self, client, address):
        return len(parse(client, address).findall("a:entry", ATOM))

    def test_a_unit_and_a_field(self, public, tree, client):
        verbs.publish(cases.punishment(tree.fgw))
        assert self.count(client, "/units/fgw/feed.atom") == 1
        assert self.count(client, "/units/scjg/feed.atom") == 2
        assert self.count(client, "/units/scjg/feed.atom?type=honour") == 1
        assert self.count(client, "/board/feed.atom?field=quality") == 2
        assert client.get("/units/scjg/feed.atom")["X-Robots-Tag"] == "noindex, noarchive"

    def test_a_companys_honours(self, public, tree, client):
        verbs.publish(cases.honour(tree.scjg))
        code = public[1].subjects.get().code
        assert self.count(client, f"/honours/feed.atom?subject={code}") == 1
        assert f"/honours/feed.atom?subject={code}" in client.get(public[1].path).content.decode()
        # Never wider than what was asked.
        for wrong in ("", "x", "%00", "9" * 500):
            assert self.count(client, f"/honours/feed.atom?subject={wrong}") == 0

    def test_the_tombstones_of_a_company_tell_nothing_of_it(self, public, tree, client):
        code = public[1].subjects.get().code
        verbs.end(public[1], reason="withdrawn", why="撤回同意")
        others = parse(client, "/honours/feed.atom?subject=91500116MA0000008T")
        own = parse(client, f"/honours/feed.atom?subject={code}")
        assert [s.get("ref") for s in own.findall("at:deleted-entry", ATOM)] == [
            s.get("ref") for s in others.findall("at:deleted-entry", ATOM)
        ]

    def test_a_correction_is_an_update(self, public, client):
        with time_machine.travel(clock.now() + datetime.timedelta(days=2), tick=False):
            page = public[0].page.specific
            page.penalty = "罚款二万元"
            page.save_revision()
            cases.reviewed(page)
            verbs.correct(public[0], what="更正罚款数额")
            entry = parse(client, "/board/feed.atom").find("a:entry", ATOM)
            assert datetime.datetime.fromisoformat(entry.find("a:updated", ATOM).text) == clock.now()

    def test_pages_announce_their_feeds(self, public, client):
        for address in ("/board/", "/honours/", "/policies/", "/campaigns/", "/units/scjg/", "/changes/"):
            assert 'type="application/atom+xml"' in client.get(address).content.decode(), address


class TestLinkedData:
    """JSON-LD of schema.org."""

    def data(self, client, entry):
        found = re.search(
            r'<script type="application/ld\+json">(.*?)</script>', client.get(entry.path).content.decode()
        )
        return found and json.loads(found[1])

    def test_of_honours_and_policies(self, public, client):
        honour = self.data(client, public[1])
        assert (honour["@type"], honour["headline"]) == ("Article", public[1].title)
        assert honour["about"][0]["identifier"] == public[1].subjects.get().code
        policy = self.data(client, public[2])
        assert (policy["@type"], policy["legislationIdentifier"]) == ("Legislation", public[2].document_number)

    def test_none_of_punishments(self, public, client):
        assert self.data(client, public[0]) is None

    def test_no_text_is_markup(self, tree, client):
        entry = verbs.publish(cases.policy(title="</script><script>alert(1)</script>"))
        assert self.data(client, entry)["name"] == entry.title


def test_the_sitemap_has_the_pages_of_data_and_no_punishment(public, client):
    text = client.get("/sitemap.xml").content.decode()
    for path in ("/figures/", "/data/", "/widget/", public[1].path):
        assert path in text
    for path in ("/board/", "/changes/", public[0].path):
        assert f"{path}<" not in text


def test_downloads_tell_these_from_all(public, tree, client):
    verbs.publish(cases.punishment(tree.fgw))
    text = client.get("/board/?unit=fgw").content.decode()
    assert "筛选出的 1 条下载" in text
    assert "整个列表 2 条下载" in text
    assert "全部 2 条下载" in client.get("/board/").content.decode()
    text = client.get("/board/?q=建材&unit=fgw").content.decode()
    assert "筛选出的 1 条下载" in text
    assert "整个列表 2 条下载" in text


def test_open_data_page(public, client):
    text = client.get("/data/").content.decode()
    assert "全部 1 条下载" in text
    for name in ("visible_until", "document_number", "unit_code"):
        assert f"<code>{name}</code>" in text
    for entry in public:
        assert entry.title not in text
