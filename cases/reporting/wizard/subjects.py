"""Subjects somebody has written before, offered while a name is typed: what is public, and the own unit's cases."""

from dataclasses import dataclass

from django.db.models import Q

from cases.models.base import NO_CODE, SubjectType
from cases.reporting.desk.standing import cases_of
from cms.register.models import Entry, EntrySubject
from cms.register.names import clean_code, name_key

SHORTEST, MOST = 2, 6
OWN = 100  # of the unit's latest cases are read


@dataclass(frozen=True)
class Known:
    """A firm as it was written before."""

    name: str
    code: str
    type: str = SubjectType.LEGAL


def known(user, unit, typed):
    """Up to `MOST` `Known` firms that `typed` (a part of a name, the beginning of a code) may mean; no persons.

    Read from what the register shows everybody and from cases of `unit`, as far as `user` sees them.
    """
    key, code = name_key(typed), clean_code(typed)
    if len(key) < SHORTEST:
        return []
    found = {}
    for row in [*_own(user, unit, key, code), *_public(key, code)]:
        found.setdefault((row.name, row.code), row)
    return list(found.values())[:MOST]


def _public(key, code):
    rows = EntrySubject.objects.filter(Q(name_key__contains=key) | Q(code__startswith=code), ~Q(code=""))
    rows = rows.filter(entry__in=Entry.objects.visible()).values_list("name", "code").distinct()
    return [Known(name, code) for name, code in rows.order_by("name")[:MOST]]


def _own(user, unit, key, code):
    pages = cases_of(user, unit).order_by("-latest_revision_created_at").select_related("latest_revision")
    for content in pages.filter(latest_revision__isnull=False).values_list("latest_revision__content", flat=True)[:OWN]:
        for row in content.get("subjects") or []:
            if row.get("type") == SubjectType.NATURAL_PERSON or not row.get("name"):
                continue
            own = row.get("code") or ""
            if key in name_key(row["name"]) or (own and own.startswith(code)):
                yield Known(row["name"], "" if own == NO_CODE else own, row.get("type") or SubjectType.LEGAL)
