from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Where editors write: the shared page base, the blocks, and the verbs' buttons in Wagtail's admin."""

    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")
