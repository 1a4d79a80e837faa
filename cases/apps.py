from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Punishment and reward cases and their boards."""

    name = "cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self):
        """The boards are looked after for freshness."""
        from cases.freshness import columns
        from cms.quality import freshness

        freshness.register(columns)
