from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OutboundConfig(AppConfig):
    """What is asked of others: search engines and sites that still show what has ended here."""

    name = "cms.outbound"
    label = "outbound"
    verbose_name = _("Removal elsewhere")

    def ready(self):
        """The triggers are looked after each `migrate`."""
        from cms.outbound.models import look_after

        post_migrate.connect(look_after, sender=self, dispatch_uid="outbound.look_after")
