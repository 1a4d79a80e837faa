"""Tells the editors that a column will be stale, that it is, and which are empty: once each."""

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from cms.notices import notify
from cms.notices.vocabulary import NoticeKind
from cms.quality.freshness import Freshness, standings
from cms.units.members import people_with
from cms.units.models import Role


def tell_editors():
    """Writes the notices that are due; how many are new."""
    rows = standings()
    due = [row for row in rows if row.state in {Freshness.SOON, Freshness.STALE}]
    empty = [row for row in rows if row.state == Freshness.EMPTY]
    editors, new = list(people_with(Role.EDITOR)), 0
    for row in due:
        # A column that was updated since begins anew: its newest day stands in the key.
        key = f"quality:{row.column.key[:60]}:{row.column.last or '-'}:{row.state}"
        new += _tell(editors, key, row.sentence)
    if empty:
        # All in one, once for each set of them: a new site would have a notice for every unit otherwise.
        keys = hashlib.sha256("\n".join(sorted(row.column.key for row in empty)).encode()).hexdigest()[:16]
        names = "、".join(row.column.title for row in empty)
        title = ngettext("%(count)s column is empty", "%(count)s columns are empty", len(empty))
        new += _tell(editors, f"quality:empty:{keys}", title % {"count": len(empty)}, names)
    return new


@transaction.atomic
def _tell(editors, key, title, text=""):
    url = reverse("quality_columns")
    return notify(editors, kind=NoticeKind.DEADLINE, key=key, title=title, text=text, url=url)
