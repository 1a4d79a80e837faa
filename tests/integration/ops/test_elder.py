"""Elder mode: an address of its own for every public page, kept by every link, without a cookie."""

import re

import pytest
from django.test import override_settings

from cms.register import verbs
from cms.register.vocabulary import EndReason
from tests.factories import cases

pytestmark = pytest.mark.django_db
INTERNAL = re.compile(r'<(?:a|form)\b[^>]*?\b(?:href|action)="(/[^"/][^"]*|/)"[^>]*>')


def leads_out(html):
    """The links of a page, its files and the way out apart, that do not stay below /elder/."""
    found = [match.group(1) for match in INTERNAL.finditer(html) if "data-plain" not in match.group()]
    return [link for link in found if not link.startswith(("/elder/", "/api/", "/static/", "/media/"))]


ADDRESSES = ["/", "/board/", "/board/?class=serious", "/policies/", "/lookup/?q=企业", "/nothing/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_and_forms_stay_in_the_mode(tree, client, address):
    verbs.publish(cases.punishment(tree.scjg))
    plain, elder = client.get(address), client.get(f"/elder{address}")
    html = elder.content.decode()
    assert elder.status_code == plain.status_code
    assert 'data-mode="elder"' in html
    assert 'data-mode="elder"' not in plain.content.decode()
    assert leads_out(plain.content.decode())
    assert leads_out(html) == []
    assert re.search(r'<a data-plain href="([^"]*)"', html).group(1).startswith(address.split("?")[0])
    assert not elder.cookies


def test_names_the_usual_address_to_search_engines(tree, client):
    response = client.get("/elder/policies/")
    assert "noindex" in response["X-Robots-Tag"]
    assert re.search(r'rel="canonical" href="[^"]*[^r]/policies/"', response.content.decode())
    assert "noindex" not in client.get("/policies/")["X-Robots-Tag"]


def test_ended_case_is_gone_here_too(tree, client):
    entry = verbs.publish(cases.punishment(tree.scjg))
    assert entry.title in client.get(f"/elder{entry.path}").content.decode()
    verbs.end(entry, reason=EndReason.REPAIRED, why="已修复")
    response = client.get(f"/elder{entry.path}")
    assert response.status_code == 410
    assert entry.title not in response.content.decode()


def test_the_desk_has_no_elder_mode(tree, client, admin_client):
    assert client.get("/elder/admin/").status_code == 404
    assert admin_client.get("/elder/admin/pages/").status_code == 404
    assert client.get("/elder/elder/board/").status_code == 404


def test_files_and_redirects(tree, client):
    assert client.get("/elder/board/export.csv")["Content-Type"].startswith("text/csv")
    assert client.get("/elder/board")["Location"] == "/elder/board/"


def test_forms_answer_in_the_mode(tree, client):
    page = client.get("/elder/verify/?code=0000000000")
    assert leads_out(page.content.decode()) == []


class TestNotFound:
    def test_suggests_the_nearest_column_and_searches_for_the_words(self, tree, client):
        html = client.get("/bord/").content.decode()
        assert re.search(r'<a href="/board/">[^<]+</a>', html.split('class="search-line"')[0].split("<h1>")[1])
        assert 'value="bord"' in html

    @pytest.mark.parametrize("address", ["/%00/", "/" + "a" * 5000 + "/", "/信用修复/", "/../../etc/"])
    def test_never_fails(self, tree, client, address):
        assert client.get(address).status_code in {400, 404}

    def test_names_no_page_that_is_not_public(self, tree, client):
        page = cases.information()
        entry = verbs.publish(page)
        verbs.end(entry, reason=EndReason.WITHDRAWN, why="过时")
        assert page.title not in client.get(f"{entry.path[:-2]}/").content.decode()


@override_settings(SITE_URL="https://credit.example")
def test_links_of_running_text_say_that_they_lead_away(tree):
    from wagtail.rich_text import expand_db_html

    html = expand_db_html(
        '<p><a href="https://www.creditchina.gov.cn/">x</a><a href="https://credit.example/board/">y</a></p>'
    )
    assert '<a class="away" href="https://www.creditchina.gov.cn/" rel="noopener external" title=' in html
    assert '<a href="https://credit.example/board/">y</a>' in html
