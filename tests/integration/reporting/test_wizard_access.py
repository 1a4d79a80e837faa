"""Who may open the wizard, for which cases, and what it answers to everybody else."""

import pytest
from django.urls import reverse

from cases.models import PunishmentCasePage
from cms.register import verbs
from cms.register.vocabulary import EndReason
from cms.units.models import Membership, Role
from tests.factories import cases
from tests.integration.reporting.clerks import Clerk, decision, draft, refused, text, whole

STEPS = ("decision", "subject", "text", "files", "check")


def statuses(client, pk, method="get"):
    """The answers of every address of one case, but the copy."""
    ask = getattr(client, method)
    found = {ask(reverse("reporting_step", args=[pk, step])).status_code for step in STEPS}
    return found | ({ask(reverse("reporting_resume", args=[pk])).status_code} if method == "get" else set())


@pytest.fixture
def clerk(people, client):
    return Clerk(client, people.reporter)


@pytest.fixture
def pk(clerk):
    return clerk.begin()


@pytest.mark.parametrize("name", ["leader", "editor", "root"])
def test_who_may_change_the_draft_goes_on_with_it(pk, people, client, name):
    other = Clerk(client, getattr(people, name))
    assert statuses(other.client, pk) == {200, 302}
    other.send(pk, "text", text(title="另一人写的标题"))
    assert draft(pk).title == "另一人写的标题"


def test_a_colleague_of_the_unit_goes_on_with_it(pk, tree, client):
    from tests.factories import site

    colleague = Clerk(client, site.make_member(tree.scjg, Role.REPORTER, "colleague"))
    assert statuses(colleague.client, pk) == {200, 302}
    assert draft(pk).draft_title in colleague.client.get(reverse("reporting_desk")).content.decode()


