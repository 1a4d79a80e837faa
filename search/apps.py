from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search over the register: text analysis, one backend class per engine, results, suggestions, look-up."""

    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self):
        """Looks after the triggers that write the outbox."""
        from search import triggers

        post_migrate.connect(triggers.look_after, sender=self, dispatch_uid="search-triggers")
