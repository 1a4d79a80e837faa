from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search over the register: text analysis, one backend class per engine, results, suggestions, look-up."""

    name = "search"
    label = "search"
    verbose_name = _("Search")
