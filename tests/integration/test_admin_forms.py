"""The forms of cases, and what the reference data refuses."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_modeladmin.helpers import AdminURLHelper

from campaigns.models import CampaignDay
from cases.models import PunishmentCasePage, PunishmentSubject
from cms.rules.models import Field, PublicationRule
from cms.units.models import Authority, Town, Unit
from tests.factories import cases, site


@pytest.fixture
def desk(tree, client):
    """A client of an administrator."""
    client.force_login(site.make_user(None, username="root", superuser=True))
    return client


def new_case(tree, penalty_types=("fine", "warning"), **changes):
    """What the form sends."""
    data = {
        "title": "某公司未履行义务案",
        "summary": "摘要",
        "unit": tree.scjg.unit.pk,
        "area": "business",
        "body": streamfield([]),
        "subjects": inline_formset([{"name": "某公司", "type": "legal", "code": ""}]),
        "bases": inline_formset([]),
        "comments": inline_formset([]),
    } | changes
    return nested_form_data(data) | {"penalty_types": list(penalty_types)}


def add_url(tree):
    return reverse("wagtailadmin_pages:add", args=["cases", "punishmentcasepage", tree.scjg.page.pk])


class TestCaseForm:
    """A punishment case as its reporter types it."""

    def test_kinds_of_penalty_are_boxes_and_stored_as_codes(self, desk, tree):
        html = desk.get(add_url(tree)).content.decode()
        assert html.count('name="penalty_types"') == 11
        assert desk.post(add_url(tree), new_case(tree)).status_code == 302
        assert PunishmentCasePage.objects.get().get_latest_revision_as_object().penalty_types == ["fine", "warning"]

    def test_unknown_kind_of_penalty_is_refused_and_the_text_kept(self, desk, tree):
        answer = desk.post(add_url(tree), new_case(tree, penalty_types=["beheading"], violation_facts="打好的字"))
        assert answer.status_code == 200
        assert "penalty_types" in answer.context["form"].errors
        assert "打好的字" in answer.content.decode()
        assert not PunishmentCasePage.objects.exists()

    def test_no_address_and_no_schedule_are_asked_and_what_is_sent_is_ignored(self, desk, tree):
        form = desk.get(add_url(tree)).context["form"]
        assert not {"slug", "go_live_at", "expire_at", "seo_title", "search_description"} & set(form.fields)
        desk.post(add_url(tree), new_case(tree, slug="zhangsan-gongsi", expire_at="2030-01-01 00:00"))
        page = PunishmentCasePage.objects.get().get_latest_revision_as_object()
        assert "zhangsan" not in page.slug
        assert page.expire_at is None

    def test_a_copy_gets_a_neutral_address(self, desk, tree):
        page = cases.punishment(tree.scjg)
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        assert 'type="hidden" name="new_slug"' in desk.get(url).content.decode()
        data = {"new_title": "副本", "new_slug": "zhangsan", "new_parent_page": tree.scjg.page.pk}
        assert desk.post(url, data).status_code == 302
        copy = PunishmentCasePage.objects.exclude(pk=page.pk).get()
        assert "zhangsan" not in copy.slug
        assert copy.slug != page.slug

    def test_offers_the_fields_of_punishments_and_the_own_unit(self, desk, tree):
        form = desk.get(add_url(tree)).context["form"]
        assert {field.kind for field in form.fields["field"].queryset} == {"punishment"}
        assert list(form.fields["unit"].queryset) == [tree.scjg.unit]
        assert form["unit"].initial == tree.scjg.unit.pk
        answer = desk.post(add_url(tree), new_case(tree, unit=tree.fgw.unit.pk))
        assert "unit" in answer.context["form"].errors

    def test_wrong_check_character_is_a_warning_to_confirm(self, desk, tree):
        code = "91500116MA0000001A"
        subject = {"name": "某公司", "type": "legal", "code": code}
        answer = desk.post(add_url(tree), new_case(tree, subjects=inline_formset([subject])))
        assert "校验" in str(answer.context["form"].formsets["subjects"].errors)
        assert code in answer.content.decode()
        confirmed = inline_formset([subject | {"code_confirmed": "on"}])
        assert desk.post(add_url(tree), new_case(tree, subjects=confirmed)).status_code == 302

    def test_seventeen_zeros_and_x_mean_no_code(self):
        subject = PunishmentSubject(name="某公司", code="0" * 17 + "X")
        subject.clean()
        assert subject.as_data()["code"] == ""


PARENTS = {
    "cases.PunishmentCasePage": {"home.UnitPage"},
    "cases.RewardCasePage": {"home.UnitPage"},
    "cases.BoardPage": {"home.HomePage"},
    "cases.HonoursPage": {"home.HomePage"},
    "campaigns.CampaignIndexPage": {"home.HomePage"},
    "campaigns.CampaignPage": {"campaigns.CampaignIndexPage"},
    "campaigns.CommitmentIndexPage": {"home.HomePage"},
    "campaigns.CommitmentPage": {"campaigns.CommitmentIndexPage"},
    "home.PolicyIndexPage": {"home.HomePage"},
    "home.PolicyArticlePage": {"home.PolicyIndexPage"},
    "home.UnitIndexPage": {"home.HomePage"},
    "home.UnitPage": {"home.UnitIndexPage"},
    "home.ServicesPage": {"home.HomePage"},
    "home.ColumnPage": {"home.HomePage", "home.UnitPage"},
    "home.InfoPage": {"home.HomePage", "home.ColumnPage", "home.UnitPage"},
    "directory.DirectoryPage": {"home.HomePage"},
    "directory.ListPage": {"directory.DirectoryPage"},
    "directory.OfferPage": {"directory.DirectoryPage"},
}


def test_where_each_page_type_may_stand(db):
    from wagtail.models import get_page_models

    ours = [model for model in get_page_models() if model is not Page]
    found = {model._meta.label: {parent._meta.label for parent in model.allowed_parent_page_models()} for model in ours}
    assert found.pop("home.HomePage") <= {"wagtailcore.Page"}
    assert found == PARENTS


class TestReferenceData:
    """Lists, searches, and deletion of what is in use."""

    @pytest.mark.parametrize("model", [Unit, Town, Authority, Field, PublicationRule, CampaignDay])
    def test_list_create_and_search_open(self, desk, model):
        url = AdminURLHelper(model)
        assert desk.get(url.index_url).status_code == 200
        assert desk.get(url.index_url + "?q=江津").status_code == 200
        assert desk.get(url.get_action_url("create")).status_code == 200

    @pytest.mark.parametrize("name", ["unit", "authority", "town", "field", "day"])
    def test_what_is_in_use_cannot_be_deleted_and_the_page_says_by_what(self, desk, tree, name):
        if name == "day":
            used = cases.campaign().day
        elif name == "town":
            used = tree.baisha.town
        else:
            page = cases.punishment(tree.scjg)
            used = getattr(page, name)
        answer = desk.post(AdminURLHelper(type(used)).get_action_url("delete", used.pk))
        assert answer.status_code == 200
        assert "正被" in answer.content.decode() or "引用" in answer.content.decode()
        assert type(used).objects.filter(pk=used.pk).exists()

    def test_what_is_not_in_use_can_be_deleted(self, desk):
        town = Town.objects.create(code="new", name="新镇")
        assert desk.post(AdminURLHelper(Town).get_action_url("delete", town.pk)).status_code == 302
        assert not Town.objects.filter(code="new").exists()
