"""Media reports on credit work (plan item 32)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.units.models import Unit


class MediaReport(models.Model):
    """A report in a medium at district level or above, reported by a unit."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        CITY = "city", _("city")
        DISTRICT = "district", _("district")

    unit = models.ForeignKey(Unit, verbose_name=_("reporting unit"), on_delete=models.PROTECT)
    title = models.CharField(_("title"), max_length=200)
    medium = models.CharField(_("medium"), max_length=80)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    published_on = models.DateField(_("published on"))
    link = models.URLField(_("link"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("medium"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("link")]),
    ]

    class Meta:
        verbose_name = _("media report")
        verbose_name_plural = _("media reports")
        ordering = ["-published_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "title", "medium"], name="media_report_once")]

    def __str__(self):
        return self.title
