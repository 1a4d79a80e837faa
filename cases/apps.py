from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Punishment and reward cases and their boards."""

    name = "cases"
    label = "cases"
    verbose_name = _("Cases")
