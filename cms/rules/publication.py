"""Publication rules: how long a case may be public, by which authority's rule, and when that rule was in force."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.rules.periods import end_of_months
from cms.rules.validity import Dated, DatedQuerySet, forward


class Severity(models.TextChoices):
    """Class of dishonesty (失信严重程度), entered by the department from its sector's standard, never computed."""

    MINOR = "minor", _("minor")
    GENERAL = "general", _("general")
    SERIOUS = "serious", _("serious")


class Measure(models.TextChoices):
    """Kind of penalty that some sectors' rules ask for, entered by the department; never computed from the fine."""

    WARNING = "warning", _("warning alone")
    CRITICISM = "criticism", _("circulated criticism")
    SMALL_FINE = "small_fine", _("fine of a smaller amount")
    OTHER = "other", _("other penalties")


class Regime(models.Model):
    """A sector with publication rules of its own: of an authority (market regulation) or a list (wage arrears)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)

    panels = [FieldRowPanel([FieldPanel("code"), FieldPanel("name")])]

    class Meta:
        verbose_name = _("sector with rules of its own")
        verbose_name_plural = _("sectors with rules of their own")
        ordering = ["id"]

    def __str__(self):
        return self.name


class PublicationRuleQuerySet(DatedQuerySet):
    """Finds the rule that governs a case."""

    def governing_or_none(self, day, *, severity="", regime=None, measure=""):
        """The rule for a case decided on `day`; None where no rule in force fits.

        Of several the most specific governs: a sector's rule before a general one, then one for the kind of penalty,
        then one for the class; of equals the newest.
        """
        return (
            self.in_force(day)
            .filter(Q(regime__isnull=True) | Q(regime=regime), measure__in=["", measure], severity__in=["", severity])
            .select_related("regime")
            .order_by(
                F("regime").desc(nulls_last=True),
                "-measure",  # no text comes before any text
                "-severity",
                F("valid_from").desc(nulls_last=True),
                "-id",
            )
            .first()
        )


class PublicationRule(Dated):
    """How long a case may be public: for a sector, a kind of penalty and a class; an empty one stands for any."""

    authority = models.CharField(_("rule and article"), max_length=200)
    regime = models.ForeignKey(
        Regime, verbose_name=_("sector"), null=True, blank=True, on_delete=models.PROTECT, help_text=_("Empty: any.")
    )
    measure = models.CharField(
        _("kind of penalty"), max_length=12, choices=Measure, blank=True, help_text=_("Empty: any.")
    )
    severity = models.CharField(_("class"), max_length=8, choices=Severity, blank=True, help_text=_("Empty: any."))
    fine_below = models.DecimalField(
        _("smaller amount: below (10,000 yuan)"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("For the rule of smaller fines, where the authority has fixed the amount."),
    )
    published = models.BooleanField(
        _("may be published"), default=True, help_text=_("Not ticked: such cases are never published.")
    )
    published_by_default = models.BooleanField(_("published without a stated necessity"), default=True)
    earliest_repair_months = models.PositiveSmallIntegerField(
        _("earliest repair (months)"),
        null=True,
        blank=True,
        help_text=_("0: as soon as the duties are done. Empty: the rule does not count it from the decision."),
    )
    longest_months = models.PositiveSmallIntegerField(_("longest publication (months)"), default=0)

    objects = PublicationRuleQuerySet.as_manager()

    panels = [
        FieldPanel("authority"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("regime"), FieldPanel("measure"), FieldPanel("severity")])],
            heading=_("For which cases"),
        ),
        FieldRowPanel([FieldPanel("published"), FieldPanel("published_by_default"), FieldPanel("fine_below")]),
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
            forward("rule_period_forward"),
            models.CheckConstraint(
                condition=Q(published=False) | Q(longest_months__gte=1), name="rule_published_has_period"
            ),
            models.CheckConstraint(
                condition=Q(fine_below__isnull=True) | (Q(measure="small_fine") & Q(fine_below__gt=0)),
                name="rule_threshold_of_small_fines",
            ),
        ]

    def __str__(self):
        scope = [self.regime and self.regime.name, self.get_measure_display(), self.get_severity_display()]
        return " · ".join([self.authority, *(str(part) for part in scope if part)])

    def clean(self):
        """Raises ValidationError where periods contradict each other, next to the field to mend."""
        if None not in (self.earliest_repair_months, self.longest_months) and (
            self.earliest_repair_months > self.longest_months
        ):
            raise ValidationError({"earliest_repair_months": _("Cannot be longer than the longest publication.")})
        super().clean()
        if self.published and self.longest_months == 0:
            raise ValidationError({"longest_months": _("What may be published needs a longest period.")})
        if self.fine_below is not None and (self.measure != Measure.SMALL_FINE or self.fine_below <= 0):
            raise ValidationError({"fine_below": _("Only the rule of smaller fines has an amount, above nought.")})

    def end_of_publication(self, decided_on):
        """The first instant at which a case decided on `decided_on` is gone (aware datetime)."""
        return end_of_months(decided_on, self.longest_months)

    def earliest_repair(self, decided_on) -> datetime.date | None:
        """The first day on which repair may be applied for; None where the rule does not count it from the decision."""
        if self.earliest_repair_months is None:
            return None
        return end_of_months(decided_on, self.earliest_repair_months).date()
