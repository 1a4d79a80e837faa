from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Cases from a spreadsheet, as drafts of a unit."""

    name = "cases.importing"
    label = "importing"
    verbose_name = _("Import of cases")

    def ready(self):
        """Gives the worker its part, and forgets what was uploaded after some days."""
        from cases.importing import batches
        from cms.ops import jobs
        from cms.ops.signals import housekeeping

        def keep_house(sender, **kwargs):
            return f"imports: forgotten {batches.forget_old()}, stray files {batches.sweep()}"

        jobs.register("imports", every=2, do=batches.run_waiting)
        housekeeping.connect(keep_house, dispatch_uid="importing.housekeeping", weak=False)
