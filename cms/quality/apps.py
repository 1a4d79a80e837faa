from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """What an inspector's letter would otherwise tell: wrong terms, stale columns, broken links."""

    name = "cms.quality"
    label = "quality"
    verbose_name = _("Editorial quality")
