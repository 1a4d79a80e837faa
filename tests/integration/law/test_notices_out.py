"""What leaves this site: nothing that keeps a punished name beyond its time (domain rules §5; 民法典 1028, 1029;
信用信息修复管理办法: what has ended here is asked to be removed elsewhere).

民法典第一千零二十八条、第一千零二十九条: who is wronged by untrue content, or by a credit record, may demand its
correction or deletion in good time.
"""

import datetime
import io
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail_modeladmin.helpers import AdminURLHelper

from cms import clock
from cms.outbound.models import RemovalRequest, still_to_be_asked
from cms.register import verbs
from tests.factories import cases, site
from tests.integration.answers import read
from tests.integration.test_every_address_forgets import body
from tests.integration.test_files_of_entries import make_document, make_picture

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NAME = "江津区鼍鼓乐器有限公司"
KEPT_OUT = "noindex, noarchive"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def with_files(factory, kind, tree, **fields):
    """A public case with a picture at its head, one in its text, and an attachment."""
    document = make_document()
    page = factory(
        tree.scjg, subject=NAME, picture=make_picture(), body=body(kind, make_picture("码头.jpg"), document), **fields
    )
    entry = verbs.publish(page)
    files = [f"/media/{name}" for name in entry.files.filter(sha1="").values_list("name", flat=True)]
    return entry, [*files, document.url]


def locations(client):
    """The sitemap's addresses with their last changes."""
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    urls = ET.parse(io.BytesIO(read(answer))).getroot().findall("s:url", SPACE)
    return {url.findtext("s:loc", namespaces=SPACE): url.findtext("s:lastmod", namespaces=SPACE) for url in urls}


class TestSearchEngines:
    """Punishment cases are kept out; honours and everything else may be found."""

    def test_page_and_files_of_a_punishment_say_so(self, tree, client):
        entry, files = with_files(cases.punishment, "situation", tree)
        assert len(files) == 4
        for address in [entry.path, *files]:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert answer["X-Robots-Tag"] == KEPT_OUT, address
            read(answer)

    def test_page_and_files_of_an_honour_may_be_kept(self, tree, client):
        entry, files = with_files(cases.honour, "highlights", tree)
        for address in [entry.path, *files]:
            answer = client.get(address)
            assert "X-Robots-Tag" not in answer, address
            read(answer)

    def test_a_file_that_both_show_is_kept_out(self, tree, client):
        picture = make_picture()
        verbs.publish(cases.honour(tree.scjg, picture=picture))
        entry = verbs.publish(cases.punishment(tree.scjg, picture=picture))
        for file in entry.files.all():
            answer = client.get(f"/media/{file.name}")
            assert answer["X-Robots-Tag"] == KEPT_OUT
            read(answer)

    def test_lists_leave_no_copy_and_the_board_is_not_indexed(self, tree, client):
        assert client.get("/board/")["X-Robots-Tag"] == KEPT_OUT
        for address in ["/", "/honours/", "/units/scjg/"]:
            assert client.get(address)["X-Robots-Tag"] == "noarchive"

    def test_robots_name_the_sitemap(self, client, db, settings):
        settings.SITE_URL = "https://credit.example.invalid"
        text = client.get("/robots.txt").content.decode()
        assert "Sitemap: https://credit.example.invalid/sitemap.xml" in text
        assert "Disallow: /board/" not in text  # who may not come in never reads the noindex


class TestSitemap:
    """From the register: what is visible and no punishment, absolute by SITE_URL, with the last change."""

    def test_holds_what_may_be_found(self, tree, client, settings):
        settings.SITE_URL = "https://credit.example.invalid"
        shown = [verbs.publish(page) for page in (cases.honour(tree.scjg), cases.policy(), cases.information())]
        hidden = verbs.publish(cases.punishment(tree.scjg))
        draft = cases.honour(tree.scjg)
        found = locations(client)
        for entry in shown:
            changed = found[f"https://credit.example.invalid{entry.path}"]
            assert datetime.datetime.fromisoformat(changed) == entry.page.last_published_at
        paths = {urlsplit(address).path for address in found}
        assert {"/", "/honours/", "/policies/", "/units/scjg/"} <= paths
        assert not {hidden.path, "/board/", draft.get_url()} & paths

    def test_forgets_at_the_second_of_the_end(self, tree, client):
        entry = verbs.publish(cases.honour(tree.scjg, valid_years=1))
        with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False):
            assert any(address.endswith(entry.path) for address in locations(client))
        with time_machine.travel(entry.visible_until, tick=False):
            assert not any(address.endswith(entry.path) for address in locations(client))

    def test_costs_the_same_with_many_entries(self, tree, client, django_assert_max_num_queries):
        for _ in range(5):
            verbs.publish(cases.policy())
        locations(client)
        with django_assert_max_num_queries(30):
            locations(client)


