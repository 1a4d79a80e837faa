"""The counts of a list without words: in a large register they are kept until an act or the clock changes them."""

import time
from datetime import UTC, datetime

from django.core.cache import cache
from django.db.models import Count, Min

from cms.register.ledger import LedgerHead
from cms.register.models import Entry

SLOW = 0.1  # seconds; what is counted faster is counted each time
NEVER = datetime.max.replace(tzinfo=UTC)
SECONDS = 60  # counts hold no longer, whatever happens past the verbs: a unit's new name, a row changed in a shell


def groups(base, columns):
    """`[(*columns, number of entries)]` of the queryset `base`, one row for each combination of values."""
    if not columns:
        return [(base.count(),)]
    return list(base.order_by().values_list(*columns).annotate(n=Count("pk")))


def kept_groups(kind, at, base, columns):
    """The `groups` of what is visible of a kind ("" for all) at the instant `at`: `base` is that queryset."""
    return kept(f"counts.{kind}.{','.join(columns)}", kind, at, lambda: groups(base, columns))


def kept(name, kind, at, find):
    """What `find` counts of the entries of a kind ("" for all) at the instant `at`, kept under `name` where it is slow.

    Every act raises the ledger's number, and what the clock will do next is known: no count outlives either.
    """
    key = f"register.{name}"
    kept = cache.get(key)
    if kept is None:
        start = time.perf_counter()
        found = find()
        if time.perf_counter() - start > SLOW:
            cache.set(key, {"seq": None}, SECONDS)  # from the next time on the number is read first
        return found
    seq = LedgerHead.objects.values_list("seq", flat=True).first()
    if kept["seq"] == seq and kept["from"] <= at < kept["until"]:
        return kept["found"]
    found = find()
    cache.set(key, {"seq": seq, "from": at, "until": _next_change(kind, at), "found": found}, SECONDS)
    return found


def _next_change(kind, at):
    """The next instant at which the clock alone shows or hides an entry."""
    ends = _kind(kind, Entry.objects.filter(visible_until__gt=at)).aggregate(next=Min("visible_until"))
    starts = _kind(kind, Entry.objects.filter(visible_from__gt=at)).aggregate(next=Min("visible_from"))
    return min((found["next"] for found in (ends, starts) if found["next"]), default=NEVER)


def _kind(kind, entries):
    return entries.filter(kind=kind) if kind else entries
