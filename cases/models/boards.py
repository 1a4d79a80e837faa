"""The exposure board and the honours board: frames over the register."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.desk.pages import FramePage
from cms.register.listing import Listing
from cms.register.vocabulary import Kind


class CaseListPage(FramePage):
    """A filtered list of one kind of case."""

    kind_listed = None
    filters = ()

    subpage_types = []
    parent_page_types = ["home.HomePage"]
    max_count = 1

    class Meta:
        abstract = True

    def listing(self, params, path):
        """The list under the filters of an address: of the page, its downloads and its feed."""
        return Listing(params, kind=self.kind_listed, filters=self.filters, path=path)

    def serve(self, request, *args, **kwargs):
        """The list as a page."""
        context = {"page": self, "listing": self.listing(request.GET, request.path)}
        return render(request, self.template, context)


class BoardPage(CaseListPage):
    """The exposure board (曝光台)."""

    kind_listed = Kind.PUNISHMENT
    filters = ("field", "unit", "town", "year", "class", "state")
    template = "cases/board.html"

    class Meta:
        verbose_name = _("exposure board")
        verbose_name_plural = _("exposure boards")


class HonoursPage(CaseListPage):
    """The honours board (守信榜)."""

    kind_listed = Kind.HONOUR
    filters = ("field", "unit", "town", "year", "state")
    template = "cases/honours.html"

    class Meta:
        verbose_name = _("honours board")
        verbose_name_plural = _("honours boards")
