"""Campaigns in the admin: addresses, menu, reference data, permissions."""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail_modeladmin.options import modeladmin_register

from campaigns import access
from campaigns.desk import editions, reports
from campaigns.models import ActivityReport, CampaignDay, ChecklistItem, DayRule
from cms.desk.menu import offer
from cms.rules.admin import RuleAdmin

MENU = "register_campaigns_menu_item"


@modeladmin_register
class CampaignDayAdmin(RuleAdmin):
    """The days on which the district campaigns."""

    model = CampaignDay
    menu_icon = "calendar"
    add_to_admin_menu = False
    list_display = ("name", "code", "aliases")
    search_fields = ("name", "aliases", "code")


@modeladmin_register
class DayRuleAdmin(RuleAdmin):
    """When they fall, in which years, and by whose decision."""

    model = DayRule
    menu_icon = "calendar-alt"
    add_to_admin_menu = False
    list_display = ("day", "part", "in_words", "valid_from", "valid_to", "name")
    list_filter = ("part", "kind")
    list_select_related = ("day",)
    search_fields = ("day__name", "name", "authority")


@modeladmin_register
class ChecklistAdmin(RuleAdmin):
    """From what the tasks of an edition are made."""

    model = ChecklistItem
    menu_icon = "list-ul"
    add_to_admin_menu = False
    list_display = ("title", "stage", "days", "day", "only_organiser", "used")
    list_filter = ("stage", "in_use")
    list_select_related = ("day",)

    def only_organiser(self, item):
        """Whether the other units are spared it, in a word."""
        return _("yes") if item.organiser_only else _("no")

    def used(self, item):
        """Whether new editions take it up, in a word."""
        return _("yes") if item.in_use else _("no")

    only_organiser.short_description = gettext_lazy("for the organising unit only")
    used.short_description = gettext_lazy("in use")


@hooks.register("register_admin_menu_item")
def campaigns_menu():
    """One menu for all of it."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(gettext_lazy("Campaigns"), menu, name="campaigns", icon_name="calendar", order=308)


def _may_keep(model):
    return lambda user: user.has_perm(f"campaigns.change_{model}")


offer(MENU, gettext_lazy("Editions and tasks"), "campaigns_editions", access.has_desk, icon="tasks", order=10)
offer(MENU, gettext_lazy("Reports of activities"), "campaigns_reports", access.has_desk, icon="group", order=20)
for number, (model, label, icon) in enumerate([
    ("campaignday", gettext_lazy("Campaign days"), "calendar"),
    ("dayrule", gettext_lazy("Rules of campaign days"), "calendar-alt"),
    ("checklistitem", gettext_lazy("Checklist"), "list-ul"),
]):  # fmt: skip
    offer(MENU, label, f"campaigns_{model}_modeladmin_index", _may_keep(model), icon=icon, order=30 + number)


@hooks.register("register_admin_urls")
def addresses():
    """The desk's addresses."""
    return [
        path("campaigns/editions/", editions.index, name="campaigns_editions"),
        path("campaigns/editions/<int:pk>/", editions.edition, name="campaigns_edition"),
        path("campaigns/editions/<int:pk>/change/", editions.change, name="campaigns_edition_change"),
        path("campaigns/editions/<int:edition_pk>/report/", reports.add, name="campaigns_report_add"),
        path("campaigns/reports/", reports.index, name="campaigns_reports"),
        path("campaigns/reports/<int:pk>/", reports.report, name="campaigns_report"),
        path("campaigns/reports/<int:pk>/change/", reports.change, name="campaigns_report_change"),
        path("campaigns/reports/<int:pk>/delete/", reports.delete, name="campaigns_report_delete"),
    ]


@hooks.register("register_permissions")
def permissions():
    """Offers the permissions where groups are edited."""
    return Permission.objects.filter(content_type__app_label="campaigns", codename="plan_editions")


@hooks.register("before_delete_page")
def keep_reported_page(request, page):
    """A page whose edition has reports is not deleted: they would lead nowhere."""
    if ActivityReport.objects.filter(edition__page_id=page.pk).exists():
        messages.error(request, _("Units have reported activities of this edition; the page is not deleted."))
        return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    return None
