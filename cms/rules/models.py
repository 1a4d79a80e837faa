"""Rules as data: the fields of the plan, publication periods, deadlines, working days, loaded words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.rules.deadlines import DeadlineRule
from cms.rules.history import RuleChange
from cms.rules.publication import Measure, PublicationRule, Regime, Severity
from cms.rules.wording import LoadedWord
from cms.rules.workdays import CalendarDay

__all__ = [
    "CalendarDay", "DeadlineRule", "Field", "LoadedWord", "Measure", "PublicationRule", "Regime", "RuleChange",
    "Severity",
]  # fmt: skip


class Field(models.Model):
    """A field (领域) of the plan's items 7 and 8: 25 for punishments, 9 for honours."""

    class Kind(models.TextChoices):
        PUNISHMENT = "punishment", _("punishment")
        HONOUR = "honour", _("honour")

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable; appears in addresses."))
    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind"), FieldPanel("order")]),
        FieldPanel("name"),
    ]

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["kind", "order", "id"]

    def __str__(self):
        return self.name
