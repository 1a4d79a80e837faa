from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and attachments, stored without the metadata that gives people away."""

    name = "cms.media"
    label = "media"
    verbose_name = _("Pictures and attachments")
