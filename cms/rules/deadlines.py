"""Deadlines as data: within how many days somebody has to act, by which rule, and when that rule was in force."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.rules.validity import Dated, DatedQuerySet, forward
from cms.rules.workdays import Deadline, deadlines


class DeadlineCode(models.TextChoices):
    """What has to be done; the code by which the software asks for its rule."""

    PUBLISH_PERMIT_OR_PENALTY = "publish_permit_or_penalty", _("publish a permit or penalty")
    OTHER_INFORMATION = "other_information", _("publish other credit information")
    WITHDRAW_AFTER_REVOCATION = "withdraw_after_revocation", _("withdraw after the decision was revoked")
    MARK_DISPUTED = "mark_disputed", _("mark a case as disputed")
    DECIDE_OBJECTION_OWN = "decide_objection_own", _("decide an objection")
    DECIDE_OBJECTION_OTHER = "decide_objection_other", _("decide an objection that another unit checks")
    ACCEPT_REPAIR = "accept_repair", _("accept a repair application")
    ANSWER_REPAIR = "answer_repair", _("answer a repair application")
    TAKE_DOWN_AFTER_REPAIR = "take_down_after_repair", _("take down after repair")
    ACCEPT_FEEDBACK = "accept_feedback", _("accept a message or tip-off")
    ANSWER_FEEDBACK = "answer_feedback", _("answer a message or tip-off")
    KEEP_APPLICANTS_DATA = "keep_applicants_data", _("keep applicants' data after the answer")


class DeadlineRuleQuerySet(DatedQuerySet):
    """Finds the rule that governs a deadline."""

    def governing_or_none(self, code, day):
        """The rule `code` in force on `day`, the newest where several are; or None."""
        return self.in_force(day).filter(code=code).order_by(F("valid_from").desc(nulls_last=True), "-id").first()


class DeadlineRule(Dated):
    """How many days there are for an act, by which law and article, and when that rule was in force."""

    class Counting(models.TextChoices):
        WORKING = "working", _("working days")
        CALENDAR = "calendar", _("calendar days")

    code = models.SlugField(_("code"), choices=DeadlineCode)
    name = models.CharField(_("name"), max_length=80)
    authority = models.CharField(_("rule and article"), max_length=200)
    days = models.PositiveSmallIntegerField(_("days"))
    counting = models.CharField(_("counted in"), max_length=8, choices=Counting, default=Counting.WORKING)

    objects = DeadlineRuleQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
        FieldPanel("authority"),
        FieldRowPanel([FieldPanel("days"), FieldPanel("counting")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])], heading=_("Validity")),
    ]

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["code", "valid_from"]
        constraints = [
            forward("deadline_period_forward"),
            models.CheckConstraint(condition=Q(counting__in=["working", "calendar"]), name="deadline_counting_known"),
        ]

    def __str__(self):
        return self.name


def due_each(code, starts):
    """The `Deadline` (or None, see `due`) of the act `code` for each date of `starts`, by that date.

    In three queries however many there are.
    """
    rules = list(DeadlineRule.objects.filter(code=code).order_by(F("valid_from").desc(nulls_last=True), "-id"))
    governing = {
        start: next(
            (
                rule
                for rule in rules
                if (rule.valid_from or start) <= start and (rule.valid_to is None or rule.valid_to > start)
            ),
            None,
        )
        for start in set(starts)
    }
    working = deadlines(
        (start, rule.days) for start, rule in governing.items() if rule and rule.counting == rule.Counting.WORKING
    )
    return {
        start: rule
        and (working.get((start, rule.days)) if rule.counting == rule.Counting.WORKING else _calendar(start, rule.days))
        for start, rule in governing.items()
    }


def _calendar(start, days):
    return Deadline(start + datetime.timedelta(days=days), announced=True)


def due(code, start):
    """The `Deadline` of the act `code` that begins on the date `start`, by the rule in force on that day.

    The day of the beginning is not counted (Civil Code, art. 201). None where no rule is in force.
    """
    return due_each(code, [start])[start]