@pytest.mark.parametrize("name", ["other_reporter", "other_leader"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_of_another_unit_is_not_there(pk, people, client, name, method):
    outsider = Clerk(client, getattr(people, name)).client
    assert statuses(outsider, pk, method) == {404}
    assert outsider.post(reverse("reporting_copy", args=[pk])).status_code == 404
    assert outsider.get(reverse("reporting_known", args=[pk]) + "?x-name=江津").status_code == 404


def test_a_public_case_of_another_unit_is_seen_and_not_changed(tree, people, client):
    page = cases.punishment(tree.scjg)
    cases.published(page)
    outsider = Clerk(client, people.other_reporter).client
    for step in STEPS:
        address = reverse("reporting_step", args=[page.pk, step])
        assert refused(outsider.get(address))
        assert refused(outsider.post(address))
    assert refused(outsider.get(reverse("reporting_resume", args=[page.pk])))
    assert refused(outsider.post(reverse("reporting_copy", args=[page.pk])))


def test_nobody_signed_in_is_led_to_the_sign_in(pk, client):
    fresh = type(client)()
    for name in ("reporting_begin", "reporting_desk"):
        assert "/admin/login/" in fresh.get(reverse(name)).url
    for step in STEPS:
        assert "/admin/login/" in fresh.get(reverse("reporting_step", args=[pk, step])).url
        assert fresh.post(reverse("reporting_step", args=[pk, step]), {"next": "1"}).status_code == 302
    assert draft(pk).title == "未填标题的失信惩戒案例"


@pytest.mark.parametrize("name", ["editor", "legal", "supervisor", "root"])
def test_who_reports_for_no_unit_begins_nothing(people, client, name):
    person = Clerk(client, getattr(people, name)).client
    assert refused(person.get(reverse("reporting_begin")))
    assert refused(person.post(reverse("reporting_begin"), {"kind": "punishment"}))
    assert refused(person.get(reverse("reporting_desk")))
    assert PunishmentCasePage.objects.count() == 0


def test_a_case_is_begun_for_a_unit_of_one_s_own_only(clerk, tree, people):
    response = clerk.client.post(reverse("reporting_begin"), {"kind": "punishment", "unit": tree.fgw.unit.code})
    assert refused(response)
    Membership.objects.create(user=people.reporter, unit=tree.fgw.unit, role=Role.REPORTER)
    html = clerk.client.get(reverse("reporting_begin")).content.decode()
    assert 'name="unit"' in html
    assert draft(clerk.begin(unit=tree.fgw.unit.code)).unit == tree.fgw.unit


def test_a_town_reports_as_any_unit(tree, client):
    from tests.factories import site

    town = Clerk(client, site.make_member(tree.baisha, Role.REPORTER, "town"))
    page = draft(town.begin())
    assert page.unit == tree.baisha.unit
    assert page.town == tree.baisha.town


def test_a_kind_that_is_none_is_asked_again(clerk):
    for kind in ("", "policy", "x"):
        assert clerk.client.post(reverse("reporting_begin"), {"kind": kind}).status_code == 400


def test_a_unit_without_a_column_is_told(clerk, tree, people):
    other = Membership.objects.get(user=people.reporter)
    from cms.units.models import Unit, UnitName

    unit = Unit(code="new", kind="department")
    unit.names = [UnitName(full="江津区新设局", short="新设局")]
    unit.save()
    other.delete()
    Membership.objects.create(user=people.reporter, unit=unit, role=Role.REPORTER)
    assert "还没有栏目" in clerk.client.get(reverse("reporting_begin")).content.decode()
    assert refused(clerk.client.post(reverse("reporting_begin"), {"kind": "punishment"}))
    assert clerk.client.get(reverse("reporting_desk")).status_code == 200


def test_in_review_it_is_locked_and_says_so(clerk, tree, people):
    pk = whole(clerk, tree.scjg.authority)
    clerk.submit(pk)
    assert statuses(clerk.client, pk) == {403}
    html = clerk.client.get(reverse("reporting_step", args=[pk, "text"])).content.decode()
    assert "成员单位审核" in html
    assert "正在审核" in html or "审核中" in html
    before = draft(pk).latest_revision_id
    response = clerk.client.post(reverse("reporting_step", args=[pk, "text"]), text(summary="改") | {"seen": "x"})
    assert response.status_code == 403
    assert clerk.client.post(reverse("reporting_check", args=[pk]), {"version": "x"}).status_code == 403
    assert draft(pk).latest_revision_id == before
    saved = clerk.client.post(reverse("reporting_step", args=[pk, "text"]), text() | {"autosave": "1"})
    assert saved.status_code == 200
    assert "没有保存" in saved.content.decode()


def test_public_and_ended_cases_are_closed_and_say_why(clerk, tree, people):
    page = cases.punishment(tree.scjg)
    entry = cases.published(page)
    assert statuses(clerk.client, page.pk) == {403}
    assert "正在公示" in clerk.client.get(reverse("reporting_step", args=[page.pk, "text"])).content.decode()
    verbs.end(entry, reason=EndReason.REPAIRED, why="已修复。", by=people.root)
    assert statuses(clerk.client, page.pk) == {403}
    assert "已结束公示" in clerk.client.get(reverse("reporting_step", args=[page.pk, "text"])).content.decode()


def test_a_lock_of_the_editor_is_respected(clerk, pk, people):
    page = PunishmentCasePage.objects.get(pk=pk)
    page.locked, page.locked_by = True, people.editor
    page.save(clean=False)
    assert statuses(clerk.client, pk) == {403}
    assert "锁定" in clerk.client.get(reverse("reporting_step", args=[pk, "text"])).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_no_case_or_no_step_is_not_there(clerk, tree, pk, method):
    ask = getattr(clerk.client, method)
    for number in (tree.scjg.page.pk, tree.home.pk, 999_999):
        assert ask(reverse("reporting_step", args=[number, "text"])).status_code == 404
    assert ask(reverse("reporting_step", args=[pk, "nothing"])).status_code == 404


def test_where_to_go_is_one_of_the_steps(clerk, pk, tree):
    response = clerk.send(pk, "decision", decision(tree.scjg.authority) | {"go": "https://example.org/"}, button="x")
    assert response.url == reverse("reporting_step", args=[pk, "subject"])
    response = clerk.send(pk, "text", text() | {"go": "subject"}, button="x")
    assert response.url == reverse("reporting_step", args=[pk, "subject"])


def test_after_leaving_the_unit_nothing_is_open(clerk, pk, people):
    Membership.objects.filter(user=people.reporter).delete()
    assert statuses(clerk.client, pk) <= {403, 404, 302}
    assert clerk.client.get(reverse("reporting_desk")).status_code in {302, 403}
