"""Removal requests in the admin, and the list of ended cases for which nobody was asked yet."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import CreateView

from cms.desk.reference import ReferenceAdmin
from cms.outbound.models import RemovalRequest
from cms.outbound.views import MAY_ASK, due


class OpenOnly(PermissionHelper):
    """Closed requests can be looked at and nothing else."""

    def user_can_edit_obj(self, user, obj):
        """While it is open."""
        return not obj.is_closed and super().user_can_edit_obj(user, obj)

    def user_can_delete_obj(self, user, obj):
        """While it is open."""
        return not obj.is_closed and super().user_can_delete_obj(user, obj)


class AskView(CreateView):
    """The form of a new request, for the case it was opened from."""

    def get_initial(self):
        """The entry named in the address."""
        entry = self.request.GET.get("entry", "")
        return {"entry": entry} if entry.isdecimal() else {}


class RemovalRequestAdmin(ReferenceAdmin):
    """The log."""

    model = RemovalRequest
    menu_label = _("Removal requests")
    menu_icon = "mail"
    list_display = ("engine", "entry", "requested_on", "requested_by", "result", "done_on")
    list_select_related = ("entry", "requested_by")
    list_filter = ("result",)
    search_fields = ("engine", "entry__title", "entry__document_number", "address")
    permission_helper_class = OpenOnly
    create_view_class = AskView
    inspect_view_enabled = True
    inspect_view_fields = (
        "entry", "engine", "address", "requested_on", "requested_by", "result", "done_on", "evidence", "evidence_url",
        "remarks",
    )  # fmt: skip


class DueMenuItem(MenuItem):
    """Shown to those who may ask."""

    def is_shown(self, request):
        """By permission."""
        return request.user.has_perm(MAY_ASK)


@modeladmin_register
class OutboundGroup(ModelAdminGroup):
    """One menu for what is asked of others."""

    menu_label = _("Removal elsewhere")
    menu_icon = "globe"
    menu_order = 330
    items = (RemovalRequestAdmin,)

    def get_submenu_items(self):
        """Also the list of what is still to be done."""
        due_item = DueMenuItem(_("Ended, still to be asked"), reverse("outbound_due"), icon_name="warning", order=0)
        return [due_item, *super().get_submenu_items()]


@hooks.register("register_admin_urls")
def due_url():
    """The list."""
    return [path("removals/due/", due, name="outbound_due")]
