"""The unit's home on the desk: what it owes, what was returned, what waits, what is public; never another unit's."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.reporting.desk import standing
from cms import clock
from cms.register import verbs
from cms.register.models import Entry
from cms.register.vocabulary import EndReason
from cms.units.models import Membership, Role
from tests.factories import cases
from tests.integration.reporting.clerks import Clerk, draft, refused, whole


@pytest.fixture
def clerk(people, client):
    return Clerk(client, people.reporter)


def desk_of(clerk, query=""):
    response = clerk.client.get(reverse("reporting_desk") + query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(html):
    """The count of each pile as it is shown."""
    found = re.findall(r'id="pile-(\w+)".*?report-count">(\d+)<', html, re.DOTALL)
    return {name: int(number) for name, number in found}


def pile(html, name):
    """The HTML of one pile."""
    return html.split(f'id="pile-{name}"')[1].split("</section>")[0]


EMPTY = {"returned": 0, "drafts": 0, "review": 0, "published": 0, "adopted": 0, "ended": 0}


def test_an_empty_desk_says_what_will_stand_there(clerk):
    html = desk_of(clerk)
    assert numbers(html) == EMPTY
    assert reverse("reporting_begin") in html
    assert "没有被退回的案例" in html
    assert "没有草稿" in html


def test_a_case_goes_from_pile_to_pile(clerk, tree, people, desk):
    pk = whole(clerk, tree.scjg.authority)
    html = desk_of(clerk)
    assert numbers(html) == EMPTY | {"drafts": 1}
    assert reverse("reporting_resume", args=[pk]) in pile(html, "drafts")
    clerk.submit(pk)
    html = desk_of(clerk)
    assert numbers(html) == EMPTY | {"review": 1}
    assert "成员单位审核" in pile(html, "review")
    assert "leader" in pile(html, "review"), "who has it"
    desk(people.leader).decide(draft(pk), "reject", comment="依据不全，请补第二款。")
    html = desk_of(clerk)
    assert numbers(html) == EMPTY | {"returned": 1}
    returned = pile(html, "returned")
    assert "依据不全，请补第二款。" in returned
    assert "leader" in returned
    assert f"{clock.today():%Y-%m-%d}" in returned
    assert reverse("reporting_resume", args=[pk]) in returned
    clerk.submit(pk)
    for name in ("leader", "editor", "legal"):
        desk(getattr(people, name)).decide(draft(pk))
    html = desk_of(clerk)
    assert numbers(html) == EMPTY | {"published": 1, "adopted": 1}
    assert "公示至" in pile(html, "published")
    verbs.end(Entry.objects.get(page_id=pk), reason=EndReason.REPAIRED, why="已修复。", by=people.root)
    assert numbers(desk_of(clerk)) == EMPTY | {"adopted": 1, "ended": 1}


def test_what_was_published_in_error_was_not_adopted(clerk, tree, people):
    entry = cases.published(cases.punishment(tree.scjg))
    verbs.end(entry, reason=EndReason.CORRECTED, why="有误。", by=people.root)
    assert numbers(desk_of(clerk)) == EMPTY | {"ended": 1}


def test_what_the_clock_has_ended_is_ended(clerk, tree):
    entry = cases.published(cases.punishment(tree.scjg))
    Entry.objects.filter(pk=entry.pk).update(visible_until=entry.visible_from + datetime.timedelta(microseconds=1))
    assert numbers(desk_of(clerk)) == EMPTY | {"adopted": 1, "ended": 1}


def test_reviews_passed_and_not_yet_public_wait_for_the_office(clerk, tree):
    cases.punishment(tree.scjg)
    html = desk_of(clerk)
    assert numbers(html) == EMPTY | {"review": 1}
    assert "三审已通过" in html


def test_a_correction_of_a_public_case_stays_public_and_is_in_review(clerk, tree, people):
    page = cases.punishment(tree.scjg)
    cases.published(page)
    page.save_revision(user=people.reporter)
    page.get_workflow().start(page, people.reporter)
    assert numbers(desk_of(clerk)) == EMPTY | {"published": 1, "adopted": 1, "review": 1}


def test_nothing_of_another_unit_is_told(clerk, tree, people, client):
    other = Clerk(client, people.other_reporter)
    other.begin()
    cases.published(cases.punishment(tree.fgw, title="他单位已公示的案例"))
    assert numbers(desk_of(clerk)) == EMPTY
    assert "他单位" not in desk_of(clerk)
    html = desk_of(clerk, f"?unit={tree.fgw.unit.code}")
    assert "江津区市场监管局" in html, "another's code leads to one's own desk"
    assert numbers(html) == EMPTY


def test_a_leader_sees_what_waits_for_the_leader(clerk, tree, people, client):
    pk = whole(clerk, tree.scjg.authority)
    clerk.submit(pk)
    leader = Clerk(client, people.leader)
    html = desk_of(leader)
    assert numbers(html)["waiting"] == 1
    assert reverse("reporting_reviews", args=[pk]) in pile(html, "waiting")
    assert "waiting" not in numbers(desk_of(clerk)), "the reporter reviews nothing"
    other = desk_of(Clerk(client, people.other_leader))
    assert numbers(other)["waiting"] == 0


def test_what_is_owed_stands_at_the_top(clerk, tree, people):
    html = desk_of(clerk)
    assert f"{clock.today().year}年应报送" in html
    assert "12-31" in html
    cases.published(cases.punishment(tree.scjg))
    assert "已完成" in desk_of(clerk)


def test_who_reports_for_two_units_changes_between_them(clerk, tree, people):
    Membership.objects.create(user=people.reporter, unit=tree.fgw.unit, role=Role.REPORTER)
    clerk.begin(unit=tree.fgw.unit.code)
    html = desk_of(clerk, "?unit=fgw")
    assert numbers(html)["drafts"] == 1
    assert numbers(desk_of(clerk, "?unit=scjg"))["drafts"] == 0
    assert "?unit=scjg" in html
    assert desk_of(clerk, "?unit=x")


def test_the_home_page_of_the_admin_is_the_desk_too(clerk, people, client, tree):
    clerk.begin()
    html = clerk.client.get(reverse("wagtailadmin_home")).content.decode()
    assert numbers(html)["drafts"] == 1
    assert f'"url": "{reverse("reporting_desk")}"' in html, "in the menu"
    assert "report-desk" not in Clerk(client, people.editor).client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_pile_has_its_own_page_in_portions(clerk, tree, people):
    from cases.reporting.wizard.drafts import _add

    for number in range(30):
        page = cases.punishment(tree.scjg, save=False, title=f"第{number}件草稿")
        page.owner = people.reporter
        _add(tree.scjg.page, page, people.reporter)
    assert "查看全部30件" in desk_of(clerk)
    html = desk_of(clerk, "?show=drafts")
    assert html.count("report-title") == 25
    assert "共30件" in html
    assert desk_of(clerk, "?show=drafts&page=2").count("report-title") == 5
    for query in ("?show=drafts&page=x", "?show=drafts&page=99", "?show=nothing", "?show=", "?page=2"):
        assert desk_of(clerk, query)


def test_every_pile_has_a_page_also_when_empty(clerk):
    for one in standing.PILES:
        assert str(one.empty) in desk_of(clerk, f"?show={one.name}")


def queries(clerk, address):
    clerk.client.get(address)  # what is remembered in the process is read
    with CaptureQueriesContext(
        connection,
    ) as asked:
        clerk.client.get(address)
    return len(asked)


@pytest.mark.parametrize(("name", "most"), [("reporting_desk", 48), ("wagtailadmin_home", 80)])
def test_thirty_cases_cost_no_query_more_than_one(clerk, tree, people, name, most):
    def more(count):
        for number in range(count):
            page = cases.punishment(tree.scjg, save=False, title=f"草稿{number}" + "很长的标题" * 12)
            page.owner = people.reporter
            tree.scjg.page.add_child(instance=page)
            page.save_revision(user=people.reporter)
            if number % 3 == 1:
                page.get_workflow().start(page, people.reporter)
            elif number % 3 == 2:
                cases.published(cases.reviewed(page))

    more(3)
    few = queries(clerk, reverse(name))
    more(27)
    many = queries(clerk, reverse(name))
    assert many <= few
    assert many <= most


def copy(clerk, page):
    return clerk.client.post(reverse("reporting_copy", args=[page.pk]))


def test_a_copy_takes_what_decisions_share_and_nothing_of_the_subject(clerk, tree, people):
    source = cases.punishment(tree.scjg, subject="江津区旧案商贸有限公司", text="旧案的事实。", area="social")
    entry = cases.published(source)
    response = copy(clerk, source)
    pk = int(response.url.split("/")[3])
    page = draft(pk)
    assert response.url == reverse("reporting_step", args=[pk, "decision"])
    assert (page.field, page.authority, page.area, page.unit) == (source.field, source.authority, "social", source.unit)
    assert page.violation_type == source.violation_type
    assert [basis.law for basis in page.bases.all()] == [basis.law for basis in source.bases.all()]
    assert page.subjects.count() == 0
    assert not page.document_number
    assert page.decided_on is None
    assert page.notified_on is None
    assert page.picture is None
    assert page.title == "未填标题的失信惩戒案例"
    assert len(page.body) == 0
    assert "旧案" not in str(page.latest_revision.content)
    assert "旧案的事实。" in clerk.open(pk, "text"), "shown beside the new text, not in it"
    assert numbers(desk_of(clerk))["drafts"] == 1
    verbs.end(entry, reason=EndReason.REPAIRED, why="已修复。", by=people.root)
    assert copy(clerk, source).status_code == 302, "an ended case may be the model of a new one"


def test_a_copy_of_an_honour_has_no_consent(clerk, tree):
    source = cases.honour(tree.scjg)
    cases.published(source)
    pk = int(copy(clerk, source).url.split("/")[3])
    page = source.__class__.objects.get(pk=pk).get_latest_revision_as_object()
    assert page.honour == source.honour
    assert page.consent_on is None
    assert page.subjects.count() == 0


def test_a_draft_is_gone_on_with_and_not_copied(clerk, tree, people):
    assert copy(clerk, draft(clerk.begin())).status_code == 404
    assert clerk.client.get(reverse("reporting_copy", args=[1])).status_code == 405


def test_the_history_tells_that_it_was_begun_after_another(clerk, tree):
    source = cases.punishment(tree.scjg)
    cases.published(source)
    pk = int(copy(clerk, source).url.split("/")[3])
    assert "参照已有案例新建" in clerk.client.get(reverse("wagtailadmin_pages:history", args=[pk])).content.decode()
    assert not refused(clerk.client.get(reverse("reporting_resume", args=[pk])))
