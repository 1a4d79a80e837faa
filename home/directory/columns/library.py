"""Posters and videos: every campaign that is public now with a picture or a video, to print, watch and pass on."""

from django.utils.translation import gettext_lazy as _

from cms.printing.sheets import posters
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from home.directory.asked import Asked


def context(page, params):
    """The campaigns with something to take away, the newest first; one query for however many there are."""
    asked = Asked(params, page.get_url())
    entries = Entry.objects.visible().filter(kind=Kind.CAMPAIGN).order_by("-decided_on", "-pk")
    found = [_material(entry) for entry in entries.for_lists().select_related("content").defer("content__html")]
    found = [row for row in found if row["picture"] or row["videos"]]
    year = asked.choice("year", _("year"), {row["year"]: row["year"] for row in found})
    return {"asked": asked, "rows": [row for row in found if not year or row["year"] == int(year)]}


def _material(entry):
    """What a campaign has for others to use; its videos by their titles, as approved."""
    return {
        "entry": entry,
        "year": entry.decided_on.year,
        "picture": entry.content.facts["picture"],
        "videos": [block["value"]["title"] for block in entry.content.data["body"] if block["type"] == "video"],
        "posters": posters(entry),
    }
