from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The columns of the district's plan: lists, measures, offers, catalogue, systems, contacts."""

    name = "home.directory"
    label = "directory"
    verbose_name = _("Columns of the plan")

    def ready(self):
        """Every change of a row is kept; items of the plan without a place are told the editors."""
        from cms.quality import freshness
        from cms.rules.history import keep_history_of
        from home.directory import models
        from home.directory.freshness import columns

        freshness.register(columns)

        keep_history_of(
            models.CatalogueItem,
            models.CatalogueVersion,
            models.Contact,
            models.Counter,
            models.CreditPlace,
            models.JointMeasure,
            models.PlanOffer,
            models.PlatformSystem,
            models.TrainingEvent,
        )
