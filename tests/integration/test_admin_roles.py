"""Who sees which buttons, and who is refused where."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_modeladmin.helpers import AdminURLHelper

from cms.register import verbs
from cms.register.models import Entry
from cms.units.models import Role, Town
from tests.factories import cases, site


@pytest.fixture
def case(tree):
    """A complete case of the market regulator, saved as a draft."""
    return cases.punishment(tree.scjg)


# Everyone of the desk who may not use the verbs, by unit and role.
WITHOUT_VERBS = {
    "reporter": ("scjg", Role.REPORTER),
    "leader": ("scjg", Role.LEADER),
    "legal": ("fgw", Role.LEGAL),
    "supervisor": ("fgw", Role.SUPERVISOR),
    "foreign reporter": ("fgw", Role.REPORTER),
    "outsider": (None, None),
}


@pytest.fixture(params=WITHOUT_VERBS)
def someone(request, tree):
    """Each of them in turn."""
    where, role = WITHOUT_VERBS[request.param]
    name = request.param.replace(" ", "-")
    return site.make_member(getattr(tree, where), role, name) if where else site.make_user(None, username=name)


class TestWithoutTheVerbs:
    """Reporter, leader, legal reviewer, supervisor, another unit's reporter, outsider."""

    def test_cannot_open_or_send_the_confirmation_pages(self, someone, case, client):
        client.force_login(someone)
        url = reverse("desk_publish", args=[case.pk])
        assert client.get(url).status_code in {302, 403, 404}
        assert client.post(url).status_code in {302, 403, 404}
        assert not Entry.objects.exists()

    def test_cannot_end(self, someone, case, client):
        verbs.publish(case)
        client.force_login(someone)
        url = reverse("desk_end", args=[case.pk])
        assert client.post(url, {"reason": "withdrawn", "why": "x"}).status_code in {302, 403, 404}
        assert Entry.objects.get().is_visible()

    def test_no_post_of_the_editor_publishes(self, someone, case, client):
        case.owner = someone
        case.save(update_fields=["owner"])
        client.force_login(someone)
        url = reverse("wagtailadmin_pages:edit", args=[case.pk])
        page = client.get(url)
        if page.status_code == 200:
            assert b'name="action-publish"' not in page.content
            assert b'name="action-verb"' not in page.content
            data = querydict_from_html(page.content.decode(), form_id="page-edit-form")
            data["body-count"] = "0"
        else:
            data = {}
        for button in ("action-publish", "action-verb"):
            client.post(url, {**data, button: "1"}, follow=True)
        assert not Entry.objects.exists()
        case.refresh_from_db()
        assert not case.live

    def test_reference_data_is_closed(self, someone, client):
        client.force_login(someone)
        town = Town.objects.create(code="new", name="新镇")
        url = AdminURLHelper(Town)
        for address in (url.index_url, url.get_action_url("create"), url.get_action_url("edit", town.pk)):
            assert client.get(address).status_code in {302, 403, 404}
        client.post(url.get_action_url("delete", town.pk))
        assert Town.objects.filter(pk=town.pk).exists()


@pytest.mark.parametrize("name", ["foreign", "outsider"])
def test_another_units_draft_is_not_shown(tree, case, client, name):
    user = (
        site.make_member(tree.fgw, Role.REPORTER, "foreign")
        if name == "foreign"
        else site.make_user(None, username="outsider")
    )
    client.force_login(user)
    for view in ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:view_draft"):
        assert client.get(reverse(view, args=[case.pk])).status_code in {302, 403, 404}, view


class TestEditor:
    """The credit office."""

    def test_sees_the_verb_and_publishes(self, editor, case, client):
        client.force_login(editor)
        edit, url = reverse("wagtailadmin_pages:edit", args=[case.pk]), reverse("desk_publish", args=[case.pk])
        page = client.get(edit)
        assert b'name="action-publish"' not in page.content
        # What three people passed is not saved again, which would need three reviews more: a link leads on.
        assert b'name="action-verb"' not in page.content
        assert f'href="{url}"' in page.content.decode()
        assert client.get(url).status_code == 200
        assert client.post(url).status_code == 302
        assert Entry.objects.get().is_visible()

    def test_is_told_what_is_missing(self, editor, tree, client):
        page = cases.punishment(tree.scjg, impact_assessment="")
        client.force_login(editor)
        answer = client.post(reverse("desk_publish", args=[page.pk]))
        assert "影响评估" in answer.content.decode()
        assert not Entry.objects.exists()

    def test_corrects_and_ends(self, editor, case, client):
        verbs.publish(case)
        client.force_login(editor)
        url = reverse("desk_publish", args=[case.pk])
        assert "what" in client.post(url, {"what": ""}).context["form"].errors
        assert client.post(url, {"what": "更正数额。"}).status_code == 302
        answer = client.post(reverse("desk_end", args=[case.pk]), {"reason": "repaired", "why": "已修复"})
        assert answer.status_code == 302
        assert not Entry.objects.visible().exists()

    def test_edits_reference_data_with_its_permissions(self, editor, client):
        editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="units"))
        client.force_login(editor)
        url = AdminURLHelper(Town)
        assert client.post(url.get_action_url("create"), {"code": "new", "name": "新镇"}).status_code == 302
        assert Town.objects.filter(code="new").exists()


@pytest.mark.parametrize("asked", ["browsed", "searched"])
def test_the_page_chooser_offers_no_title_of_another_unit(tree, client, asked):
    """Neither a draft nor what has ended; what is public, and the own unit's, are there to link to."""
    for unit, name in ((tree.scjg, "foreign"), (tree.fgw, "own")):
        cases.punishment(unit, title=f"{name}-draft某公司案")
        ended = cases.punishment(unit, title=f"{name}-ended某公司案")
        verbs.end(verbs.publish(ended), reason="repaired", why="修复")
        verbs.publish(cases.punishment(unit, title=f"{name}-public某公司案"))
    client.force_login(site.make_member(tree.fgw, Role.REPORTER, "reporter"))
    if asked == "searched":
        addresses = [reverse("wagtailadmin_choose_page_search") + "?q=公司案"]
    else:
        units = (tree.scjg.page, tree.fgw.page)
        addresses = [reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in units]
    text = "".join(client.get(address).content.decode() for address in addresses)
    for word in ("foreign-draft", "foreign-ended"):
        assert word not in text, word
    for word in ("foreign-public", "own-public", "own-draft", "own-ended"):
        assert word in text, word
