from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemedyConfig(AppConfig):
    """Objection, repair and feedback: taken in, tracked, answered within their deadlines."""

    name = "cases.remedy"
    label = "remedy"
    verbose_name = _("Objection and repair")

    def ready(self):
        """Takes part in the site's housekeeping."""
        from cases.remedy.chores import do_chores
        from cms.ops.signals import housekeeping

        housekeeping.connect(do_chores, dispatch_uid="remedy.chores")
