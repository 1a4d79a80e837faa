"""Punishment cases (失信惩戒典型案例)."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Orderable

from cases.models.base import CasePage, Subject
from cases.models.gate import punishment_problems
from cases.models.period import PublicPeriod
from cases.widgets import CodesWidget
from cms.desk.blocks import BodyField, SectionBlock
from cms.media.models import sha256_of
from cms.register.vocabulary import Kind


class PenaltyType(models.TextChoices):
    """处罚类别 of the 双公示 table."""

    WARNING = "warning", _("warning")
    CRITICISM = "criticism", _("circulated criticism")
    FINE = "fine", _("fine")
    CONFISCATION = "confiscation", _("confiscation")
    LICENCE_SUSPENSION = "licence_suspension", _("suspension of a licence")
    LICENCE_REVOCATION = "licence_revocation", _("revocation of a licence")
    BUSINESS_RESTRICTION = "business_restriction", _("restriction of business")
    PRODUCTION_HALT = "production_halt", _("halt of production or business")
    CLOSURE = "closure", _("closure")
    PROFESSION_RESTRICTION = "profession_restriction", _("restriction of a profession")
    OTHER = "other", _("other")


def amount(value):
    """An amount in 10,000 yuan as text, without noughts at its end; "" for none."""
    return f"{value.normalize():f}" if value is not None else ""


SECTIONS = [
    ("situation", SectionBlock(label=_("Situation"), icon="info-circle")),
    ("process", SectionBlock(label=_("Course and facts"), icon="list-ul")),
    ("basis", SectionBlock(label=_("Basis"), icon="doc-full")),
    ("result", SectionBlock(label=_("Result"), icon="tick")),
    ("significance", SectionBlock(label=_("Significance"), icon="comment")),
]


class PunishmentCasePage(PublicPeriod, CasePage):
    """A punishment case: public only with basis, number, authority, date, class, notice and impact assessment."""

    kind = Kind.PUNISHMENT

    person_law = models.CharField(
        _("law that allows publishing natural persons"),
        max_length=200,
        blank=True,
        help_text=_("Law and article; only with it are natural persons published, with the name masked (王某)."),
    )
    violation_type = models.CharField(_("type of violation"), max_length=120, blank=True)
    violation_facts = models.TextField(_("facts of the violation"), blank=True)
    penalty_types = models.JSONField(_("kinds of penalty"), default=list, blank=True)
    penalty = models.TextField(_("content of the penalty"), blank=True)
    fine = models.DecimalField(
        _("fine (10,000 yuan)"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    confiscated = models.DecimalField(
        _("confiscated (10,000 yuan)"),
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    notified_on = models.DateField(
        _("date the subject was told"),
        null=True,
        blank=True,
        help_text=_("The day on which the subject was told of the publication."),
    )
    impact_assessment = models.TextField(
        _("impact assessment"),
        blank=True,
        help_text=_(
            "What publishing does to the subject and to third persons, and why it is proportionate. Not published."
        ),
    )
    source_url = models.URLField(
        _("address of the source"),
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where the decision was first published."),
    )
    source_document = models.ForeignKey(
        "media.Attachment",
        verbose_name=_("document of the decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Kept on the desk and never published; only its SHA-256 is shown, worked out when you save."),
    )
    source_sha256 = models.CharField(
        _("SHA-256 of the document"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("64 digits and letters from a to f."))],
        help_text=_("Fills itself from the document above, or paste it from where the decision is kept."),
    )
    remarks = models.TextField(_("remarks"), blank=True, help_text=_("For the desk; never published."))
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
    decision_panels = [
        MultiFieldPanel(
            [
                FieldPanel("authority"),
                FieldRowPanel([FieldPanel("document_number"), FieldPanel("decided_on")]),
                FieldRowPanel([FieldPanel("severity"), FieldPanel("notified_on")]),
                FieldRowPanel([FieldPanel("regime"), FieldPanel("measure")]),
                FieldPanel("necessity"),
                FieldRowPanel([FieldPanel("extended_until"), FieldPanel("extension_basis")]),
            ],
            _("Decision"),
        ),
        InlinePanel("bases", heading=_("Legal basis"), label=_("article of law")),
        MultiFieldPanel(
            [
                FieldPanel("violation_type"),
                FieldPanel("violation_facts"),
                FieldPanel("penalty_types", widget=CodesWidget(choices=PenaltyType.choices)),
                FieldPanel("penalty"),
                FieldRowPanel([FieldPanel("fine"), FieldPanel("confiscated")]),
            ],
            _("Violation and penalty"),
        ),
    ]
    subject_panels = [
        HelpPanel(content=_("Natural persons are not published unless a named law allows it.")),
        FieldPanel("person_law"),
        InlinePanel("subjects", heading=_("Subjects"), label=_("subject"), min_num=1),
    ]
    record_panels = [
        FieldPanel("unit"),
        FieldPanel("impact_assessment"),
        FieldPanel("source_url"),
        FieldPanel("source_document"),
        FieldPanel("source_sha256"),
        FieldPanel("remarks"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(decision_panels, heading=_("Decision")),
            ObjectList(subject_panels, heading=_("Subjects")),
            ObjectList(record_panels, heading=_("Record")),
        ]
    )

    class Meta:
        verbose_name = _("punishment case")
        verbose_name_plural = _("punishment cases")
        constraints = [
            *PublicPeriod.Meta.constraints,
            models.CheckConstraint(
                condition=(models.Q(fine__isnull=True) | models.Q(fine__gte=0))
                & (models.Q(confiscated__isnull=True) | models.Q(confiscated__gte=0)),
                name="punishment_amounts_not_negative",
            ),
        ]

    def clean_fields(self, exclude=None):
        """As Django's; a hash may be pasted in capitals."""
        self.source_sha256 = self.source_sha256.strip().lower()
        super().clean_fields(exclude)

    def clean(self):
        """Raises ValidationError where the dates contradict each other, next to the field to mend."""
        super().clean()
        if self.source_document:
            self.source_sha256 = sha256_of(self.source_document)
        today = timezone.localdate()
        if self.decided_on and self.decided_on > today:
            raise ValidationError({"decided_on": _("The decision cannot lie in the future.")})
        if self.notified_on and self.notified_on > today:
            raise ValidationError({"notified_on": _("The subject cannot have been told in the future.")})
        if bool(self.extended_until) != bool(self.extension_basis):
            field = "extension_basis" if self.extended_until else "extended_until"
            raise ValidationError({field: _("An override needs both a new last day and its basis.")})
        if not set(self.penalty_types or []) <= set(PenaltyType.values):
            raise ValidationError({"penalty_types": _("Choose from the kinds of penalty shown.")})

    def facts(self):
        """The facts the page shows as a table."""
        return super().facts() | {
            "severity": self.severity,
            "necessity": self.necessity,
            "violation_type": self.violation_type,
            "violation_facts": self.violation_facts,
            "bases": [{"law": basis.law, "article": basis.article} for basis in self.bases.all()],
            "penalty_types": self.penalty_types,
            "penalty": self.penalty,
            "fine": amount(self.fine),
            "confiscated": amount(self.confiscated),
            "source_url": self.source_url,
            "source_sha256": self.source_sha256,
            "person_law": self.person_law if self.private_names() else "",
            **self.period_facts(),
        }

    def fact_label(self, key):
        """Names the rows of the legal basis and the rule of the period; its numbers follow from it."""
        own = {
            "bases": _("Legal basis"),
            "period_rule": _("Rule of the period"),
            "fine": _("Fine"),
            "confiscated": _("Confiscated"),
            **dict.fromkeys(["regime", "measure", "repair_rule"], ""),
        }
        return own[key] if key in own else super().fact_label(key)

    def fact_text(self, key, value):
        """Amounts with their unit."""
        if key in {"fine", "confiscated"} and value:
            return _("%(amount)s × 10,000 yuan") % {"amount": value}
        return super().fact_text(key, value)

    def register_columns(self):
        """Adds class and end of publication (Order 36; Civil Code 201–203)."""
        rule = self.rule
        return super().register_columns() | {
            "severity": self.severity,
            "visible_until": self.end_of_publication(rule) if rule else None,
        }

    def publication_problems(self, at):
        """The gate of domain rules §5; each sentence says what is missing."""
        return [*super().publication_problems(at), *punishment_problems(self, at)]


class PunishmentSubject(Subject):
    """A subject of a punishment case."""

    page = ParentalKey(PunishmentCasePage, on_delete=models.CASCADE, related_name="subjects")

    class Meta(Subject.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class PunishmentBasis(Orderable):
    """A law and article a penalty rests on."""

    page = ParentalKey(PunishmentCasePage, on_delete=models.CASCADE, related_name="bases")
    law = models.CharField(_("law or regulation"), max_length=120)
    article = models.CharField(_("article"), max_length=120)

    panels = [FieldRowPanel([FieldPanel("law"), FieldPanel("article")])]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self):
        return f"{self.law} {self.article}"
