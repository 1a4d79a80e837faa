"""The rules a text is examined by: terms as editors keep them, and the former names of the member units."""

import datetime
import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.quality.models.terms import Severity, Term, TermKind
from cms.quality.wording import Name, Rule, Wording
from cms.units.models import Unit

EDITION = 1  # raised when the examination itself changes: everything is examined anew
PLACE = re.compile(r"(?:^|[省市])([^省市区]{1,6})区")  # of …市江津区…局


@dataclass(frozen=True)
class Terms:
    """The wording to examine by, and a fingerprint that changes with any of it."""

    wording: Wording
    fingerprint: str


def load():
    """The `Terms` as they stand in the database, in three queries."""
    rules = [
        Rule(
            wrong=term.wrong,
            right=term.right,
            kind=term.kind,
            severity=term.severity,
            note=term.note,
            fine_in=tuple(term.fine_in.split()),
            valid_from=term.valid_from,
            valid_to=term.valid_to,
        )
        for term in Term.objects.order_by("pk")
    ]
    names = []
    for unit in Unit.objects.order_by("pk").prefetch_related("names"):
        dated = sorted(unit.names.all(), key=lambda name: (name.valid_from or datetime.date.min, name.pk))
        for number, name in enumerate(dated):
            later = dated[number + 1] if number + 1 < len(dated) else None
            ended = name.valid_to or (later and later.valid_from)
            names += [Name(words, name.valid_from, ended) for words in {name.full, name.short}]
            if ended and later:
                rules += _former(unit, name, dated[-1], ended)
    still = {name.name for name in names if name.valid_to is None}
    rules = [rule for rule in rules if rule.wrong not in still or rule.kind != TermKind.ORGAN]
    said = repr((EDITION, rules, sorted(map(repr, names))))
    return Terms(Wording(rules, names), hashlib.sha256(said.encode()).hexdigest())


def _former(unit, name, current, ended):
    """The rules for a name a unit no longer bears."""
    place = PLACE.search(name.full)
    note = _("name of the unit until %(day)s") % {"day": ended.isoformat()}
    for wrong, right in {name.full: current.full, name.short: current.short}.items():
        if wrong not in {current.full, current.short}:
            yield Rule(
                wrong=wrong,
                right=right,
                kind=TermKind.ORGAN,
                severity=Severity.SERIOUS,
                note=note,
                valid_from=ended,
                own_place=(place[1] if place else "区") if wrong.startswith("区") else "",
            )
