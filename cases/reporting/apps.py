from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """How departments report cases: so far the three reviews by three people."""

    name = "cases.reporting"
    label = "reporting"
    verbose_name = _("Reporting of cases")

    def ready(self):
        """Lets no path but a reviewer's decision write a review, and no e-mail stand in its way."""
        from cases.reporting import mail, signals, telling

        signals.connect()
        mail.connect()
        telling.connect()
