from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The columns of the district's plan: lists, measures, offers, catalogue, systems, contacts."""

    name = "home.directory"
    label = "directory"
    verbose_name = _("Columns of the plan")
