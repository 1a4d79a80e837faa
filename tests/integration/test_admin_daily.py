"""What clerks stumble over: dates as they type them, addresses nobody should invent, new names, ended cases."""

import datetime

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_modeladmin.helpers import AdminURLHelper

from cases.models import MediaReport, PunishmentCasePage
from cms import clock
from cms.register import verbs
from cms.rules.models import CalendarDay
from home.models import ColumnPage, InfoPage
from tests.factories import cases, site
from tests.integration.test_admin_forms import add_url, new_case


@pytest.fixture
def desk(tree, client):
    """A client of an administrator."""
    client.force_login(site.make_user(None, username="root", superuser=True))
    return client


@pytest.mark.parametrize("typed", ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日"])
def test_dates_are_read_as_people_type_them(desk, tree, typed):
    assert desk.post(add_url(tree), new_case(tree, decided_on=typed)).status_code == 302
    draft = PunishmentCasePage.objects.get().get_latest_revision_as_object()
    assert draft.decided_on == datetime.date(2026, 3, 5)


def test_what_is_no_date_stays_in_the_field_and_is_said(desk, tree):
    answer = desk.post(add_url(tree), new_case(tree, decided_on="上个月"))
    assert "decided_on" in answer.context["form"].errors
    assert 'value="上个月"' in answer.content.decode()
    assert '"validateOnBlur": false' in answer.content.decode()  # else the calendar makes another day of it


@pytest.mark.parametrize("model", [InfoPage, ColumnPage])
def test_the_address_may_be_left_empty(desk, tree, model):
    url = reverse("wagtailadmin_pages:add", args=["home", model._meta.model_name, tree.home.pk])
    data = {"title": "中文标题", "slug": "", "summary": "", "intro": "", "body": streamfield([])}
    data = nested_form_data(data | {"comments": inline_formset([])})
    assert desk.post(url, data).status_code == 302
    page = model.objects.get()
    assert len(page.slug) >= 8
    assert page.slug.isascii()


class TestNamesOfUnits:
    """A new name is written beside the old one."""

    def rename(self, desk, unit, since):
        """Adds a name by the form and leaves the end of the old one empty, as everyone does at first."""
        old = unit.names.get()
        names = [{"full": old.full, "short": old.short, "id": old.pk}, {"full": "江津区新名局", "short": "新名局"}]
        names[1]["valid_from"] = since.isoformat()
        data = {"code": unit.code, "kind": unit.kind, "town": "", "contact": ""}
        data = nested_form_data(data | {"names": inline_formset(names, initial=1)})
        assert desk.post(AdminURLHelper(type(unit)).get_action_url("edit", unit.pk), data).status_code == 302
        unit.refresh_from_db()

    def test_counts_from_its_first_day(self, desk, tree):
        unit, since = tree.scjg.unit, clock.today() - datetime.timedelta(days=3)
        self.rename(desk, unit, since)
        assert unit.short_name == "新名局"
        assert unit.name_on(since).short == "新名局"
        assert unit.name_on(since - datetime.timedelta(days=1)).short == "市场监管局"

    def test_does_not_count_before(self, desk, tree):
        self.rename(desk, tree.scjg.unit, clock.today() + datetime.timedelta(days=3))
        assert tree.scjg.unit.short_name == "市场监管局"


class TestEndedCase:
    """What has ended is neither corrected nor ended again."""

    @pytest.fixture
    def ended(self, tree):
        """A case whose publication has ended."""
        page = cases.punishment(tree.scjg)
        verbs.end(cases.published(page), reason="revoked", why="处罚决定已撤销")
        return page

    @pytest.mark.parametrize("act", ["publish", "end"])
    def test_pages_of_the_verbs_say_so_and_ask_nothing(self, desk, ended, act):
        answer = desk.get(reverse(f"desk_{act}", args=[ended.pk]))
        assert "已不在公示中" in answer.content.decode()
        assert b'<form method="post"' not in answer.content

    def test_the_editor_offers_no_publication(self, desk, ended):
        page = desk.get(reverse("wagtailadmin_pages:edit", args=[ended.pk]))
        assert b'name="action-verb"' not in page.content


def test_the_end_has_no_reason_by_itself(desk, tree):
    page = cases.punishment(tree.scjg)
    entry = cases.published(page)
    answer = desk.post(reverse("desk_end", args=[page.pk]), {"reason": "", "why": "说明"})
    assert "reason" in answer.context["form"].errors
    assert "说明" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.is_visible()


def test_the_confirmation_names_the_case(desk, tree):
    page = cases.punishment(tree.scjg)
    assert f'w-header__subtitle">{page.title}<' in desk.get(reverse("desk_publish", args=[page.pk])).content.decode()


def test_media_reports_are_listed_and_found_by_unit(desk, tree):
    day = clock.today()
    MediaReport.objects.create(unit=tree.scjg.unit, title="甲报道", medium="日报", level="city", published_on=day)
    MediaReport.objects.create(unit=tree.fgw.unit, title="乙报道", medium="日报", level="city", published_on=day)
    url = reverse("assessment_media")
    assert "乙报道" in desk.get(url).content.decode()
    some = desk.get(f"{url}?q=市场监管").content.decode()
    assert "甲报道" in some
    assert "乙报道" not in some


def test_holidays_are_listed_in_words_and_can_be_corrected(desk):
    url = AdminURLHelper(CalendarDay)
    assert "放假" in desk.get(url.index_url).content.decode()
    new = {"date": "2040年5月1日", "is_working": "", "name": "劳动节"}
    assert desk.post(url.get_action_url("create"), new).status_code == 302
    assert CalendarDay.objects.filter(date="2040-05-01", is_working=False).exists()


def test_a_copy_is_never_public_and_no_mirror(desk, tree):
    page = cases.punishment(tree.scjg)
    cases.published(page)
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert not {"publish_copies", "alias"} & set(desk.get(url).context["form"].fields)
    data = {"new_title": "副本", "new_slug": "x", "new_parent_page": tree.scjg.page.pk, "publish_copies": "on"}
    assert desk.post(url, data | {"alias": "on"}).status_code == 302
    copy = PunishmentCasePage.objects.exclude(pk=page.pk).get()
    assert not copy.live
    assert copy.alias_of is None


def test_the_help_menu_leads_to_no_other_host(desk):
    home = desk.get("/admin/").content.decode()
    assert "guide.wagtail.org" not in home
    assert "docs.wagtail.org" not in home
