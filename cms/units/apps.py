from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Member units, towns, authorities and the people to contact."""

    name = "cms.units"
    label = "units"
    verbose_name = _("Units")

    def ready(self):
        """A membership is felt at once; its days are looked at with every request (`cms.units.members`)."""
        from django.db.models.signals import post_delete, post_save

        from cms.rules.history import keep_history_of
        from cms.units.members import settle
        from cms.units.models import Membership

        def settled(sender, instance, raw=False, **kwargs):
            if not raw:
                settle(instance.user)

        post_save.connect(settled, sender=Membership, weak=False, dispatch_uid="units-settled")
        post_delete.connect(settled, sender=Membership, weak=False, dispatch_uid="units-unsettled")
        keep_history_of(Membership)
