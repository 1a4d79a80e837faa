"""Which sheets an entry of each kind can be printed as."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.printing import fonts
from cms.register.vocabulary import CASE_KINDS, Kind

EVERY_KIND = tuple(Kind)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name in addresses, its words, the kinds it is for, and the paper."""

    name: str
    label: str
    kinds: tuple
    paper: str


SHEETS = {
    sheet.name: sheet
    for sheet in [
        Sheet("notice", _("Notice for a board"), EVERY_KIND, "A4"),
        Sheet("leaflet", _("Leaflet of the case"), CASE_KINDS, "A5"),
        Sheet("booklet", _("Booklet"), (Kind.POLICY, Kind.PAGE), "A4"),
    ]
}


@dataclass(frozen=True)
class PosterSize:
    """A size of poster: its name in addresses, its words, pixels, and dots per inch."""

    name: str
    label: str
    width: int
    height: int
    dpi: int


POSTERS = {
    size.name: size
    for size in [
        PosterSize("a3", _("Poster A3"), 1754, 2480, 150),
        PosterSize("a4", _("Poster A4"), 1240, 1754, 150),
        PosterSize("phone", _("Poster for telephones"), 1080, 1920, 96),
    ]
}
POSTER_KINDS = (Kind.CAMPAIGN,)


def offered(entry):
    """`[(words, address)]` of the sheets and posters of an entry; posters only where there is a font to draw them."""
    links = [
        (f"{sheet.label} {sheet.paper}", reverse("print-sheet", args=[entry.code, sheet.name]))
        for sheet in SHEETS.values()
        if entry.kind in sheet.kinds
    ]
    return links + posters(entry)


def posters(entry):
    """`[(words, address)]` of the posters of an entry; none where it has none, or there is no font to draw them."""
    if entry.kind not in POSTER_KINDS or not fonts.has_any():
        return []
    return [(str(size.label), reverse("print-poster", args=[entry.code, size.name])) for size in POSTERS.values()]
