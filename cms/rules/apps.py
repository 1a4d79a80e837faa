from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """Rules as data: fields, publication periods."""

    name = "cms.rules"
    label = "rules"
    verbose_name = _("Rules")
