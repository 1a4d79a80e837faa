from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    """What units owe in a year, and what they did: quotas, scores, zero reports, media reports, the supervisor's board."""

    name = "cases.assessment"
    label = "assessment"
    verbose_name = _("Assessment")
