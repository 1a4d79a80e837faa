"""Deadlines as data: within how many days somebody has to act, by which rule, and when that rule was in force."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.rules.validity import Dated, DatedQuerySet, forward
from cms.rules.workdays import Deadline, deadline


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


def due(code, start):
    """The `Deadline` of the act `code` that begins on the date `start`, by the rule in force on that day.

    The day of the beginning is not counted (Civil Code, art. 201). None where no rule is in force.
    """
    rule = DeadlineRule.objects.governing_or_none(code, start)
    if rule is None:
        return None
    if rule.counting == DeadlineRule.Counting.CALENDAR:
        return Deadline(start + datetime.timedelta(days=rule.days), announced=True)
    return deadline(start, rule.days)
