"""Rules in the admin: lists and forms as of other reference data, and the history of each rule."""

from django.utils.functional import cached_property
from wagtail_modeladmin.views import HistoryView

from cms.desk.reference import ReferenceAdmin
from cms.rules.history import history_of


class RuleHistoryView(HistoryView):
    """What a rule said before, who changed it, and when; modeladmin's own says only who and when."""

    template_name = "rules/history.html"

    def get_template_names(self):
        """Ours."""
        return [self.template_name]

    @cached_property
    def changes(self):
        """The changes, the newest first."""
        return list(history_of(self.instance))

    def get_context_data(self, **kwargs):
        """Adds the changes."""
        return super().get_context_data(changes=self.changes, **kwargs)


class RuleAdmin(ReferenceAdmin):
    """Reference data whose every change is kept and shown."""

    history_view_class = RuleHistoryView
