from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaign days and their pages."""

    name = "campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self):
        """The calendar is looked after for freshness."""
        from campaigns.freshness import columns
        from cms.quality import freshness

        freshness.register(columns)