class TestPreviewsOfLinks:
    """What a messenger shows of a link: title and description name nobody."""

    def test_the_head_of_a_punishment_page_names_nobody(self, tree, client):
        entry = verbs.publish(cases.punishment(tree.scjg, subject=NAME))
        text = client.get(entry.path).content.decode()
        head, rest = text.split("</head>")
        assert NAME not in head
        assert entry.title not in head
        assert entry.document_number in head  # tabs and bookmarks can be told apart
        assert 'property="og:' not in head
        assert 'name="description"' not in head
        assert f"<h1>{entry.title}</h1>" in rest

    def test_an_honour_may_be_previewed(self, tree, client):
        entry = verbs.publish(cases.honour(tree.scjg))
        head = client.get(entry.path).content.decode().split("</head>")[0]
        assert entry.title in head
        assert entry.summary in head

    def test_the_site_finds_it_all_the_same(self, tree, client):
        entry = verbs.publish(cases.punishment(tree.scjg, subject=NAME))
        assert entry.path in client.get("/search/", {"q": "鼍鼓乐器"}).content.decode()


class TestRemovalRequests:
    """The log of what was asked of search engines and sites, with evidence; closed ones stay as they are."""

    @pytest.fixture
    def ended(self, tree):
        entry = verbs.publish(cases.punishment(tree.scjg))
        verbs.end(entry, reason="repaired", why="修复")
        return entry

    @pytest.fixture
    def desk(self, tree, client):
        client.force_login(site.make_user("编辑", username="chief", superuser=True))
        return client

    def post(self, desk, entry, **changed):
        values = {
            "entry": entry.pk, "engine": "百度", "address": "", "requested_on": clock.today().isoformat(),
            "result": "waiting", "done_on": "", "evidence": "", "evidence_url": "", "remarks": "",
        }  # fmt: skip
        return desk.post(AdminURLHelper(RemovalRequest).get_action_url("create"), values | changed)

    def test_ended_cases_stand_on_the_list_until_somebody_is_asked(self, tree, desk, ended):
        public = verbs.publish(cases.punishment(tree.scjg))
        reward = verbs.publish(cases.honour(tree.scjg))
        verbs.end(reward, reason="withdrawn", why="撤回同意")
        assert list(still_to_be_asked()) == [ended]
        text = desk.get("/admin/removals/due/").content.decode()
        assert ended.title in text
        assert f"?entry={ended.pk}" in text
        assert f"?entry={public.pk}" not in text
        assert self.post(desk, ended).status_code == 302
        assert f"?entry={ended.pk}" not in desk.get("/admin/removals/due/").content.decode()

    def test_the_end_by_the_clock_counts(self, tree):
        entry = verbs.publish(cases.punishment(tree.scjg))
        with time_machine.travel(entry.visible_until, tick=False):
            assert list(still_to_be_asked()) == [entry]

    def test_the_form_starts_from_the_case_and_keeps_who_asks(self, desk, ended, settings):
        settings.SITE_URL = "https://credit.example.invalid"
        url = AdminURLHelper(RemovalRequest).get_action_url("create")
        assert f'<option value="{ended.pk}" selected>' in desk.get(f"{url}?entry={ended.pk}").content.decode()
        self.post(desk, ended)
        row = RemovalRequest.objects.get()
        assert row.requested_by.username == "chief"
        assert row.address == f"https://credit.example.invalid{ended.path}"

    def test_a_case_that_is_public_cannot_be_chosen(self, tree, desk):
        assert self.post(desk, verbs.publish(cases.punishment(tree.scjg))).status_code == 200
        assert not RemovalRequest.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"result": "removed"}, "done_on"),
            ({"done_on": "today"}, "result"),
            ({"result": "removed", "done_on": "today"}, "evidence"),
            ({"requested_on": "tomorrow"}, "requested_on"),
            ({"result": "refused", "done_on": "yesterday"}, "done_on"),
        ],
    )
    def test_result_day_and_evidence_belong_together(self, ended, fields, wrong):
        days = {"today": 0, "tomorrow": 1, "yesterday": -1}
        values = {
            name: clock.today() + datetime.timedelta(days=days[value]) if value in days else value
            for name, value in fields.items()
        }
        row = RemovalRequest(entry=ended, engine="百度", **values)
        with pytest.raises(ValidationError) as caught:
            row.full_clean()
        assert wrong in caught.value.message_dict
        if wrong != "requested_on":
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save()

    def test_a_closed_request_is_not_changed(self, desk, ended):
        self.post(desk, ended)
        row = RemovalRequest.objects.get()
        url = AdminURLHelper(RemovalRequest)
        assert desk.get(url.get_action_url("edit", row.pk)).status_code == 200
        row.result, row.done_on = "removed", clock.today()
        row.evidence_url = "https://search.example.invalid/answer"
        row.full_clean()
        row.save()
        assert desk.get(url.get_action_url("edit", row.pk)).status_code == 302  # the admin's way of refusing
        assert desk.post(url.get_action_url("delete", row.pk)).status_code == 302
        assert "search.example.invalid" in desk.get(url.get_action_url("inspect", row.pk)).content.decode()
        with pytest.raises(IntegrityError), transaction.atomic():
            RemovalRequest.objects.update(engine="别处")
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
        assert RemovalRequest.objects.get().engine == "百度"

    def test_editors_and_nobody_else(self, tree, client, ended, outsider):
        client.force_login(outsider)
        assert client.get("/admin/removals/due/").status_code in {302, 403}
        assert self.post(client, ended).status_code in {302, 403}
        assert not RemovalRequest.objects.exists()
