from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people on the desk are told, and how: in the admin, at once by e-mail, or in a daily digest."""

    name = "cms.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self):
        """The worker sends what waits; the housekeeping does so too, and forgets what is old."""
        from cms.notices import sending
        from cms.ops import jobs
        from cms.ops.signals import housekeeping

        def said(sent):
            return f"{sent} notices sent" if sent else ""

        def keep_house(sender, at, **kwargs):
            sending.forget()
            return said(sending.deliver())

        jobs.register("notices", every=30, do=lambda: said(sending.deliver()))
        housekeeping.connect(keep_house, weak=False, dispatch_uid="notices")
