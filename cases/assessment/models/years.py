"""Years that are closed: what was counted stands as it stood, and later remarks stand beside it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.assessment.models.reports import person
from cases.assessment.models.rules import YEARS
from cms.units.models import Unit


class ClosedYear(models.Model):
    """A year that was closed, with all its figures as data (see `cases.assessment.figures`).

    Triggers keep the row, and every row of the year in the tables it was counted from.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=YEARS)
    at = models.DateTimeField(_("closed at"))
    by = person(_("closed by"))
    by_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    data = models.JSONField(_("figures"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("closed year")
        verbose_name_plural = _("closed years")
        ordering = ["-year"]
        default_permissions = ()
        permissions = [
            ("view_board", _("Can see the board of all units")),
            ("supervise", _("Can verify media reports, accept zero reports, score units and close years")),
        ]

    def __str__(self):
        return str(self.year)


class YearRemark(models.Model):
    """A dated remark on a closed year: the only correction there is."""

    year = models.ForeignKey(ClosedYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("remark"), max_length=1000)
    at = models.DateTimeField(_("when"))
    by = person(_("who"))
    by_name = models.CharField(_("name at that time"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("remark on a closed year")
        verbose_name_plural = _("remarks on closed years")
        ordering = ["at", "id"]
        default_permissions = ()

    def __str__(self):
        return self.text[:40]
