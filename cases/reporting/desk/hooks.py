"""The unit's desk in Wagtail's admin: its address, its place in the menu, and on the home page."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cases.reporting.desk import views
from cms.units.members import units_of


@hooks.register("register_admin_urls")
def desk_urls():
    """The unit's home."""
    return [path("reporting/", views.desk, name="reporting_desk")]


class DeskMenuItem(MenuItem):
    """Shown to the people of units."""

    def is_shown(self, request):
        """Reporters and leaders."""
        return units_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    """First in the menu: it is what a clerk comes for."""
    return DeskMenuItem(_("Report cases"), reverse("reporting_desk"), icon_name="form", order=10)


class DeskPanel(Component):
    """The desk on the admin's home page."""

    name = "reporting_desk"
    template_name = "reporting/desk/panel.html"
    order = 10

    def get_context_data(self, parent_context):
        """As on the page of its own."""
        request = parent_context["request"]
        unit, units = views.unit_of(request)
        return views.desk_context(request, unit, units) | {
            "request": request,
            "csrf_token": parent_context.get("csrf_token"),
        }


@hooks.register("construct_homepage_panels")
def desk_panel(request, panels):
    """For the people of units."""
    if units_of(request.user).exists():
        panels.append(DeskPanel())
