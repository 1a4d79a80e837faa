"""Sign-up for events by number: how many seats are taken, and what a receipt code cancels. No names, no addresses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms import clock

MOST_PEOPLE = 9  # of one sign-up


class EventCount(models.Model):
    """How many seats of one event are taken; the event itself stands in the published text, under `key`."""

    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    taken = models.PositiveIntegerField(_("seats taken"), default=0)

    class Meta:
        verbose_name = _("seats of an event")
        verbose_name_plural = _("seats of events")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="event_count_once"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="event_count_not_below_nought"),
        ]

    def __str__(self):
        return f"{self.entry_id} {self.key}: {self.taken}"


class SignUp(models.Model):
    """So many people will come. The receipt code is known to who has it; here is its keyed hash."""

    event = models.ForeignKey(EventCount, on_delete=models.CASCADE, related_name="sign_ups")
    digest = models.CharField(max_length=64, unique=True)
    people = models.PositiveSmallIntegerField(_("people"))
    at = models.DateTimeField(_("when"), default=clock.now)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="sign_up_of_some_people")
        ]

    def __str__(self):
        return f"{self.event} +{self.people}"
