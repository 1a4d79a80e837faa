from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaign days and their pages."""

    name = "campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")
