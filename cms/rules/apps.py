from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """Rules as data: fields, publication periods."""

    name = "cms.rules"
    label = "rules"
    verbose_name = _("Rules")

    def ready(self):
        """Every change of a rule is kept."""
        from django.db.models.signals import post_migrate

        from cms.rules import models
        from cms.rules.history import keep_history_of, look_after

        keep_history_of(
            models.CalendarDay,
            models.DeadlineRule,
            models.Field,
            models.LoadedWord,
            models.PublicationRule,
            models.Regime,
        )
        post_migrate.connect(look_after, sender=self, dispatch_uid="rules.history.look_after")
