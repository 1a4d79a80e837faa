from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    """Health, headers, set-up and demo commands."""

    name = "cms.ops"
    label = "ops"
    verbose_name = _("Operations")
