"""Offers of 信易+ (items 12 to 16) and of banks to rural borrowers (31): what good credit is useful for."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from cms.desk.blocks import BodyField
from cms.desk.pages import RegisteredPage
from cms.desk.problems import Problem, blank_fields
from cms.register.vocabulary import Kind
from cms.rules.periods import end_of_day
from cms.rules.validity import Dated, forward
from cms.units.models import Unit
from home.directory.models.guarded import OFFICE_ONLY, is_mobile
from home.models.columns import BODY_BLOCKS


class Product(models.TextChoices):
    """The products of the plan, and what came after it."""

    BANK_TAX = "bank-tax", "银税互动"
    BUSINESS_VALUE = "business-value", "商业价值信用贷"
    KNOWLEDGE_VALUE = "knowledge-value", "知识价值信用贷"
    LOAN = "loan", "信易贷"
    TRAVEL = "travel", "信易游"
    STAY = "stay", "信易住"
    READ = "read", "信易阅"
    RURAL = "rural", "农村信用贷"
    OTHER = "other", _("other offers")


class Need(models.TextChoices):
    """What somebody comes for: the finder's second question."""

    LOAN = "loan", _("borrow money")
    TRAVEL = "travel", _("visit sights")
    STAY = "stay", _("stay at a hotel")
    READ = "read", _("borrow books")
    OTHER = "other", _("something else")


# The finder's first question: who somebody is, and the field that says whether an offer is for them.
AUDIENCES = {
    "citizen": ("for_citizens", _("a citizen")),
    "firm": ("for_firms", _("a small or medium firm")),
    "tech": ("for_tech_firms", _("a technology firm")),
    "farmer": ("for_farmers", _("a farmer or rural cooperative")),
}
REQUIRED = {
    "provider": _("Say who offers it."),
    "qualifies": _("Say who qualifies."),
    "benefit": _("Say what one gets."),
    "steps": _("Say how to apply."),
}


class OfferPage(Dated, RegisteredPage):
    """One offer: who offers it, who qualifies, what one gets, how to apply. Gone after its last day, by the clock."""

    kind = Kind.PAGE

    product = models.CharField(_("product"), max_length=16, choices=Product)
    need = models.CharField(_("what for"), max_length=8, choices=Need)
    for_citizens = models.BooleanField(_("for citizens"), default=False)
    for_firms = models.BooleanField(_("for small and medium firms"), default=False)
    for_tech_firms = models.BooleanField(_("for technology firms"), default=False)
    for_farmers = models.BooleanField(_("for farmers and rural cooperatives"), default=False)
    provider = models.CharField(_("who offers it"), max_length=200)
    unit = models.ForeignKey(Unit, verbose_name=_("responsible unit"), on_delete=models.PROTECT, related_name="+")
    qualifies = models.TextField(_("who qualifies"), max_length=1000, blank=True)
    benefit = models.TextField(_("what one gets"), max_length=1000, blank=True)
    steps = models.TextField(_("how to apply"), max_length=2000, blank=True, help_text=_("A step a line."))
    documents = models.TextField(_("papers needed"), max_length=2000, blank=True, help_text=_("One a line."))
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone of the office"), max_length=60, blank=True)
    url = models.URLField(_("where to apply"), blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("further explanations"), blank=True)

    unpublished_fields = ("telephone",)  # an office's own number; `clean` sees that it is none of a person's

    parent_page_types = ["directory.DirectoryPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("product"), FieldPanel("need"), FieldPanel("unit")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("for_citizens"), FieldPanel("for_firms")]),
                FieldRowPanel([FieldPanel("for_tech_firms"), FieldPanel("for_farmers")]),
            ],
            heading=_("For whom"),
        ),
        FieldPanel("provider"),
        FieldPanel("qualifies"),
        FieldPanel("benefit"),
        FieldPanel("steps"),
        FieldPanel("documents"),
        FieldRowPanel([FieldPanel("telephone"), FieldPanel("url"), FieldPanel("basis")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        InlinePanel("stories", heading=_("Stories"), label=_("story")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("offer of Credit Plus")
        verbose_name_plural = _("offers of Credit Plus")
        constraints = [forward("offer_period_forward")]

    @classmethod
    def can_create_at(cls, parent):
        """Below the column of offers only."""
        return super().can_create_at(parent) and getattr(parent.specific, "shows", None) == "xinyi"

    def clean(self):
        """Raises ValidationError for a telephone that is a person's."""
        super().clean()
        if is_mobile(self.telephone):
            raise ValidationError({"telephone": OFFICE_ONLY})

    def publication_problems(self, at):
        """An offer says who offers what to whom, and how to get it."""
        problems = [*super().publication_problems(at), *blank_fields(self, REQUIRED)]
        if not self.audiences():
            problems.append(Problem(_("Say for whom it is."), "for_citizens"))
        if is_mobile(self.telephone):
            problems.append(Problem(OFFICE_ONLY, "telephone"))
        return problems

    def audiences(self):
        """For whom it is, as the codes of `AUDIENCES`."""
        return [code for code, (name, _label) in AUDIENCES.items() if getattr(self, name)]

    def facts(self):
        """Everything but the words of the body; stories by the numbers of their pages."""
        return {
            "shape": "offer",
            "type": {"product": self.product, "need": self.need, "for": self.audiences()},
            "product": self.get_product_display(),
            "provider": self.provider,
            "unit": self.unit.name,
            "qualifies": self.qualifies,
            "benefit": self.benefit,
            "steps": self.steps.splitlines(),
            "documents": self.documents.splitlines(),
            "basis": self.basis,
            "telephone": self.telephone,
            "url": self.url,
            "valid_from": self.valid_from.isoformat() if self.valid_from else "",
            "valid_to": self.valid_to.isoformat() if self.valid_to else "",
            "stories": [row.page_of_case_id for row in self.stories.all()],
        }

    def register_columns(self):
        """Gone with its first day no longer valid."""
        until = end_of_day(self.valid_to - datetime.timedelta(days=1)) if self.valid_to else None
        return {"unit": self.unit, "visible_until": until}


class OfferStory(Orderable):
    """A reward case that tells how an offer was used; shown while the case is public."""

    page = ParentalKey(OfferPage, on_delete=models.CASCADE, related_name="stories")
    page_of_case = models.ForeignKey(Page, verbose_name=_("reward case"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("page_of_case", page_type=["cases.RewardCasePage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")
