from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """How departments report cases: the unit's desk, the wizard, and the three reviews by three people."""

    name = "cases.reporting"
    label = "reporting"
    verbose_name = _("Reporting of cases")

    def ready(self):
        """Lets no path but a reviewer's decision write a review, and no e-mail stand in its way."""
        from cases.reporting import mail, marks, schedule, signals, telling
        from cases.reporting.wizard.guidance import Guidance
        from cms.rules.history import keep_history_of

        signals.connect()
        mail.connect()
        keep_history_of(Guidance)
        telling.connect()
        marks.connect()
        schedule.connect()
