"""The assessment in Wagtail's admin: addresses, menu, rules, permissions."""

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail_modeladmin.options import modeladmin_register

from cases.assessment import access
from cases.assessment.models import Quota, Weight
from cases.assessment.views import board, closing, items, media, rows, scores, unit, zero
from cms.desk.menu import offer
from cms.rules.admin import RuleAdmin

MENU = "register_assessment_menu_item"


@modeladmin_register
class QuotaAdmin(RuleAdmin):
    """Quotas, with history."""

    model = Quota
    menu_icon = "list-ol"
    add_to_admin_menu = False
    list_display = ("obligation", "unit_kind", "year", "required", "due_month", "due_day")
    list_filter = ("unit_kind", "obligation")


@modeladmin_register
class WeightAdmin(RuleAdmin):
    """Lines of the score sheet, with history."""

    model = Weight
    menu_icon = "order"
    add_to_admin_menu = False
    list_display = ("name", "unit_kind", "year", "counted", "points", "most")
    list_filter = ("unit_kind",)


@hooks.register("register_admin_menu_item")
def assessment_menu():
    """One menu for all of it."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(_("Assessment"), menu, name="assessment", icon_name="success", order=305)


def _may_keep(model):
    return lambda user: user.has_perm(f"assessment.change_{model}")


offer(MENU, _("Board of all units"), "assessment_board", access.sees_board, icon="table", order=10)
offer(
    MENU,
    _("Our unit's year"),
    "assessment_unit",
    lambda user: access.visible_units(user).exists(),
    icon="group",
    order=20,
)
offer(MENU, _("Media reports"), "assessment_media", access.has_desk, icon="doc-full-inverse", order=30)
offer(MENU, _("Zero reports"), "assessment_zeros", access.has_desk, icon="minus", order=40)
offer(MENU, _("Items of the plan"), "assessment_items", access.has_desk, icon="tasks", order=50)
offer(MENU, _("Closed years"), "assessment_years", access.sees_board, icon="lock", order=60)
offer(MENU, _("Quotas"), "assessment_quota_modeladmin_index", _may_keep("quota"), icon="list-ol", order=70)
offer(MENU, _("Weights"), "assessment_weight_modeladmin_index", _may_keep("weight"), icon="order", order=80)


@hooks.register("register_admin_urls")
def addresses():
    """The desk's addresses."""
    index, results = media.MediaIndexView, {"results_only": True}
    return [
        path("assessment/", board.board, name="assessment_board"),
        path("assessment/export/<slug:format>/", board.export, name="assessment_export"),
        path("assessment/rows/<slug:figure>/", rows.behind, name="assessment_rows"),
        path("assessment/unit/", unit.unit, name="assessment_unit"),
        path("assessment/scores/", scores.scores, name="assessment_scores"),
        path("assessment/scores/evidence/<int:pk>/", scores.evidence, name="assessment_score_evidence"),
        path("assessment/media/", index.as_view(), name="assessment_media"),
        path("assessment/media/results/", index.as_view(**results), name="assessment_media_results"),
        path("assessment/media/add/", media.edit, name="assessment_media_add"),
        path("assessment/media/<int:pk>/", media.report, name="assessment_media_report"),
        path("assessment/media/<int:pk>/edit/", media.edit, name="assessment_media_edit"),
        path("assessment/media/<int:pk>/delete/", media.delete, name="assessment_media_delete"),
        path("assessment/media/<int:pk>/screenshot/", media.screenshot, name="assessment_media_screenshot"),
        path("assessment/zero/", zero.ZeroIndexView.as_view(), name="assessment_zeros"),
        path("assessment/zero/results/", zero.ZeroIndexView.as_view(**results), name="assessment_zeros_results"),
        path("assessment/zero/add/", zero.file, name="assessment_zero_add"),
        path("assessment/zero/<int:pk>/", zero.zero, name="assessment_zero"),
        path("assessment/items/", items.items, name="assessment_items"),
        path("assessment/items/add/", items.edit, name="assessment_item_add"),
        path("assessment/items/<int:pk>/", items.edit, name="assessment_item"),
        path("assessment/duties/<int:pk>/", items.duty, name="assessment_duty"),
        path("assessment/duties/<int:pk>/evidence/", items.evidence, name="assessment_duty_evidence"),
        path("assessment/years/", closing.index, name="assessment_years"),
        path("assessment/years/<int:year>/", closing.closed_year, name="assessment_year"),
        path("assessment/years/<int:year>/close/", closing.close, name="assessment_close"),
    ]


@hooks.register("register_permissions")
def permissions():
    """Offers the permissions where groups are edited."""
    return Permission.objects.filter(content_type__app_label="assessment")
