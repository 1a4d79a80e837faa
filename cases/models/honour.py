"""Reward cases (守信激励典型案例)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from cases.models.base import CasePage, Subject
from cms.desk.blocks import BodyField, SectionBlock
from cms.desk.problems import Problem
from cms.register.vocabulary import Kind
from cms.rules.periods import end_of_months

SECTIONS = [
    ("highlights", SectionBlock(label=_("Highlights"), icon="pick")),
    ("practice", SectionBlock(label=_("Practice"), icon="list-ul")),
    ("incentives", SectionBlock(label=_("Incentives"), icon="tick")),
    ("results", SectionBlock(label=_("Results"), icon="comment")),
]


class RewardCasePage(CasePage):
    """A reward case: public with the subject's consent on record, which the subject may withdraw."""

    kind = Kind.HONOUR

    honour = models.CharField(_("honour"), max_length=120, blank=True, help_text=_("Title or recognition, as granted."))
    valid_years = models.PositiveSmallIntegerField(
        _("valid for (years)"), null=True, blank=True, help_text=_("Empty: no end.")
    )
    measures = models.TextField(_("incentive measures"), blank=True, help_text=_("One a line."))
    consent_on = models.DateField(
        _("date of consent"), null=True, blank=True, help_text=_("When the subject agreed to be published.")
    )
    body = BodyField(
        SECTIONS, verbose_name=_("text"), blank=True, block_counts={name: {"max_num": 1} for name, _b in SECTIONS}
    )

    content_panels = [
        FieldPanel("title"),  # Wagtail's own panel would look for the address field, absent here
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("field"), FieldPanel("area"), FieldPanel("town")]),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    honour_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("authority"), FieldPanel("decided_on")]),
                FieldRowPanel([FieldPanel("honour"), FieldPanel("document_number"), FieldPanel("valid_years")]),
                FieldPanel("measures"),
            ],
            _("Honour"),
        ),
    ]
    subject_panels = [
        InlinePanel("subjects", heading=_("Subjects"), label=_("subject"), min_num=1),
        FieldPanel("consent_on"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(honour_panels, heading=_("Honour")),
            ObjectList(subject_panels, heading=_("Subjects")),
            ObjectList([FieldPanel("unit")], heading=_("Record")),
        ]
    )

    class Meta:
        verbose_name = _("reward case")
        verbose_name_plural = _("reward cases")

    def facts(self):
        """The facts the page shows as a table."""
        return super().facts() | {
            "honour": self.honour,
            "valid_years": self.valid_years,
            "measures": [line.strip() for line in self.measures.splitlines() if line.strip()],
        }

    def register_columns(self):
        """Adds the end of validity, where the honour has one."""
        until = None
        if self.valid_years and self.decided_on:
            until = end_of_months(self.decided_on, self.valid_years * 12)
        return super().register_columns() | {"visible_until": until}

    def publication_problems(self, at):
        """A reward case needs the subject's consent on record (domain rules §4)."""
        problems = super().publication_problems(at)
        if not self.consent_on:
            problems.append(Problem(_("The subject's consent is not on record."), "consent_on"))
        elif self.consent_on > timezone.localdate(at):
            problems.append(Problem(_("The subject cannot have consented in the future."), "consent_on"))
        return problems


class HonourSubject(Subject):
    """A subject of a reward case."""

    page = ParentalKey(RewardCasePage, on_delete=models.CASCADE, related_name="subjects")

    class Meta(Subject.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
