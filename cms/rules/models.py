"""Rules as data: the fields of the plan and how long a case may stay public."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.rules.deadlines import DeadlineRule
from cms.rules.periods import end_of_months
from cms.rules.workdays import CalendarDay

__all__ = ["CalendarDay", "DeadlineRule", "Field", "PublicationRule", "Severity"]


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


class Severity(models.TextChoices):
    """Class of dishonesty (失信严重程度), entered by the department from its sector's standard, never computed."""

    MINOR = "minor", _("minor")
    GENERAL = "general", _("general")
    SERIOUS = "serious", _("serious")


class PublicationRuleQuerySet(models.QuerySet):
    """Finds the rule that governs a case."""

    def governing_or_none(self, severity, day):
        """The rule for a case of `severity` decided on `day`, the newest where several are in force; or None."""
        return (
            self.filter(severity=severity)
            .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
            .order_by(F("valid_from").desc(nulls_last=True), "-id")
            .first()
        )


class PublicationRule(models.Model):
    """How long a case of one class may be published, by which authority's rule, and when that rule was in force."""

    authority = models.CharField(_("rule and article"), max_length=200)
    severity = models.CharField(_("class"), max_length=8, choices=Severity)
    published_by_default = models.BooleanField(_("published without a stated necessity"), default=True)
    earliest_repair_months = models.PositiveSmallIntegerField(
        _("earliest repair (months)"), help_text=_("0: as soon as the duties are done.")
    )
    longest_months = models.PositiveSmallIntegerField(_("longest publication (months)"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("First day no longer valid."))

    objects = PublicationRuleQuerySet.as_manager()

    panels = [
        FieldPanel("authority"),
        FieldRowPanel([FieldPanel("severity"), FieldPanel("published_by_default")]),
        FieldRowPanel([FieldPanel("earliest_repair_months"), FieldPanel("longest_months")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])], heading=_("Validity")),
    ]

    class Meta:
        verbose_name = _("publication rule")
        verbose_name_plural = _("publication rules")
        ordering = ["severity", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest_repair_months__lte=F("longest_months")),
                name="rule_repair_before_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="rule_period_forward",
            ),
        ]

    def __str__(self):
        return f"{self.authority} · {self.get_severity_display()}"

    def clean(self):
        """Raises ValidationError where periods contradict each other, next to the field to mend."""
        if None not in (self.earliest_repair_months, self.longest_months) and (
            self.earliest_repair_months > self.longest_months
        ):
            raise ValidationError({"earliest_repair_months": _("Cannot be longer than the longest publication.")})
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            raise ValidationError({"valid_to": _("Must be later than the first day.")})

    def end_of_publication(self, decided_on):
        """The first instant at which a case decided on `decided_on` is gone (aware datetime)."""
        return end_of_months(decided_on, self.longest_months)

    def earliest_repair(self, decided_on) -> datetime.date:
        """The first day on which repair may be applied for."""
        return end_of_months(decided_on, self.earliest_repair_months).date()
