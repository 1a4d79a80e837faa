from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """Rules as data: fields, publication periods."""

    name = "cms.rules"
    label = "rules"
    verbose_name = _("Rules")

    def ready(self):
        """Every change of a rule is kept."""
        from cms.rules import models
        from cms.rules.history import RuleChange, keep_history_of
        from cms.triggers import look_after

        keep_history_of(
            models.CalendarDay,
            models.DeadlineRule,
            models.Field,
            models.LoadedWord,
            models.PublicationRule,
            models.Regime,
        )
        look_after(self, RuleChange._meta.db_table, name="rulechange", message="the history of rules is append-only")
