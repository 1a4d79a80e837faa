from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Cases from a spreadsheet, as drafts of a unit."""

    name = "cases.importing"
    label = "importing"
    verbose_name = _("Import of cases")
