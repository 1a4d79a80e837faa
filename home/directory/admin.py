"""The tables of the plan in the admin: lists and forms as of other reference data, with the history of each row."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from cms.rules.admin import RuleAdmin
from home.directory.columns.plan import offers
from home.directory.models import (
    CatalogueItem,
    CatalogueVersion,
    Contact,
    Counter,
    CreditPlace,
    JointMeasure,
    PlanOffer,
    PlatformSystem,
    TrainingEvent,
)


class PlanOfferAdmin(RuleAdmin):
    """The 39 items and their places; an item without a place that answers says so."""

    model = PlanOffer
    menu_icon = "list-ol"
    list_display = ("number", "title", "kind", "answers")
    list_filter = ("kind",)
    search_fields = ("title", "offer")

    def get_queryset(self, request):
        """Reads once which items have a place, for the whole list."""
        self.placed = {item.pk: item for item in offers()}
        return super().get_queryset(request)

    def answers(self, item):
        """How many of its places a reader can open now, or that there is none yet."""
        read = self.placed.get(item.pk)
        if read is None or not read.found:
            return _("no public place: readers see “in preparation”")
        if read.missing:
            return _("open: %(open)s; not open: %(closed)s") % {
                "open": len(read.found),
                "closed": "、".join(read.missing),
            }
        return _("open: %(open)s") % {"open": len(read.found)}

    answers.short_description = _("public places")


class JointMeasureAdmin(RuleAdmin):
    """Joint measures with their validity."""

    model = JointMeasure
    menu_icon = "order"
    list_display = ("name", "kind", "unit", "field", "valid_from", "valid_to")
    list_filter = ("kind",)
    list_select_related = ("unit", "field")
    search_fields = ("code", "name", "object", "basis", "unit__short_name", "field__name")


class CatalogueVersionAdmin(RuleAdmin):
    """Versions of the catalogue."""

    model = CatalogueVersion
    menu_icon = "history"
    list_display = ("name", "code", "document", "in_force_on")
    search_fields = ("name", "code", "document")


class CatalogueItemAdmin(RuleAdmin):
    """Items of the catalogue."""

    model = CatalogueItem
    menu_icon = "list-ul"
    list_display = ("code", "name", "version", "unit", "publicity", "field")
    list_filter = ("publicity", "subjects")
    list_select_related = ("version", "unit", "field")
    search_fields = ("code", "name", "version__name", "unit__short_name")


class PlatformSystemAdmin(RuleAdmin):
    """Systems of the platform."""

    model = PlatformSystem
    menu_icon = "desktop"
    list_display = ("name", "unit", "state", "as_of")
    list_filter = ("state",)
    list_select_related = ("unit",)
    search_fields = ("name", "purpose")


class ContactAdmin(RuleAdmin):
    """Contacts of units: a hand-over is a new row."""

    model = Contact
    menu_icon = "mail"
    list_display = ("unit", "office", "telephone", "person", "valid_from", "valid_to")
    list_select_related = ("unit",)
    search_fields = ("office", "unit__short_name", "unit__name")


class TrainingEventAdmin(RuleAdmin):
    """Trainings; the list can be taken away as CSV or Excel."""

    model = TrainingEvent
    menu_icon = "calendar-check"
    list_display = ("title", "held_on", "unit", "invited", "attended")
    list_select_related = ("unit",)
    list_export = ("title", "held_on", "place", "unit", "invited", "attended")
    search_fields = ("title", "place", "unit__short_name")


class CounterAdmin(RuleAdmin):
    """Targets of the plan."""

    model = Counter
    menu_icon = "tick-inverse"
    list_display = ("item", "year", "name", "value", "base", "target", "as_of")
    list_filter = ("year",)
    search_fields = ("name", "source")


class CreditPlaceAdmin(RuleAdmin):
    """Credit villages and towns."""

    model = CreditPlace
    menu_icon = "site"
    list_display = ("name", "level", "town", "year", "valid_from", "valid_to")
    list_filter = ("level",)
    list_select_related = ("town",)
    search_fields = ("name", "town__name", "issuer")


class DirectoryGroup(ModelAdminGroup):
    """One menu for all tables of the plan."""

    menu_label = _("Columns of the plan")
    menu_icon = "list-ol"
    menu_order = 280
    items = (
        PlanOfferAdmin,
        JointMeasureAdmin,
        CatalogueVersionAdmin,
        CatalogueItemAdmin,
        PlatformSystemAdmin,
        ContactAdmin,
        TrainingEventAdmin,
        CounterAdmin,
        CreditPlaceAdmin,
    )
