from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Member units, towns, authorities and the people to contact."""

    name = "cms.units"
    label = "units"
    verbose_name = _("Units")
