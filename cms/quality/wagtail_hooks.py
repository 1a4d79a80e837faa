"""Editorial quality in Wagtail's admin: addresses, menu, the data editors keep, permissions."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail_modeladmin.options import modeladmin_register

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


class Item(MenuItem):
    """Shown to those of whom `allowed` is true."""

    def __init__(self, label, name, allowed, **kwargs):
        super().__init__(label, reverse(name), name=name.replace("_", "-"), **kwargs)
        self.allowed = allowed

    def is_shown(self, request):
        """By what the page itself asks."""
        return self.allowed(request.user)


@hooks.register("register_admin_menu_item")
def quality_menu():
    """One menu for all of it."""
    menu = Menu(register_hook_name=MENU)
    return SubmenuMenuItem(_("Editorial quality"), menu, name="quality", icon_name="glasses", order=307)


def _offer(order, label, name, allowed, icon):
    hooks.register(MENU, lambda: Item(label, name, allowed, icon_name=icon, order=order))


def _may_keep(model):
    return lambda user: user.has_perm(f"quality.change_{model}")


_offer(10, _("Overview"), "quality", access.sees, "table")
_offer(20, _("Finds of terms"), "quality_terms", access.sees, "edit")
_offer(30, _("Freshness of columns"), "quality_columns", access.sees, "time")
_offer(40, _("Broken links"), "quality_links", access.sees, "link")
_offer(50, _("Terms"), "quality_term_modeladmin_index", _may_keep("term"), "list-ul")
_offer(60, _("Limits of freshness"), "quality_freshnesslimit_modeladmin_index", _may_keep("freshnesslimit"), "calendar")
_offer(70, _("Ignored links"), "quality_ignoredlink_modeladmin_index", _may_keep("ignoredlink"), "cross")


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
