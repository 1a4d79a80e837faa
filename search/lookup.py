"""The exact look-up: what the register publishes of a firm, by credit code or by the whole name."""

import re
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc

from cms.register.models import Entry, EntrySubject
from cms.register.names import clean_code, name_key
from cms.register.vocabulary import NAMING_KINDS, Kind
from search.analysis import simplified

CODE_LENGTH = 18
SHORTEST_PART = 2  # characters of a name
MOST_CONTAINING = 10  # subjects whose name only contains what was typed
NO_CODE = "0" * 17 + "X"  # how reports write that a firm has no code
UNUSED_LETTERS = set("IOSVZ")
# Letters and digits alone, long enough and some of them digits: somebody meant to type a code.
CODE_LIKE = re.compile(r"(?=(?:[A-Z]*[0-9]){4})(?:[0-9][0-9A-Z]{7,39}|[0-9A-Z]{15,20})")

NATIONAL = "https://www.creditchina.gov.cn/"  # the national site, which has the full record
VERDICTS = {
    "board": gettext_lazy("On the exposure board; not among the honoured."),
    "honoured": gettext_lazy("Among the honoured; not on the exposure board."),
    "both": gettext_lazy("On the exposure board and among the honoured."),
    "neither": gettext_lazy("Neither on the exposure board nor among the honoured."),
    "unclear": gettext_lazy("Not known: the code is not complete or not typed correctly."),
}
LIMITS = gettext_lazy(
    "This is what this district publishes at this moment. It is no certificate, and not all records stand here: the "
    "national site “Credit China” has the full record. The same name does not always mean the same firm; compare the "
    "code."
)


@dataclass
class Found:
    """What a look-up found: subjects that match for certain, and those of which only the name is the same.

    Where neither is found, `containing` holds those whose name has the typed text within it.
    """

    by_code: bool
    remark: str = ""
    # Whether finding nothing says something: part of a code proves nothing, nor does one that is mistyped.
    conclusive: bool = True
    confirmed: list = field(default_factory=list)
    unconfirmed: list = field(default_factory=list)
    containing: list = field(default_factory=list)
    more: bool = False  # whether more names contain the text than `containing` holds

    @property
    def groups(self):
        """`(subjects on the board, subjects honoured)`, first those found by code, then those found by name only."""
        return [
            {
                "confirmed": subjects is self.confirmed,
                "punishments": [subject for subject in subjects if subject.entry.kind == Kind.PUNISHMENT],
                "honours": [subject for subject in subjects if subject.entry.kind != Kind.PUNISHMENT],
            }
            for subjects in (self.confirmed, self.unconfirmed)
            if subjects
        ]

    @property
    def verdict(self):
        """A key of VERDICTS: of the subjects with the code that was asked for, or with the name."""
        group = self.groups[0] if self.groups else {"punishments": [], "honours": []}
        if group["punishments"]:
            return "both" if group["honours"] else "board"
        if group["honours"]:
            return "honoured"
        return "neither" if self.conclusive else "unclear"

    @property
    def sentence(self):
        """The verdict in words; a name proves less than a code, and that is said with it."""
        verdict = str(VERDICTS[self.verdict])
        if self.verdict == "unclear" or (self.by_code and (self.confirmed or not self.unconfirmed)):
            return verdict
        return _("%(verdict)s (by the name alone)") % {"verdict": verdict}


def look_up(question):
    """The `Found` of a question. The same name is not the same firm: only a code confirms a match."""
    code = clean_code(question)
    by_code = len(code) == CODE_LENGTH and CODE_LIKE.fullmatch(code) is not None
    found = Found(by_code, remark=code_remark(code))
    found.conclusive = not found.remark
    if by_code and code != NO_CODE:
        found.confirmed = list(public_subjects(Q(code=code)))
        keys = {subject.name_key for subject in found.confirmed}
        if keys:
            found.unconfirmed = list(public_subjects(Q(name_key__in=keys) & ~Q(code=code)))
    elif not by_code:
        keys = {name_key(question), name_key("".join(simplified().get(char, char) for char in question))} - {""}
        found.unconfirmed = list(public_subjects(Q(name_key__in=keys)))
        parts = {key for key in keys if len(key) >= SHORTEST_PART}
        if parts and found.conclusive and not found.unconfirmed:
            within = reduce(or_, (Q(name_key__contains=part) for part in parts))
            subjects = list(public_subjects(within)[: MOST_CONTAINING + 1])
            found.containing, found.more = subjects[:MOST_CONTAINING], len(subjects) > MOST_CONTAINING
    return found


def public_subjects(condition):
    """Standing subjects of public cases and lists that fulfil the condition, the latest decision first."""
    # Asked of each match: with `entry__in` SQLite would gather all that is visible first, 100,000 rows a second.
    visible = Entry.objects.visible().filter(kind__in=NAMING_KINDS, pk=OuterRef("entry_id"))
    return (
        EntrySubject.objects.standing()
        .filter(condition, Exists(visible))
        .select_related("entry", "entry__unit", "entry__field")
        .defer("entry__search_text")
        .order_by("-entry__decided_on", "-pk")
    )


def code_remark(code):
    """What is wrong with a code, or with what looks like one, as a sentence; "" where nothing is.

    A wrong check character is told, not refused: real codes exist that fail the check.
    """
    if not CODE_LIKE.fullmatch(code):
        return ""
    if code == NO_CODE:
        return _("This stands for “no code”; look the firm up by its exact name.")
    if len(code) != CODE_LENGTH:
        return _("This looks like a credit code but has %(count)s characters; a unified social credit code has 18.") % {
            "count": len(code)
        }
    if set(code) & UNUSED_LETTERS:
        return _("A unified social credit code never contains the letters I, O, S, V and Z.")
    if code[-1] != uscc.calc_check_digit(code):
        return _("The last character does not fit the rest of the code: please check that it is typed correctly.")
    return ""
