"""The tables of the plan in the admin's menu, and the import of lists and measures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from cms.desk.menu import offer
from home.directory.admin import DirectoryGroup
from home.directory.views import import_view, may_import

modeladmin_register(DirectoryGroup)


@hooks.register("register_admin_urls")
def urls():
    """The import."""
    return [path("plan-import/", import_view, name="directory_import")]


offer(
    "register_admin_menu_item",
    _("Import of lists and measures"),
    "directory_import",
    may_import,
    icon="upload",
    order=281,
)
