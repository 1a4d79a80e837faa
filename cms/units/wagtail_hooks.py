"""Reference data of units in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from cms.desk.menu import AllowedItem
from cms.desk.reference import ReferenceAdmin
from cms.rules.admin import RuleAdmin
from cms.rules.models import CalendarDay, DeadlineRule, Field, LoadedWord, PublicationRule, Regime
from cms.units import desk
from cms.units.models import Authority, Membership, Town, Unit


class UnitAdmin(ReferenceAdmin):
    """Units with their names over time."""

    model = Unit
    menu_icon = "group"
    list_display = ("short_name", "name", "code", "kind", "contact")
    list_filter = ("kind",)
    search_fields = ("name", "short_name", "code", "names__full", "names__short")


class TownAdmin(ReferenceAdmin):
    """Towns and subdistricts."""

    model = Town
    menu_icon = "site"
    list_display = ("name", "code")
    search_fields = ("name", "code")


class AuthorityAdmin(ReferenceAdmin):
    """Deciding authorities."""

    model = Authority
    menu_icon = "key"
    list_display = ("name", "code", "credit_code", "unit", "regime")
    list_select_related = ("unit", "regime")
    search_fields = ("name", "code", "credit_code")


class MembershipAdmin(RuleAdmin):
    """Who holds which role in which unit, and since when."""

    model = Membership
    menu_icon = "user"
    list_display = ("user", "unit", "role", "valid_from", "valid_to")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__last_name", "user__first_name", "unit__name", "unit__short_name")


class FieldAdmin(RuleAdmin):
    """The plan's 25 + 9 fields."""

    model = Field
    menu_icon = "tag"
    list_display = ("name", "code", "kind", "order")
    list_filter = ("kind",)
    search_fields = ("name", "code")


class RegimeAdmin(RuleAdmin):
    """Sectors with publication rules of their own."""

    model = Regime
    menu_icon = "folder-inverse"
    list_display = ("name",)
    search_fields = ("name", "code")


class PublicationRuleAdmin(RuleAdmin):
    """How long cases may be public."""

    model = PublicationRule
    menu_icon = "time"
    list_display = ("authority", "regime", "measure", "severity", "longest_months", "valid_from", "valid_to")
    list_filter = ("severity", "measure")
    list_select_related = ("regime",)
    search_fields = ("authority", "regime__name")


class LoadedWordAdmin(RuleAdmin):
    """Words that no headline says, and the neutral term."""

    model = LoadedWord
    menu_icon = "warning"
    list_display = ("word", "neutral", "why", "fine_in")
    search_fields = ("word", "neutral")


class DeadlineRuleAdmin(RuleAdmin):
    """Within how many days somebody has to act."""

    model = DeadlineRule
    menu_icon = "time"
    list_display = ("name", "authority", "days", "counting", "valid_from", "valid_to")
    list_filter = ("counting",)
    search_fields = ("name", "code", "authority")


class CalendarDayAdmin(RuleAdmin):
    """Holidays and make-up days, by which working days are counted."""

    model = CalendarDay
    menu_icon = "calendar-alt"
    list_display = ("date", "name", "kind")
    list_filter = ("is_working",)
    search_fields = ("name", "date")

    def kind(self, day):
        """In words: the pictures modeladmin shows for yes and no belong to Django's admin, which is not installed."""
        return _("make-up day") if day.is_working else _("holiday")

    kind.short_description = _("kind")


@modeladmin_register
class ReferenceGroup(ModelAdminGroup):
    """One menu for all reference data of the frame."""

    menu_label = _("Reference data")
    menu_icon = "list-ul"
    menu_order = 300
    items = (
        UnitAdmin,
        MembershipAdmin,
        TownAdmin,
        AuthorityAdmin,
        FieldAdmin,
        RegimeAdmin,
        PublicationRuleAdmin,
        DeadlineRuleAdmin,
        CalendarDayAdmin,
        LoadedWordAdmin,
    )


@hooks.register("register_admin_urls")
def people_urls():
    """The people of the own unit, and the hand-over of a role."""
    return [
        path("people/", desk.people, name="units_people"),
        path("people/<int:membership_id>/hand-over/", desk.hand_over_view, name="units_hand_over"),
    ]


@hooks.register("register_admin_menu_item")
def people_menu_item():
    """The place in the menu."""
    return AllowedItem(_("People of member units"), "units_people", desk.sees_people, icon_name="group", order=290)
