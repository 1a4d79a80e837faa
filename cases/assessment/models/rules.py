"""Quotas and weights as data: per year and kind of unit, with history; the newest row not after a year governs it."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cases.assessment.vocabulary import Counted, Obligation
from cms.units.models import Unit

YEARS = [MinValueValidator(2000), MaxValueValidator(2999)]
FROM_YEAR = _("Governs this year and those after it, until a row of a later year does.")


class YearRule(models.Model):
    """A rule of a year for one kind of unit."""

    year = models.PositiveSmallIntegerField(_("from year"), validators=YEARS, help_text=FROM_YEAR)
    unit_kind = models.CharField(_("kind of unit"), max_length=12, choices=Unit.Kind)

    class Meta:
        abstract = True

    def clean(self):
        """Raises ValidationError for a row of a year that is closed or lies before one."""
        from cases.assessment.models.years import ClosedYear

        super().clean()
        closed = ClosedYear.objects.aggregate(last=models.Max("year"))["last"]
        if closed and self.year and self.year <= closed:
            raise ValidationError(
                {"year": _("%(year)s is closed. Add a row for a later year instead.") % {"year": closed}}
            )

    def delete(self, *args, **kwargs):
        """Raises ProtectedError, as for what is in use, once a year that the row may have governed is closed."""
        from cases.assessment.models.years import ClosedYear

        if closed := list(ClosedYear.objects.filter(year__gte=self.year).defer("data")):
            raise ProtectedError(_("a closed year was counted by it"), set(closed))
        return super().delete(*args, **kwargs)


class Quota(YearRule):
    """How many of one thing a unit owes in a year, and by which day of it."""

    obligation = models.CharField(_("obligation"), max_length=10, choices=Obligation)
    required = models.PositiveSmallIntegerField(
        _("required number"), default=1, help_text=_("0: not owed, but counted.")
    )
    due_month = models.PositiveSmallIntegerField(
        _("due in month"), default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_day = models.PositiveSmallIntegerField(
        _("due on day"), default=31, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("unit_kind")]),
        FieldRowPanel([FieldPanel("obligation"), FieldPanel("required")]),
        FieldRowPanel([FieldPanel("due_month"), FieldPanel("due_day")]),
    ]

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["-year", "unit_kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "unit_kind", "obligation"], name="quota_once"),
            models.CheckConstraint(condition=Q(obligation__in=Obligation.values), name="quota_obligation_known"),
            models.CheckConstraint(condition=Q(due_month__range=(1, 12), due_day__range=(1, 31)), name="quota_due_day"),
        ]

    def __str__(self):
        return f"{self.year} {self.get_unit_kind_display()} {self.get_obligation_display()}"

    def clean(self):
        """Also raises ValidationError for a day that its month never has."""
        super().clean()
        try:
            datetime.date(2000, self.due_month or 1, self.due_day or 1)
        except ValueError:
            raise ValidationError({"due_day": _("This month has no such day.")}) from None


class Weight(YearRule):
    """One line of the score sheet: how many points each thing counted gives, and the most the line can give."""

    code = models.SlugField(_("code"), help_text=_("Stable: by it the scores of a unit find their line."))
    name = models.CharField(_("line of the score sheet"), max_length=80)
    counted = models.CharField(_("counts"), max_length=20, choices=Counted, default=Counted.NOTHING)
    points = models.DecimalField(
        _("points each"), max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    most = models.DecimalField(_("at most"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("unit_kind")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("counted"), FieldPanel("points"), FieldPanel("most")]),
    ]

    class Meta:
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        ordering = ["-year", "unit_kind", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "unit_kind", "code"], name="weight_once"),
            models.CheckConstraint(condition=Q(points__gte=0, most__gte=0), name="weight_not_negative"),
        ]

    def __str__(self):
        return f"{self.year} {self.get_unit_kind_display()} {self.name}"
