"""What a unit did on a campaign day: reported by it, accepted or returned by an editor, then taken into the page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.editions import Edition
from campaigns.vocabulary import SHAPES, ReportState
from cms.units.models import Unit


def person(label):
    """Who did something; nobody with a deed to their name is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, on_delete=models.PROTECT, related_name="+"
    )


class ActivityReport(models.Model):
    """One activity of a unit within an edition. The desk's; the page shows a copy once an editor takes it there."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=120)
    people = models.PositiveIntegerField(_("people reached"))
    description = models.TextField(_("what was done"), max_length=2000)
    links = models.JSONField(_("links of media"), default=list, blank=True)  # addresses
    state = models.CharField(_("state"), max_length=8, choices=ReportState, default=ReportState.REPORTED)
    reported_by = person(_("reported by"))
    reported_at = models.DateTimeField(_("reported at"))
    decision = models.TextField(_("reason of the decision"), max_length=500, blank=True)
    decided_by = person(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)
    taken_at = models.DateTimeField(_("taken into the page"), null=True)

    class Meta:
        verbose_name = _("report of an activity")
        verbose_name_plural = _("reports of activities")
        ordering = ["-held_on", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state="reported", decided_at__isnull=True)
                | Q(state__in=["returned", "accepted"], decided_at__isnull=False),
                name="activity_report_decided",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(decision=""), name="activity_returned_why"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(state="accepted"), name="activity_taken_accepted"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.held_on:%Y-%m-%d} {self.place}"

    @property
    def shape(self):
        """The shape beside the word of the state."""
        return SHAPES[self.state]


class ReportPicture(models.Model):
    """A photograph of a report, with the words that stand for it."""

    report = models.ForeignKey(ActivityReport, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("media.Picture", on_delete=models.PROTECT, related_name="+")
    alternative = models.CharField(_("what is seen"), max_length=200)

    class Meta:
        verbose_name = _("photograph of a report")
        verbose_name_plural = _("photographs of reports")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self):
        return self.alternative
