from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, columns, policy library and information pages."""

    name = "home"
    label = "home"
    verbose_name = _("Home")

    def ready(self):
        """A unit's people get their room with its page; columns are looked after."""
        from django.db.models.signals import post_save

        from cms.quality import freshness
        from home.freshness import columns
        from home.models import UnitPage
        from home.rooms import furnish_unit

        def furnish(sender, instance, created, raw=False, **kwargs):
            if created and not raw:
                furnish_unit(instance)

        post_save.connect(furnish, sender=UnitPage, weak=False, dispatch_uid="home-rooms")
        freshness.register(columns)
