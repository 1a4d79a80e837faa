"""Lists to take away: downloads with the same rows and columns, and feeds that forget what has ended."""

import csv
import datetime
import io
import json
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone
from openpyxl import load_workbook

from cms import clock
from cms.register import verbs
from cms.register.dictionary import NAMES
from tests.factories import cases
from tests.integration.answers import read

ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


def rows(client, address):
    """The records of a download, whatever its format, as dicts of texts (subjects as they stand there)."""
    answer = client.get(address)
    assert answer.status_code == 200
    content = read(answer)
    if ".json" in address:
        return json.loads(content)
    if ".csv" in address:
        assert content.startswith("\ufeff".encode())
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    head, *lines = load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.fixture
def entry(tree):
    """A public case whose title a spreadsheet would take for a formula."""
    return verbs.publish(cases.punishment(tree.scjg, title="=HYPERLINK(1)未履行义务案", town=tree.baisha.town))


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
class TestDownloads:
    """The three formats."""

    def test_columns_and_values(self, entry, client, settings, format):
        (row,) = rows(client, f"/board/export.{format}")
        assert tuple(row) == NAMES
        assert row["url"] == f"{settings.SITE_URL}{entry.path}"
        assert (row["kind"], row["class"], row["state"]) == ("punishment", "general", "published")
        assert row["decided_on"] == entry.decided_on.isoformat()
        assert datetime.datetime.fromisoformat(row["visible_until"]) == entry.visible_until
        assert row["visible_until"].endswith("+08:00")
        assert row["town"] == "白沙镇"
        subject = entry.subjects.get()
        assert subject.name in str(row["subjects"])
        assert subject.code in str(row["subjects"])

    def test_no_text_starts_a_formula(self, entry, client, format):
        title = rows(client, f"/board/export.{format}")[0]["title"]
        assert title == (entry.title if format == "json" else f"'{entry.title}")

    def test_is_the_list_under_the_filters(self, entry, tree, client, format):
        verbs.publish(cases.punishment(tree.fgw, subject="江津区另一家有限公司"))
        assert len(rows(client, f"/board/export.{format}")) == 2
        assert len(rows(client, f"/board/export.{format}?unit=fgw")) == 1
        assert len(rows(client, f"/board/export.{format}?q=另一家")) == 1
        assert rows(client, f"/honours/export.{format}") == []

    def test_forgets_at_the_end(self, entry, client, format):
        with time_machine.travel(entry.visible_until, tick=False):
            assert rows(client, f"/board/export.{format}") == []

    def test_stays_out_of_search_engines(self, entry, client, format):
        answer = client.get(f"/board/export.{format}")
        read(answer)
        assert answer["X-Robots-Tag"] == "noindex, noarchive"
        assert f'filename="board.{format}"' in answer["Content-Disposition"]

    def test_reads_in_few_queries(self, entry, tree, client, django_assert_max_num_queries, format):
        for _ in range(30):
            verbs.publish(cases.punishment(tree.scjg))
        with django_assert_max_num_queries(4):
            assert len(rows(client, f"/board/export.{format}")) == 31


@pytest.mark.parametrize("address", ["/units/export.csv", "/nothing/export.json", "/export.csv", "/board/export.pdf"])
def test_where_no_list_is_there_is_no_file(tree, client, address):
    assert client.get(address).status_code == 404


def test_the_page_offers_this_very_list(entry, client):
    text = client.get("/board/?unit=scjg&order=published").content.decode()
    for name in ("export.csv", "export.xlsx", "export.json"):
        assert f"/board/{name}?unit=scjg&amp;order=published" in text
        assert f'"/board/{name}"' in text  # the whole list beside it
    assert text.count("/board/feed.atom?unit=scjg") == 2  # in the head and beneath the list


class TestFeed:
    """Atom, and the tombstones of RFC 6721."""

    def parse(self, client, address="/board/feed.atom"):
        answer = client.get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        return ElementTree.fromstring(answer.content)

    def test_an_entry(self, entry, client, settings):
        feed = self.parse(client)
        (item,) = feed.findall("a:entry", ATOM)
        assert item.find("a:title", ATOM).text == entry.title
        assert item.find("a:id", ATOM).text == f"tag:127.0.0.1,2026:entry:{entry.code}"
        assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"{settings.SITE_URL}/board/feed.atom"

    def test_filters_apply(self, entry, client):
        assert self.parse(client, "/board/feed.atom?unit=fgw").findall("a:entry", ATOM) == []

    def test_an_ended_entry_becomes_a_tombstone_that_names_nobody(self, entry, client, settings):
        with time_machine.travel(entry.visible_until + datetime.timedelta(days=1), tick=False):
            answer = client.get("/board/feed.atom")
            feed = ElementTree.fromstring(answer.content)
        (stone,) = feed.findall("at:deleted-entry", ATOM)
        assert stone.get("ref") == f"tag:127.0.0.1,2026:entry:{entry.code}"
        assert datetime.datetime.fromisoformat(stone.get("when")) == timezone.localtime(entry.visible_until)
        assert feed.findall("a:entry", ATOM) == []
        for word in (entry.title, entry.subjects.get().name, entry.document_number):
            assert word not in answer.content.decode()

    def test_a_hidden_entry_is_taken_back_until_it_is_shown_again(self, entry, client):
        verbs.suspend(entry, why="法院裁定")
        assert len(self.parse(client).findall("at:deleted-entry", ATOM)) == 1
        verbs.resume(entry, why="裁定撤销")
        assert self.parse(client).findall("at:deleted-entry", ATOM) == []

    def test_what_ended_long_ago_is_forgotten(self, entry, client):
        with time_machine.travel(entry.visible_until + datetime.timedelta(days=70), tick=False):
            assert self.parse(client).findall("at:deleted-entry", ATOM) == []

    def test_policies_and_honours_have_theirs(self, tree, client):
        verbs.publish(cases.honour(tree.scjg))
        verbs.publish(cases.policy(), at=clock.now())
        for address in ("/honours/feed.atom", "/policies/feed.atom"):
            assert len(self.parse(client, address).findall("a:entry", ATOM)) == 1
