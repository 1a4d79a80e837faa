"""Editorial quality in Wagtail's admin: addresses, menu, the data editors keep, permissions."""

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail_modeladmin.options import modeladmin_register

from cms.desk.menu import offer
from cms.quality import access, views
from cms.quality.models import FreshnessLimit, IgnoredLink, Term
from cms.rules.admin import RuleAdmin

MENU = "register_quality_menu_item"


@modeladmin_register
class TermAdmin(RuleAdmin):
    """Wrong and outdated wording, with history."""

    model = Term
    menu_icon = "edit"
    add_to_admin_menu = False
    list_display = ("wrong", "right", "kind", "severity", "valid_from", "valid_to", "note")
    list_filter = ("kind", "severity")
    search_fields = ("wrong", "right", "note")


@modeladmin_register
class FreshnessLimitAdmin(RuleAdmin):
    """After how many days a column is stale, with history."""

    model = FreshnessLimit
    menu_icon = "time"
    add_to_admin_menu = False
    list_display = ("kind", "days", "authority", "valid_from", "valid_to")


@modeladmin_register
class IgnoredLinkAdmin(RuleAdmin):
    """Addresses that are neither asked for nor reported, with history."""

    model = IgnoredLink
    menu_icon = "cross"
    add_to_admin_menu = False
    list_display = ("prefix", "reason")
    search_fields = ("prefix", "reason")


@hooks.register("register_admin_menu_item")
def quality_menu():
    """One menu for all of it."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(_("Editorial quality"), menu, name="quality", icon_name="glasses", order=307)


def _may_keep(model):
    return lambda user: user.has_perm(f"quality.change_{model}")


offer(MENU, _("Overview"), "quality", access.sees, icon="table", order=10)
offer(MENU, _("Finds of terms"), "quality_terms", access.sees, icon="edit", order=20)
offer(MENU, _("Freshness of columns"), "quality_columns", access.sees, icon="time", order=30)
offer(MENU, _("Broken links"), "quality_links", access.sees, icon="link", order=40)
offer(MENU, _("Terms"), "quality_term_modeladmin_index", _may_keep("term"), icon="list-ul", order=50)
offer(
    MENU,
    _("Limits of freshness"),
    "quality_freshnesslimit_modeladmin_index",
    _may_keep("freshnesslimit"),
    icon="calendar",
    order=60,
)
offer(
    MENU, _("Ignored links"), "quality_ignoredlink_modeladmin_index", _may_keep("ignoredlink"), icon="cross", order=70
)


@hooks.register("register_admin_urls")
def addresses():
    """The desk's addresses."""
    return [
        path("quality/", views.dashboard, name="quality"),
        path("quality/terms/", views.term_report, name="quality_terms"),
        path("quality/columns/", views.column_report, name="quality_columns"),
        path("quality/links/", views.link_report, name="quality_links"),
        path("quality/examine/", views.examine, name="quality_examine"),
        path("quality/export/<slug:what>/<slug:format>/", views.export, name="quality_export"),
    ]


@hooks.register("register_permissions")
def permissions():
    """Offers the permissions where groups are edited."""
    return Permission.objects.filter(content_type__app_label="quality")
