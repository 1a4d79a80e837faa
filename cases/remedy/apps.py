from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemedyConfig(AppConfig):
    """Objection, repair and feedback: taken in, tracked, answered within their deadlines."""

    name = "cases.remedy"
    label = "remedy"
    verbose_name = _("Objection and repair")

    def ready(self):
        """Takes part in the site's housekeeping, tells what waits, and keeps the steps append-only."""
        from cases.remedy.chores import do_chores
        from cases.remedy.due import own_deadlines
        from cases.remedy.freshness import columns
        from cases.remedy.models import IntakeStep
        from cms.notices.deadlines import register
        from cms.ops.signals import housekeeping
        from cms.quality import freshness
        from cms.triggers import look_after

        register(own_deadlines)
        freshness.register(columns)
        housekeeping.connect(do_chores, dispatch_uid="remedy.chores")
        message = "the steps of an intake are append-only"
        look_after(self, IntakeStep._meta.db_table, name="intakestep", message=message)
