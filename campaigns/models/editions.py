"""The editions of a campaign day: what is planned on the desk, the checklist, and the tasks of the units."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from campaigns.models.days import CampaignDay
from campaigns.vocabulary import SHAPES, Stage, Standing
from cms import clock
from cms.units.models import Unit


class Edition(models.Model):
    """The campaign of one day in one year, as the desk plans it; citizens see its page once that is published."""

    day = models.ForeignKey(
        CampaignDay, verbose_name=_("campaign day"), on_delete=models.PROTECT, related_name="planned"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    organiser = models.ForeignKey(
        Unit, verbose_name=_("organising unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    units = models.ManyToManyField(Unit, verbose_name=_("units that take part"), blank=True, related_name="+")
    page = models.OneToOneField(
        "campaigns.CampaignPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="edition"
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "-id"]
        default_permissions = ()
        permissions = [("plan_editions", _("Can plan editions and decide on reports of activities"))]
        constraints = [
            models.UniqueConstraint(fields=["day", "year"], name="edition_once_a_year"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="edition_forward"),
        ]

    def __str__(self):
        return f"{self.day.name_in(self.year)} {self.year}"

    def clean(self):
        """Raises ValidationError where the last day comes before the first."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Must not be earlier than the first day.")})

    def due_on(self, stage, days):
        """The date of a task `days` days before the first day, after the last, or after the first where it is on."""
        moved = datetime.timedelta(days=days)
        return {
            Stage.BEFORE: self.starts_on - moved,
            Stage.ON: min(self.starts_on + moved, self.ends_on),
            Stage.AFTER: self.ends_on + moved,
        }[stage]


class Step(models.Model):
    """What is to be done, and when: so many days before the first day, from the first day on, or after the last."""

    title = models.CharField(_("task"), max_length=120)
    stage = models.CharField(_("when"), max_length=6, choices=Stage, default=Stage.BEFORE)
    days = models.PositiveSmallIntegerField(
        _("days"), default=0, help_text=_("Before the first day, after the last day; on the day: from the first on.")
    )

    class Meta:
        abstract = True


class ChecklistItem(Step):
    """A line of the checklist from which the tasks of each new edition are made."""

    day = models.ForeignKey(
        CampaignDay, verbose_name=_("only for"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organiser_only = models.BooleanField(_("for the organising unit only"), default=False)
    in_use = models.BooleanField(_("in use"), default=True)

    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("stage"), FieldPanel("days")]),
            FieldPanel("day"),
            FieldPanel("organiser_only"),
            FieldPanel("in_use"),
        ]
    )

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(days__lte=366), name="checklist_within_a_year")]

    def __str__(self):
        return self.title

    def clean(self):
        """Raises ValidationError for a task more than a year away."""
        if self.days is not None and self.days > 366:
            raise ValidationError({"days": _("At most 366 days.")})


class TaskQuerySet(models.QuerySet):
    """Questions the desk asks of tasks."""

    def open(self):
        """What is not done."""
        return self.filter(done_at__isnull=True)

    def overdue(self, day=None):
        """What is not done and was due before `day` (today by default)."""
        return self.open().filter(due_on__lt=day or clock.today())


class Task(Step):
    """One unit's part of an edition: made from the checklist, or added for this edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(ChecklistItem, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit", "item"], name="task_once"),
            models.CheckConstraint(condition=Q(days__lte=366), name="task_within_a_year"),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], condition=Q(done_at__isnull=True), name="task_open_of")]

    def __str__(self):
        return self.title

    @property
    def standing(self):
        """Done, open or overdue, today."""
        if self.done_at:
            return Standing.DONE
        return Standing.OVERDUE if self.due_on < clock.today() else Standing.OPEN

    @property
    def shape(self):
        """The shape beside the word."""
        return SHAPES[self.standing]
