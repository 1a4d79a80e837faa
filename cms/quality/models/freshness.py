"""After how many days without anything new a column is stale, by which rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.rules.validity import Dated, DatedQuerySet, forward


class ColumnKind(models.TextChoices):
    """What a column is to an inspector."""

    HOME = "home", _("home page")
    NEWS = "news", _("news column")
    POLICY = "policy", _("policy column")
    MESSAGES = "messages", _("messages waiting for an answer")
    OTHER = "other", _("other column")


class FreshnessLimit(Dated):
    """A limit for one kind of column. A kind without a limit is only looked at for being empty."""

    kind = models.CharField(_("kind of column"), max_length=8, choices=ColumnKind)
    days = models.PositiveSmallIntegerField(_("days"))
    authority = models.CharField(_("rule and article"), max_length=200)

    objects = DatedQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("days")]),
        FieldPanel("authority"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])], heading=_("Validity")),
    ]

    class Meta:
        verbose_name = _("limit of freshness")
        verbose_name_plural = _("limits of freshness")
        ordering = ["kind", "valid_from", "id"]
        constraints = [
            forward("freshness_period_forward"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="freshness_days_positive"),
        ]

    def __str__(self):
        return self.get_kind_display()
