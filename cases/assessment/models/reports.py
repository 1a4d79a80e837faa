"""What a unit says about its year: a zero report, and the points it gives itself beside those of the credit office."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.assessment.models.rules import YEARS
from cases.assessment.vocabulary import Obligation, ZeroState
from cases.private import private_name, private_storage
from cms.units.models import Unit


def person(label):
    """Who did something; nobody with a deed to their name is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.PROTECT, related_name="+"
    )


class OfUnit(models.Model):
    """A row about one unit in one year."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)

    class Meta:
        abstract = True


class ZeroReport(OfUnit):
    """A unit's statement that it has nothing of one obligation to report, and why (零报告).

    Accepted, it meets the quota for as long as the unit reports nothing after all; see `cases.assessment.owed`.
    """

    obligation = models.CharField(_("obligation"), max_length=10, choices=Obligation)
    reason = models.TextField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=8, choices=ZeroState, default=ZeroState.REPORTED)
    reported_by = person(_("reported by"))
    reported_at = models.DateTimeField(_("reported at"))
    decision = models.TextField(_("reason of the decision"), max_length=1000, blank=True)
    decided_by = person(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("zero report")
        verbose_name_plural = _("zero reports")
        ordering = ["-year", "unit", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "obligation"], name="zero_report_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="zero_report_has_reason"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(decision=""), name="zero_refused_has_reason"),
            models.CheckConstraint(
                condition=Q(state="reported", decided_at__isnull=True)
                | Q(state__in=["accepted", "refused"], decided_at__isnull=False),
                name="zero_report_decided",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.year} {self.get_obligation_display()}"


class ScoreLine(OfUnit):
    """One line of a unit's score sheet: the unit's own score and the centre's, each with its remark.

    `line` is the code of a `Weight`. A score of None has not been given.
    """

    line = models.SlugField(_("line of the score sheet"))
    unit_score = models.DecimalField(
        _("unit score"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit_remark = models.TextField(_("remark of the unit"), max_length=1000, blank=True)
    unit_by = person(_("scored by"))
    unit_at = models.DateTimeField(null=True)
    evidence = models.FileField(
        _("evidence"), storage=private_storage, upload_to=private_name, blank=True, max_length=100
    )
    evidence_name = models.CharField(_("file name"), max_length=200, blank=True)
    centre_score = models.DecimalField(
        _("centre score"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    centre_remark = models.TextField(_("remark of the credit office"), max_length=1000, blank=True)
    centre_by = person(_("scored by"))
    centre_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of a score sheet")
        verbose_name_plural = _("lines of score sheets")
        ordering = ["year", "unit", "line"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["unit", "year", "line"], name="score_line_once")]

    def __str__(self):
        return f"{self.unit} {self.year} {self.line}"
