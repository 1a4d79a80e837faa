from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """The guard that finds what must never be published, in texts and in files."""

    name = "cms.privacy"
    label = "privacy"
    verbose_name = _("Privacy guard")
