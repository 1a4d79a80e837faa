"""Tells the editors that a column will be stale, and that it is: once each."""

from django.db import transaction
from django.urls import reverse

from cms.notices import notify
from cms.notices.vocabulary import NoticeKind
from cms.quality.freshness import Freshness, standings
from cms.units.members import people_with
from cms.units.models import Role

TOLD = {Freshness.SOON, Freshness.STALE, Freshness.EMPTY}


def tell_editors():
    """Writes the notices that are due; how many are new."""
    rows = [row for row in standings() if row.state in TOLD]
    editors, new = list(people_with(Role.EDITOR)) if rows else [], 0
    for row in rows:
        # A column that was updated since begins anew: its newest day stands in the key.
        since = row.column.last.isoformat() if row.column.last else "-"
        with transaction.atomic():
            new += notify(
                editors,
                kind=NoticeKind.DEADLINE,
                key=f"quality:{row.column.key[:60]}:{since}:{row.state}",
                title=row.sentence,
                url=reverse("quality_columns"),
            )
    return new
