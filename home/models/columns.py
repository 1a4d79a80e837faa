"""Columns and the information pages within them."""

import re
from itertools import count

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

LONG = 4  # parts under headings; from here on a page has a list of its contents
PART = re.compile(r'<section class="part"')
BODY_BLOCKS = [*RunningBlock().child_blocks.items(), ("part", HeadedBlock())]


HOME_CHILDREN = 3  # the depth of the pages right below the home page


def _unit_page_above(page):
    """The unit's page that `page` stands below, or None."""
    from home.models.frames import UnitPage

    paths = [page.path[: step * page.steplen] for step in range(1, page.depth)]
    return UnitPage.objects.filter(path__in=paths).select_related("unit", "unit__town").first()


class ColumnPage(FramePage):
    """A column: a list of the information pages below it. A town's villages have theirs below the town's page."""

    for_reference = models.BooleanField(
        _("for reference"),
        default=False,
        help_text=_("Kept up as occasion demands: it is no news column, which has to bring something every two weeks."),
    )

    parent_page_types = ["home.HomePage", "home.UnitPage"]
    subpage_types = ["home.InfoPage"]
    content_panels = [*FramePage.content_panels, FieldPanel("for_reference")]
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
        unit_page = _unit_page_above(self) if self.depth > HOME_CHILDREN else None
        return render(request, self.template, {"page": self, "listing": listing, "unit_page": unit_page})


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
        """Who speaks; of a long page the headings of its parts."""
        unit, headings = self.speaker(), [block.value["heading"] for block in self.body if block.block_type == "part"]
        long = {"shape": "chapters", "contents": headings} if len(headings) >= LONG else {}
        return {"unit": unit.name if unit else "", **long}

    def body_html(self):
        """Each part with an anchor, which the contents lead to."""
        numbers = count(1)
        return PART.sub(lambda match: f'{match[0]} id="part-{next(numbers)}"', super().body_html())

    def speaker(self):
        """The unit that is named, or the one below whose page this stands."""
        if self.unit_id or self.depth is None or self.depth <= HOME_CHILDREN:
            return self.unit
        above = _unit_page_above(self)
        return above.unit if above else None

    def register_columns(self):
        """What lists show; in a town's column also the town."""
        unit = self.speaker()
        thumbnail = self.picture.as_thumbnail() if self.picture else {}
        return {"unit": unit, "town": unit.town if unit else None, **thumbnail}
