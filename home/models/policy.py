"""Policy articles with the head of an official paper and numbered items that can be linked to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from cms.desk.blocks import BodyField, HeadedBlock, PolicyItemBlock, PolicySectionBlock, RunningBlock, text_block
from cms.desk.pages import RegisteredPage
from cms.register.filters import POLICY_LEVELS, TOPICS, VALIDITY
from cms.register.vocabulary import Kind

ITEM_BLOCKS = [
    ("text", text_block()),
    ("section", PolicySectionBlock()),
    ("item", PolicyItemBlock()),
    ("part", HeadedBlock()),
    *[(name, block) for name, block in RunningBlock().child_blocks.items() if name in {"table", "attachment"}],
]


class PolicyArticlePage(RegisteredPage):
    """A policy document or its interpretation."""

    kind = Kind.POLICY

    index_number = models.CharField(_("index number"), max_length=60, blank=True)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuing organ"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=list(POLICY_LEVELS.items()))
    topic = models.CharField(_("topic"), max_length=20, choices=list(TOPICS.items()))
    signed_on = models.DateField(_("date of the document"))
    validity = models.CharField(_("validity"), max_length=10, choices=list(VALIDITY.items()), default="in_force")
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    source_url = models.URLField(_("address of the original"), blank=True)
    original = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("original document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The file as the issuer published it, for readers to download; the guard reads it."),
    )
    interprets = models.ForeignKey(
        "self",
        verbose_name=_("interprets"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interpretations",
    )
    replaces = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    body = BodyField(ITEM_BLOCKS, verbose_name=_("text"), blank=True)

    parent_page_types = ["home.PolicyIndexPage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    head_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("document_number")]),
                FieldRowPanel([FieldPanel("index_number"), FieldPanel("signed_on")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("topic"), FieldPanel("validity")]),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("source_url")]),
                FieldPanel("original"),
            ],
            _("Head of the document"),
        ),
        MultiFieldPanel([FieldPanel("interprets"), FieldPanel("replaces")], _("Related documents")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(head_panels, heading=_("Head of the document")),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    class Meta:
        verbose_name = _("policy article")
        verbose_name_plural = _("policy articles")

    def facts(self):
        """The document head; related documents by their addresses."""
        related = {
            "interprets": self.interprets,
            "replaces": self.replaces,
        }
        return {
            "index_number": self.index_number,
            "document_number": self.document_number,
            "issuer": self.issuer,
            "level": self.level,
            "topic": self.topic,
            "signed_on": self.signed_on.isoformat() if self.signed_on else "",
            "validity": self.validity,
            "effective_on": self.effective_on.isoformat() if self.effective_on else "",
            "source_url": self.source_url,
            "original": self._original(),
            "contents": self.contents(),
            **{name: {"title": page.title, "url": page.get_url()} if page else None for name, page in related.items()},
        }

    def _original(self):
        if self.original is None:
            return None
        return {
            "title": self.original.title,
            "url": self.original.url,
            "size": self.original.get_file_size(),
            "extension": self.original.file_extension.upper(),
        }

    def fact_text(self, key, value):
        """A document that is named is told by its title."""
        return value["title"] if isinstance(value, dict) else super().fact_text(key, value)

    def clean(self):
        """Raises ValidationError for a document that interprets or replaces itself."""
        super().clean()
        faults = {}
        for name in ("interprets", "replaces"):
            if self.pk and getattr(self, f"{name}_id") == self.pk:
                faults[name] = _("A document cannot refer to itself.")
        if faults:
            raise ValidationError(faults)

    def contents(self):
        """The chapters and numbered items, for the table of contents and item links."""
        lines = []
        for block in self.body:
            if block.block_type == "section":
                lines.append({"type": "section", "title": block.value["title"]})
            elif block.block_type == "item":
                lines.append({"type": "item", "number": block.value["number"], "title": block.value["heading"]})
        return lines

    def register_columns(self):
        """What the library filters and sorts by."""
        return {
            "document_number": self.document_number,
            "issuer": self.issuer,
            "level": self.level,
            "topic": self.topic,
            "validity": self.validity,
            "decided_on": self.signed_on,
        }
