"""When two rows are the same case: one unit, one authority, one document number, one subject.

The unit belongs to it: else an import would tell of another unit's drafts, decision by decision. What is public is
known whatever unit it is of; the reviewers' inbox points out the rest.
"""

import hashlib
import re

from django.db.models import Q

from cases.importing.models import CaseKey
from cases.importing.values import document_number
from cases.models import PunishmentCasePage, RewardCasePage
from cms.register.models import Entry
from cms.register.names import clean_code, name_key
from cms.register.vocabulary import EndReason

YEAR = re.compile(r"〔(\d{4})〕")
BRACKETS = ["〔{}〕", "[{}]", "（{}）", "({})", "【{}】", "［{}］", "﹝{}﹞"]


def keys_of(kind, unit_id, authority_id, number, decided_on, code, name):  # noqa: PLR0917 - a row of columns
    """The keys of a case, as the gate compares them (`CasePage._published_before`): by subject's code and by name.

    A decision without a number is known by its day, and its subject by name only where it has no code. Hashes: the
    table of keys names nobody.
    """
    number, code = name_key(document_number(number)), clean_code(code)
    code = "" if code == "0" * 17 + "X" else code
    decision = f"{kind}|{unit_id}|{authority_id}|{number or decided_on}"
    subjects = [f"code:{code}"] if code else []
    if number or not code:
        subjects.append(f"name:{name_key(name)}")
    return tuple(hashlib.sha256(f"{decision}|{subject}".encode()).hexdigest() for subject in subjects)


def known(drafts):
    """The keys among those of `drafts` that a case has already, and its page: `{key: page_id}`.

    Imported cases by the table of keys, all others by their own columns: of the own unit drafts, public ones and ended
    ones, of other units what is public; but what was published in error and taken down may come again.
    """
    wanted = {key for draft in drafts for key in draft.keys}
    if not wanted:
        return {}
    corrected = Q(page__entry__end_reason=EndReason.CORRECTED)
    found = dict(CaseKey.objects.filter(key__in=wanted).exclude(corrected).values_list("key", "page_id"))
    units = {draft.page.unit_id for draft in drafts}
    for model in (PunishmentCasePage, RewardCasePage):
        pages = [draft.page for draft in drafts if isinstance(draft.page, model)]
        rows = list(_candidates(model, pages))
        public = set(Entry.objects.visible().filter(page__in=[row[0] for row in rows]).values_list("page", flat=True))
        for page, unit, *columns in rows:
            for of_unit in units if page in public else {unit}:
                for key in keys_of(model.kind, of_unit, *columns):
                    if key in wanted:
                        found.setdefault(key, page)
    return found


def _candidates(model, pages):
    """Cases of the same authorities that were decided on the same days or bear the same numbers, however typed."""
    if not pages:
        return []
    numbers = {spelling for page in pages if page.document_number for spelling in _spellings(page.document_number)}
    days = {page.decided_on for page in pages}
    rows = model.objects.filter(authority__in={page.authority_id for page in pages})
    rows = rows.filter(Q(document_number__in=numbers) | Q(decided_on__in=days))
    rows = rows.exclude(entry__end_reason=EndReason.CORRECTED)
    return rows.values_list(
        "pk", "unit", "authority", "document_number", "decided_on", "subjects__code", "subjects__name"
    ).exclude(subjects__name=None)


def _spellings(number):
    """A document number with the brackets that people type."""
    return {YEAR.sub(pair.format(r"\1"), number) for pair in BRACKETS}
