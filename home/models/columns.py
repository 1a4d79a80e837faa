"""Columns and the information pages within them."""

from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from cms.desk.blocks import BodyField, HeadedBlock, RunningBlock
from cms.desk.pages import FramePage, RegisteredPage
from cms.register.listing import Listing
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.units.models import Unit

BODY_BLOCKS = [*RunningBlock().child_blocks.items(), ("part", HeadedBlock())]


class ColumnPage(FramePage):
    """A column: a list of the information pages below it."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.InfoPage"]
    template = "home/column.html"

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def serve(self, request, *args, **kwargs):
        """The column's pages, newest first."""
        base = Entry.objects.visible().filter(page__path__startswith=self.path)
        listing = Listing(
            request.GET, filters=("year",), kind=Kind.PAGE, path=request.path, base=base, searchable=False
        )
        return render(request, self.template, {"page": self, "listing": listing})


class InfoPage(RegisteredPage):
    """An article of a column, or a page of information that stands by itself."""

    kind = Kind.PAGE

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    picture = models.ForeignKey(
        "media.Picture", verbose_name=_("picture"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = BodyField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage", "home.ColumnPage", "home.UnitPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("picture")]),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def facts(self):
        """Who speaks."""
        return {"unit": self.unit.name if self.unit else ""}

    def register_columns(self):
        """What lists show."""
        thumbnail = self.picture.as_thumbnail() if self.picture else {}
        return {"unit": self.unit, **thumbnail}
