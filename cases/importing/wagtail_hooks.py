"""The section of imports in Wagtail's admin: addresses, menu, permission."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cases.importing import batches, views


@hooks.register("register_admin_urls")
def import_urls():
    """The desk's addresses of imports."""
    return [
        path("import/", views.index, name="importing_index"),
        path("import/template.xlsx", views.template_file, name="importing_template"),
        path("import/<int:pk>/", views.detail, name="importing_batch"),
        path("import/<int:pk>/progress/", views.progress, name="importing_progress"),
        path("import/<int:pk>/step/", views.step, name="importing_step"),
        path("import/<int:pk>/start/", views.start, name="importing_start"),
        path("import/<int:pk>/cancel/", views.cancel, name="importing_cancel"),
        path("import/<int:pk>/errors.csv", views.errors, {"format": "csv"}, name="importing_errors_csv"),
        path("import/<int:pk>/errors.xlsx", views.errors, {"format": "xlsx"}, name="importing_errors_xlsx"),
    ]


class ImportMenuItem(MenuItem):
    """Shown to those who report for a unit, or for all."""

    def is_shown(self, request):
        """As the pages behind it."""
        return batches.may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item():
    """The section's place in the menu."""
    return ImportMenuItem(_("Import of cases"), reverse("importing_index"), icon_name="upload", order=305)


@hooks.register("register_permissions")
def import_permission():
    """The permission an administrator can give to a group."""
    return Permission.objects.filter(content_type__app_label="importing", codename="import_for_all")
