import io

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
        from cms.ops import jobs

        jobs.register(jobs.HEARTBEAT, every=10, do=lambda: None)
        jobs.register("housekeeping", every=3600, do=housekeeping)


def housekeeping():
    """What `manage.py housekeeping` does, and says."""
    said = io.StringIO()
    call_command("housekeeping", stdout=said)
    return said.getvalue().strip()
