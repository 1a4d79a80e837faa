"""A filtered list as an Atom feed (RFC 4287), from which ended entries are taken back (RFC 6721)."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from cms.register.models import Entry
from cms.register.vocabulary import State

NEWEST = 50  # entries of a feed
REMEMBERED = datetime.timedelta(days=60)  # how long a feed says that an entry is gone
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Feed(Atom1Feed):
    """Atom with a line for each entry that has ended: readers forget it, and nothing of it is repeated."""

    def root_attributes(self):
        """Adds the namespace of the tombstones."""
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler):
        """Adds the tombstones."""
        super().add_root_elements(handler)
        for path, when in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": _address(path), "when": rfc3339_date(when)})


def _address(path):
    return f"{settings.SITE_URL}{path}"


def feed(listing, rows, title):
    """The newest of the list's entries `rows` as a feed, in the order of their publication."""
    at = listing.at
    gone = Entry.objects.gone(at).filter(kind=listing.kind, visible_until__range=(at - REMEMBERED, at))
    tombstones = [*gone.order_by("-visible_until").values_list("path", "visible_until")[:NEWEST]]
    # What is hidden for now is gone for readers as well: it comes back as it was when it is shown again.
    hidden = Entry.objects.filter(kind=listing.kind, state=State.SUSPENDED).values_list("path", flat=True)
    tombstones += [(path, at) for path in hidden[:NEWEST]]
    entries = rows.order_by("-visible_from", "-pk")[:NEWEST]
    built = Feed(
        title=title,
        link=_address(listing.path),
        description="",
        language="zh-Hans",
        feed_url=_address(f"{listing.path}feed.atom"),
        feed_guid=_address(f"{listing.path}feed.atom"),
        gone=tombstones,
    )
    for entry in entries:
        built.add_item(
            title=entry.title,
            link=_address(entry.path),
            unique_id=_address(entry.path),
            description=entry.summary,
            pubdate=entry.visible_from,
            updateddate=entry.visible_from,
            author_name=entry.unit.short_name if entry.unit else "",
            categories=[entry.field.name] if entry.field else [],
        )
    return HttpResponse(built.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
