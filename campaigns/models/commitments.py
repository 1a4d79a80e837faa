"""The wall of commitments (信用承诺): what organisations promised in public, and whether they kept it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from cms.desk.pages import FramePage, RegisteredPage
from cms.desk.problems import Problem
from cms.register.names import clean_code, is_blank
from cms.register.vocabulary import Kind
from cms.units.models import Unit

SHAPE = "commitment"
YEAR = datetime.timedelta(days=365)


class Outcome(models.TextChoices):
    """Whether a commitment was kept, as the supervising unit found."""

    KEPT = "kept", _("kept")
    BROKEN = "broken", _("not kept")


class CommitmentIndexPage(FramePage):
    """The wall: commitments in force, those that have run out, kept and not kept."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CommitmentPage"]
    template = "campaigns/commitments.html"

    class Meta:
        verbose_name = _("wall of commitments")
        verbose_name_plural = _("walls of commitments")

    def serve(self, request, *args, **kwargs):
        """The commitments under the filter of the address."""
        from campaigns.public.commitments import answer

        return answer(request, self)


class CommitmentPage(RegisteredPage):
    """One commitment of one organisation. It names it, so it has a last public day like everything that does."""

    kind = Kind.PAGE

    organisation = models.CharField(_("organisation"), max_length=200)
    credit_code = models.CharField(_("unified social credit code"), max_length=18)
    text = models.TextField(_("commitment"), max_length=2000)
    made_on = models.DateField(_("made on"))
    until = models.DateField(_("in force until"))
    public_until = models.DateField(
        _("last public day"), help_text=_("Not before the end of the commitment, at most a year after it.")
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("supervising unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(_("kept or not"), max_length=6, choices=Outcome, blank=True)
    outcome_on = models.DateField(_("found on"), null=True, blank=True)
    basis = models.CharField(
        _("basis of the finding"), max_length=500, blank=True, help_text=_("Document and number, or check and date.")
    )
    told_on = models.DateField(_("organisation told on"), null=True, blank=True)

    parent_page_types = ["campaigns.CommitmentIndexPage"]
    subpage_types = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldRowPanel([FieldPanel("organisation"), FieldPanel("credit_code")]),
                    FieldPanel("text"),
                    FieldRowPanel([FieldPanel("made_on"), FieldPanel("until"), FieldPanel("public_until")]),
                    FieldPanel("unit"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("outcome"), FieldPanel("outcome_on"), FieldPanel("told_on")]),
                            FieldPanel("basis"),
                        ],
                        _("Kept or not"),
                    ),
                ],
                heading=_("Text"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(made_on__lte=F("until")) & Q(until__lte=F("public_until")), name="commitment_dates_forward"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="commitment_outcome_dated",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="broken") | (~Q(basis="") & Q(told_on__isnull=False)),
                name="commitment_broken_has_basis",
            ),
        ]

    def faults(self):
        """`(field, sentence)` of each thing that is wrong with dates, code or finding."""
        if not uscc.is_valid(clean_code(self.credit_code)):
            yield "credit_code", _("This is no valid unified social credit code.")
        if self.made_on and self.until and self.until < self.made_on:
            yield "until", _("Must not be earlier than the first day.")
        if self.until and self.public_until and not self.until <= self.public_until <= self.until + YEAR:
            yield "public_until", _("Not before the end of the commitment, at most a year after it.")
        if not self.outcome:
            if self.outcome_on:
                yield "outcome", _("Say whether it was kept.")
            return
        if not self.outcome_on:
            yield "outcome_on", _("Say when this was found.")
        if is_blank(self.basis):
            yield "basis", _("A finding needs its basis.")
        if self.outcome == Outcome.BROKEN:
            if not self.told_on:
                yield "told_on", _("The organisation must be told before this is published.")
            elif self.outcome_on and self.told_on > self.outcome_on + YEAR:
                yield "told_on", _("This is no day of this finding.")

    def clean(self):
        """Raises ValidationError beside each field that is wrong."""
        super().clean()
        self.credit_code = clean_code(self.credit_code)
        faults = dict(self.faults())
        if faults:
            raise ValidationError(faults)

    def publication_problems(self, at):
        """What is wrong keeps it from being public too, whatever saved it."""
        return [*super().publication_problems(at), *(Problem(text, name) for name, text in self.faults())]

    def body_data(self):
        """The commitment is a fact; there is no body."""
        return []

    def body_html(self):
        """None."""
        return ""

    def facts(self):
        """What was promised, until when, and what was found."""
        dates = ("made_on", "until", "outcome_on", "told_on")
        return {
            "shape": SHAPE,
            "organisation": self.organisation,
            "credit_code": self.credit_code,
            "text": self.text,
            **{name: day.isoformat() if (day := getattr(self, name)) else "" for name in dates},
            "outcome": self.outcome,
            "basis": self.basis,
            "unit": self.unit.short_name if self.unit else "",
        }

    def register_columns(self):
        """The day it was made stands where cases have their decision; after the last public day it is gone."""
        end = datetime.datetime.combine(self.public_until + datetime.timedelta(days=1), datetime.time())
        columns = {"unit": self.unit, "decided_on": self.made_on}
        return columns | {"visible_until": timezone.make_aware(end)}
