from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search over the register: text analysis, one backend class per engine, results, suggestions, look-up."""

    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self):
        """Looks after outbox and index, what is remembered of editors' words, and old questions."""
        from cms.ops import health, jobs
        from cms.ops.signals import housekeeping, reconciling
        from cms.register.fulltext import ENGINE
        from search import asked, synonyms, triggers, upkeep
        from search.models import Change, Synonym

        synonyms.groups.forget_when_changed((post_save, post_delete), Synonym)
        housekeeping.connect(asked.forget_old, dispatch_uid="search-questions")
        housekeeping.connect(upkeep.keep_house, dispatch_uid="search-outbox")
        reconciling.connect(upkeep.compare, dispatch_uid="search-indexes")
        if ENGINE in settings.MODELSEARCH_BACKENDS:  # else nobody has to be told, once a second
            jobs.register("search index", every=1, do=upkeep.deliver_and_say)
        health.register("search", upkeep.state)
        health.measure("search_index_differed", upkeep.differed)
        health.measure("search_changes_waiting", lambda: Change.objects.waiting().count())
        health.measure("search_changes_refused", lambda: Change.objects.dead().count())
        post_migrate.connect(triggers.look_after, sender=self, dispatch_uid="search-triggers")
