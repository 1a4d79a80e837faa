from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    """What units owe in a year and what they did: quotas, scores, zero and media reports, the supervisor's board."""

    name = "cases.assessment"
    label = "assessment"
    verbose_name = _("Assessment")

    def ready(self):
        """Keeps the history of the rules and what is closed, and takes part in the site's housekeeping."""
        from cases.assessment import triggers
        from cases.assessment.models import PlanItem, Quota, Weight
        from cases.assessment.reminders import do_chores, own_deadlines
        from cms.notices.deadlines import register
        from cms.ops.signals import housekeeping
        from cms.rules.history import keep_history_of

        keep_history_of(PlanItem, Quota, Weight)
        triggers.look_after_all(self)
        housekeeping.connect(do_chores, dispatch_uid="assessment.chores")
        register(own_deadlines)
