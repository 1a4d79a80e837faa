"""Items of the plan that have a deadline (item 39), and how each responsible unit stands with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.assessment.models.reports import person
from cases.assessment.models.rules import YEARS
from cases.assessment.vocabulary import ItemKind
from cases.private import private_name, private_storage
from cms import clock
from cms.units.models import Unit


class PlanItem(models.Model):
    """An inspection item (督查) or assessed item (考核) of a plan year, with its deadline."""

    year = models.PositiveSmallIntegerField(_("plan year"), validators=YEARS)
    number = models.PositiveSmallIntegerField(_("number in the plan"))
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind)
    title = models.CharField(_("matter"), max_length=200)
    due_on = models.DateField(_("due on"))
    units = models.ManyToManyField(Unit, through="Duty", verbose_name=_("responsible units"), related_name="+")

    class Meta:
        verbose_name = _("item of the plan")
        verbose_name_plural = _("items of the plan")
        ordering = ["-year", "due_on", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="plan_item_once"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="plan_item_kind_known"),
        ]

    def __str__(self):
        return f"{self.year}-{self.number} {self.title}"


class DutyQuerySet(models.QuerySet):
    """Questions about duties."""

    def overdue(self, today=None):
        """Those not done whose day has passed."""
        return self.filter(done_at__isnull=True, item__due_on__lt=today or clock.today())


class Duty(models.Model):
    """One responsible unit's part of an item: open until it is done, with a remark and evidence."""

    item = models.ForeignKey(PlanItem, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, verbose_name=_("responsible unit"), on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    evidence = models.FileField(
        _("evidence"), storage=private_storage, upload_to=private_name, blank=True, max_length=100
    )
    evidence_name = models.CharField(_("file name"), max_length=200, blank=True)
    returned = models.TextField(_("why it is open again"), max_length=1000, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = person(_("reported by"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty of a unit")
        verbose_name_plural = _("duties of units")
        ordering = ["item", "unit"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="duty_once")]

    def __str__(self):
        return f"{self.item} {self.unit}"

    @property
    def is_overdue(self):
        """Whether its day has passed and it is not done."""
        return self.done_at is None and self.item.due_on < clock.today()
