from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboundConfig(AppConfig):
    """What is asked of others: search engines and sites that still show what has ended here."""

    name = "cms.outbound"
    label = "outbound"
    verbose_name = _("Removal elsewhere")

    def ready(self):
        """The triggers are looked after each `migrate`."""
        from cms.outbound.models import RemovalRequest
        from cms.triggers import look_after

        look_after(
            self,
            RemovalRequest._meta.db_table,
            name="removal",
            message="a closed removal request is not changed",
            when="OLD.done_on IS NOT NULL",
        )
