"""The section of intakes in Wagtail's admin: addresses, menu, permission, and what must be done now."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cases.remedy import access, desk
from cases.remedy.panels import WaitingPanel


@hooks.register("register_admin_urls")
def intake_urls():
    """The desk's addresses of intakes."""
    return [
        path("intakes/", desk.IntakeIndexView.as_view(), name="remedy_intakes"),
        path("intakes/results/", desk.IntakeIndexView.as_view(results_only=True), name="remedy_intakes_results"),
        path("intakes/evidence/<int:evidence_id>/", desk.evidence_file, name="remedy_evidence"),
        path("intakes/<int:intake_id>/", desk.detail, name="remedy_intake"),
        path("intakes/<int:intake_id>/<slug:name>/", desk.act, name="remedy_act"),
    ]


class IntakeMenuItem(MenuItem):
    """Shown to those who have something to do there."""

    def is_shown(self, request):
        """Handlers and people of units."""
        return access.has_desk(request.user)


@hooks.register("register_admin_menu_item")
def intake_menu_item():
    """The section's place in the menu."""
    return IntakeMenuItem(_("Objection and repair"), reverse("remedy_intakes"), icon_name="mail", order=310)


@hooks.register("register_permissions")
def handling_permission():
    """The permission an administrator can give to a group."""
    return Permission.objects.filter(content_type__app_label="remedy", codename="handle_intake")


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    """What is overdue or due soon, for those who must act."""
    if access.has_desk(request.user):
        panels.append(WaitingPanel())
