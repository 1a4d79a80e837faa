from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, columns, policy library and information pages."""

    name = "home"
    label = "home"
    verbose_name = _("Home")
