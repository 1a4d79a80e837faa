"""What the frame of every page reads of the register: guides that are public, and campaigns that run today.

One query, remembered for a minute; the dates are read by the clock at each use, and an act in the register forgets it.
"""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from cms import clock
from cms.register.models import Entry
from cms.register.vocabulary import Kind

KEY, SECONDS = "register.frame", 60
# Pages of information that frame and lists lead to, where they are public: the name of each by its path.
GUIDES = {
    f"/{name}/": name for name in ("repair", "objection", "feedback", "about", "privacy", "accessibility", "terms")
}
LONGEST = datetime.timedelta(days=200)  # no campaign is longer
ENDS_ON = KeyTextTransform("ends_on", KeyTransform("facts", "content__data"))


@dataclass(frozen=True)
class Running:
    """A campaign that is public: address, title, first and last day, and the instant it is gone, if any."""

    path: str
    title: str
    first: datetime.date
    last: datetime.date
    until: datetime.datetime | None

    def runs(self, now, today):
        """Whether it runs on the date `today` and is public at the instant `now`."""
        return self.first <= today <= self.last and (self.until is None or self.until > now)


def read():
    """`(guides by name, [Running, …])` from the database, the campaigns of today and of the coming midnight."""
    today = clock.today()
    near = Q(kind=Kind.CAMPAIGN, decided_on__range=(today - LONGEST, today + datetime.timedelta(days=1)))
    rows = Entry.objects.visible().filter(Q(path__in=GUIDES) | near)
    rows = rows.values_list("kind", "path", "title", "decided_on", ENDS_ON, "visible_until")
    guides, campaigns = {}, []
    for kind, path, title, first, last, until in rows:
        if path in GUIDES:
            guides[GUIDES[path]] = path
        elif kind == Kind.CAMPAIGN and last and last >= today.isoformat():
            campaigns.append(Running(path, title, first, datetime.date.fromisoformat(last), until))
    return guides, campaigns


def remembered():
    """As `read`, at most a minute old."""
    return cache.get_or_set(KEY, read, SECONDS)


def forget(**kwargs):
    """Reads anew from now on: at once for this process, and for others once the act is whole."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))


def compare(sender, **kwargs):
    """Compares what is remembered with the register, and forgets it where they differ; called by `reconcile`."""
    differs = cache.get(KEY) not in (None, read())
    if differs:
        cache.delete(KEY)
    return {"remembered links of the frame": int(differs)}
