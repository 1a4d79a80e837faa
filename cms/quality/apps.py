from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """What an inspector's letter would otherwise tell: wrong terms, stale columns, broken links."""

    name = "cms.quality"
    label = "quality"
    verbose_name = _("Editorial quality")

    def ready(self):
        """Keeps the history of what is data, examines after each act, and takes part in the background work."""
        from cms.quality.chores import connect
        from cms.quality.models import FreshnessLimit, IgnoredLink, Term
        from cms.rules.history import keep_history_of

        keep_history_of(FreshnessLimit, IgnoredLink, Term)
        connect()
