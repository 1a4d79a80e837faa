"""From when a case is to be public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Schedule(models.Model):
    """The instant from which a case is to be public, once its reviews stand; gone when it is, or was refused."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="case_schedule")
    publish_at = models.DateTimeField(_("to be public from"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("date of publication")
        verbose_name_plural = _("dates of publication")
        default_permissions = ()

    def __str__(self):
        return f"{self.page_id} {self.publish_at.isoformat()}"
