import io
from functools import partial

from django.apps import AppConfig
from django.core.management import call_command
from django.utils.translation import gettext_lazy as _


class OpsConfig(AppConfig):
    """Health, headers, set-up and demo commands."""

    name = "cms.ops"
    label = "ops"
    verbose_name = _("Operations")

    def ready(self):
        """Registers what the worker does for every site: a sign of life, and the housekeeping."""
        from cms.ops import jobs, models
        from cms.ops.signals import reconciling

        jobs.register(jobs.HEARTBEAT, every=10, do=lambda: None)
        jobs.register("housekeeping", every=3600, do=partial(said_by, "housekeeping"))
        jobs.register("reconcile", every=24 * 3600, do=partial(said_by, "reconcile"))
        reconciling.connect(models.compare_marks, dispatch_uid="ops-marks")


def said_by(command):
    """Runs a command of `manage.py`; what it says."""
    said = io.StringIO()
    call_command(command, stdout=said)
    return said.getvalue().strip()
