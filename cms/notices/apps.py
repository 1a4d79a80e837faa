from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people on the desk are told, and how: in the admin, at once by e-mail, or in a daily digest."""

    name = "cms.notices"
    label = "notices"
    verbose_name = _("Notices")
