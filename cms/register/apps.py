from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    """What the public may see, the verbs that change it and the ledger of every act."""

    name = "cms.register"
    label = "register"
    verbose_name = _("Register")

    def ready(self):
        from cms.register import signals

        signals.connect()
