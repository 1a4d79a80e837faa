"""Removal requests: who was asked to take down a copy of an ended case, when, with what result and evidence."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms import clock
from cms.register.models import Entry
from cms.register.vocabulary import Kind

WEB = URLValidator(schemes=["http", "https"])


def ended_punishments():
    """The condition for punishment cases whose publication has ended, by an act or by the clock."""
    return Q(kind=Kind.PUNISHMENT) & Q(pk__in=Entry.objects.gone().values("pk"))


def still_to_be_asked():
    """Ended punishment cases for which nobody was asked yet, those that ended last first."""
    return Entry.objects.filter(ended_punishments(), removal_requests__isnull=True).order_by("-visible_until", "-pk")


class RemovalRequestForm(WagtailAdminModelForm):
    """Keeps who asks."""

    def save(self, commit=True):
        """As usual, with the user of a new request."""
        if self.instance._state.adding:
            self.instance.requested_by = self.for_user
        return super().save(commit)


class RemovalRequest(models.Model):
    """One request to one search engine or site. Once it is done it cannot be changed (trigger, see apps.py)."""

    class Result(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        REMOVED = "removed", _("removed")
        NOT_LISTED = "not_listed", _("was not listed there")
        REFUSED = "refused", _("refused")

    entry = models.ForeignKey(
        Entry,
        verbose_name=_("ended case"),
        on_delete=models.PROTECT,
        related_name="removal_requests",
        limit_choices_to=ended_punishments,
    )
    engine = models.CharField(_("search engine or site"), max_length=60)
    address = models.URLField(
        _("address to be removed"),
        max_length=500,
        blank=True,
        validators=[WEB],
        help_text=_("Empty: the address of the case on this site."),
    )
    requested_on = models.DateField(_("requested on"), default=clock.today)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    result = models.CharField(_("result"), max_length=10, choices=Result, default=Result.WAITING)
    done_on = models.DateField(_("done on"), null=True, blank=True, help_text=_("Closes the request for good."))
    evidence = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("evidence (file)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Kept on the desk and never published: the answer, or a picture of the search result."),
    )
    evidence_url = models.URLField(_("evidence (address)"), max_length=500, blank=True, validators=[WEB])
    remarks = models.TextField(_("remarks"), blank=True)

    base_form_class = RemovalRequestForm
    panels = [
        FieldPanel("entry"),
        FieldRowPanel([FieldPanel("engine"), FieldPanel("requested_on")]),
        FieldPanel("address"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("result"), FieldPanel("done_on")]),
                FieldPanel("evidence"),
                FieldPanel("evidence_url"),
                FieldPanel("remarks"),
            ],
            heading=_("Result"),
        ),
    ]

    class Meta:
        verbose_name = _("removal request")
        verbose_name_plural = _("removal requests")
        ordering = ["-requested_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="waiting", done_on__isnull=True) | (~Q(result="waiting") & Q(done_on__isnull=False)),
                name="removal_done_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(result="removed") | Q(evidence__isnull=False) | ~Q(evidence_url=""),
                name="removal_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=models.F("requested_on")),
                name="removal_period_forward",
            ),
        ]

    def __str__(self):
        return f"{self.engine} · {self.requested_on}"

    def save(self, *args, **kwargs):
        """Fills in the address of the case on this site where none was given."""
        self.address = self.address or urljoin(settings.SITE_URL, self.entry.path)
        super().save(*args, **kwargs)

    @property
    def is_closed(self):
        """Whether it is done and stays as it is."""
        return self.done_on is not None

    def clean(self):
        """Raises ValidationError where result, date and evidence do not go together, next to the field to mend."""
        today = clock.today()
        if self.requested_on and self.requested_on > today:
            raise ValidationError({"requested_on": _("This day has not come yet.")})
        if self.done_on and not (self.requested_on or today) <= self.done_on <= today:
            raise ValidationError({"done_on": _("Between the day of the request and today.")})
        if (self.result == self.Result.WAITING) != (self.done_on is None):
            field = "done_on" if self.done_on is None else "result"
            raise ValidationError({field: _("A result and the day of it belong together.")})
        if self.result == self.Result.REMOVED and not (self.evidence_id or self.evidence_url):
            raise ValidationError({"evidence": _("Add a file or an address that shows the removal.")})
