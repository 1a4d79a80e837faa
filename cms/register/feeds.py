"""A filtered list as an Atom feed (RFC 4287), from which ended entries are taken back (RFC 6721)."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Max, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from cms.ops.models import SiteMarks
from cms.register.dictionary import address
from cms.register.models import Entry
from cms.register.vocabulary import State, Verb

NEWEST = 50  # entries of a feed
MOST_GONE = 200  # ended ones it tells of
REMEMBERED = datetime.timedelta(days=60)  # how long a feed says that an entry is gone
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class Feed(Atom1Feed):
    """Atom with a line for each entry that has ended: readers forget it, and nothing of it is repeated."""

    def root_attributes(self):
        """Adds the namespace of the tombstones."""
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler):
        """Adds the tombstones."""
        super().add_root_elements(handler)
        for code, when in self.feed["gone"]:
            told = {"ref": entry_id(code), "when": rfc3339_date(timezone.localtime(when))}
            handler.addQuickElement("at:deleted-entry", "", told)

    def latest_post_date(self):
        """The last change of what the feed tells; the same as long as it tells the same."""
        times = [item["updateddate"] for item in self.items] + [when for _code, when in self.feed["gone"]]
        return max(times, default=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


def tag(of):
    """A lasting id (RFC 4151) of something of this site: neither a new address nor a new protocol changes it."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{of}"


def entry_id(code):
    """The id of an entry by its verification code."""
    return tag(f"entry:{code}")


def tombstones(at, kind=None):
    """`[(code, instant)]` of what ended lately, of a kind or of all, and of what is hidden for now.

    Never narrower: under a filter the number of tombstones would tell whom something ended was about.
    """
    of = {"kind": kind} if kind else {}
    gone = Entry.objects.gone(at).filter(visible_until__range=(at - REMEMBERED, at), **of)
    found = [*gone.order_by("-visible_until").values_list("code", "visible_until")[:MOST_GONE]]
    # What is hidden for now is gone for readers as well: it comes back as it was when it is shown again.
    hidden = Entry.objects.filter(state=State.SUSPENDED, **of)
    hidden = hidden.annotate(when=Max("acts__at", filter=Q(acts__verb=Verb.SUSPEND))).order_by("-when")
    return found + [(code, when or at) for code, when in hidden.values_list("code", "when")[:MOST_GONE]]


def dated(rows):
    """The entries `rows` with `changed_at`, the instant of the last publication or correction."""
    return rows.annotate(changed_at=F("page__last_published_at"))


def answer(title, path, query, entries, gone):
    """The feed of `entries` (with `changed_at`) and the tombstones `gone`, for the page at `path` under its query."""
    query = query and f"?{query}"
    own = f"{path}feed.atom{query}"
    built = Feed(
        title=title,
        link=address(path + query),
        description="",
        language="zh-Hans",
        author_name=SiteMarks.cached().name,
        feed_url=address(own),
        feed_guid=tag(f"feed:{own}"),
        gone=gone,
    )
    for entry in entries:
        built.add_item(
            title=entry.title,
            link=address(entry.path),
            unique_id=entry_id(entry.code),
            description=entry.summary,
            pubdate=timezone.localtime(entry.visible_from),
            updateddate=timezone.localtime(max(entry.visible_from, entry.changed_at or entry.visible_from)),
            author_name=entry.unit.short_name if entry.unit else "",
            categories=[entry.field.name] if entry.field else [],
        )
    return HttpResponse(built.writeString("utf-8"), content_type=CONTENT_TYPE)


def feed(listing, rows, title, query=""):
    """The newest of the list's entries `rows` as a feed, in the order of their publication."""
    entries = dated(rows.order_by("-visible_from", "-pk"))[:NEWEST]
    return answer(title, listing.path, query, entries, tombstones(listing.at, listing.kind))
