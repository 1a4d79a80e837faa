"""Lists, measures and the honoured from a table: previewed row by row, taken whole or not at all.

A row says what the same row of our own file says (`columns`), by heading or by key. Measures are public once taken;
lists become drafts of their pages, which an editor publishes.
"""

import datetime
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.register.names import clean_code, name_key
from cms.rules.models import Field
from cms.units.models import Unit
from home.directory.columns import lists, measures
from home.directory.models import DirectoryPage, JointMeasure, ListBasis, ListMember, ListPage
from home.directory.models.lists import FIRST_YEAR, LAST_YEAR

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass
class Line:
    """A row as previewed: what becomes of it, and its faults as `(heading, sentence)`."""

    number: int
    name: str
    outcome: str = ""
    faults: list = field(default_factory=list)


class Reader:
    """Values of a row, with a fault beside each column that cannot be read."""

    def __init__(self, values, headings, units, fields):
        self.values, self.headings, self.faults = values, headings, []
        self.units, self.fields = units, fields  # by code and by name

    def fault(self, key, sentence):
        """Notes what is wrong with a column."""
        self.faults.append((str(self.headings.get(key, key)), str(sentence)))

    def text(self, key):
        """The text of a column, or ""."""
        return self.values.get(key, "")

    def named(self, key, rows, *, needed):
        """The row of `rows` that a column names."""
        text = self.text(key)
        if text and text not in rows:
            self.fault(key, _("“%(text)s” is not known.") % {"text": text})
        elif not text and needed:
            self.fault(key, _("This is needed."))
        return rows.get(text)

    def choice(self, key, choices):
        """The code that a column names by code or label."""
        named = {str(name): code for code, label in choices for name in (code, label)}
        return self.named(key, named, needed=True) or ""

    def day(self, key):
        """The date of a column, or None."""
        text = self.text(key)
        found = DAY.fullmatch(text)
        try:
            day = datetime.date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else self._no_day(key, text)

    def _no_day(self, key, text):
        if text:
            self.fault(key, _("This is no date; write it like 2026-03-01."))

    def number(self, key):
        """The year of a column, or None."""
        text = self.text(key)
        if text.isascii() and text.isdecimal() and len(text) == 4:
            return int(text)
        self.fault(key, _("This is no year; write it like 2026."))
        return None

    def checked(self, row, exclude=()):
        """Notes what a model's own checks find."""
        try:
            row.full_clean(exclude=exclude)
        except ValidationError as error:
            for key, sentences in error.message_dict.items():
                for sentence in sentences:
                    self.fault(key, sentence)


def _outcome(row, values):
    """Sets `values` on `row`; whether it is new, changed or the same."""
    before = {name: getattr(row, name) for name in values} if row.pk else None
    for name, value in values.items():
        setattr(row, name, value)
    if before is None:
        return NEW
    return SAME if before == values else CHANGED


class Measures:
    """Joint measures, known again by their code."""

    label = gettext_lazy("joint measures")
    columns = {column.key: column.label for column in measures.COLUMNS}
    known = "code"

    def key(self, values):
        """What the row is known again by."""
        return values.get("code", "")

    def take(self, read, user, *, save):
        """Reads a row; writes it where it has no fault and `save` says so. Returns the outcome."""
        row = JointMeasure.objects.filter(code=read.text("code")[:50]).first() or JointMeasure(code=read.text("code"))
        values = {
            "kind": read.choice("kind", JointMeasure.Kind.choices),
            "unit": read.named("unit", read.units, needed=True),
            "field": read.named("field", read.fields, needed=False),
            "valid_from": read.day("valid_from"),
            "valid_to": read.day("valid_to"),
            **{name: read.text(name) for name in ("name", "object", "basis")},
        }
        if read.faults:
            return ""
        outcome = _outcome(row, values)
        read.checked(row)
        if save and not read.faults and outcome != SAME:
            row.save()
        return outcome


def _draft(field_row):
    """The newest draft of the list of a field, or None."""
    page = ListPage.objects.filter(field=field_row).first()
    return page and page.get_latest_revision_as_object()


class Lists:
    """Definitions of lists, known again by their field; they become drafts."""

    label = gettext_lazy("lists of the fields")
    columns = {column.key: column.label for column in lists.COLUMNS}
    known = "field"

    def key(self, values):
        """What the row is known again by."""
        return values.get("field", "")

    texts = (
        *("title", "legal_name", "synonyms", "entry_rule", "exit_rule", "remedy", "period", "source_name"),
        "source_url",
    )

    def take(self, read, user, *, save):
        """As `Measures.take`."""
        field_row = read.named("field", read.fields, needed=True)
        values = {name: read.text(name) for name in self.texts if name in read.values}
        values |= {"unit": read.named("unit", read.units, needed=True), "updated_on": read.day("updated_on")}
        bases = [part.strip().rpartition(" ") for part in read.text("basis").split("；") if part.strip()]
        if any(not law for law, _space, _article in bases) or not bases:
            read.fault("basis", _("Law and article, with a space between them; several by “；”."))
        for name in ("title", "legal_name", "entry_rule", "exit_rule", "remedy", "updated_on"):
            if not read.text(name):
                read.fault(name, _("This is needed."))
        if read.faults:
            return ""
        page = _draft(field_row) or ListPage(field=field_row, slug=field_row.code)
        rows = [{"law": law, "article": article} for law, _space, article in bases]
        same = [{"law": row.law, "article": row.article} for row in page.bases.all()] == rows
        outcome = _outcome(page, values)
        read.checked(page, exclude=[f.name for f in page._meta.fields if f.name not in {*values, "field"}])
        if save and not read.faults and (outcome != SAME or not same):
            page.bases = [ListBasis(**row) for row in rows]
            if page.pk is None:
                DirectoryPage.objects.get(shows="lists").add_child(instance=page)
            page.save_revision(user=user, log_action=True)
        return outcome if same or outcome == NEW else CHANGED


class Members:
    """The honoured of lists, known again by field and code, or by the name where there is none; drafts as well."""

    label = gettext_lazy("organisations honoured")
    columns = {column.key: column.label for column in lists.MEMBER_COLUMNS}
    known = "name"

    def key(self, values):
        """What the row is known again by."""
        return values.get("field", ""), clean_code(values.get("code", "")) or name_key(values.get("name", ""))

    def take(self, read, user, *, save):
        """As `Measures.take`."""
        field_row = read.named("field", read.fields, needed=True)
        page = _draft(field_row) if field_row else None
        if field_row and page is None:
            read.fault("field", _("This field has no list yet."))
        elif page and not page.is_honour:
            read.fault("field", _("Only lists of the honoured name organisations here."))
        values = {
            "name": read.text("name"),
            "code": clean_code(read.text("code")),
            "year": read.number("year"),
            "issuer": read.text("issuer"),
            "valid_until": read.day("valid_until"),
            "revoked_on": read.day("revoked_on"),
        }
        if read.faults:
            return ""
        members = list(page.members.all())
        row = next((member for member in members if _is_same(member, values)), None)
        outcome = CHANGED if row else NEW
        if row and all(getattr(row, name) == value for name, value in values.items()):
            return SAME
        row = row or ListMember(page=page, sort_order=len(members))
        for name, value in values.items():
            setattr(row, name, value)
        read.checked(row, exclude=["page"])
        if row.reads_like_a_person:
            sentence = _("%(name)s reads like a natural person: persons are never named.")
            read.fault("name", sentence % {"name": row.name})
        if save and not read.faults:
            page.members = members if outcome == CHANGED else [*members, row]
            page.save_revision(user=user, log_action=True)
        return outcome


def _is_same(member, values):
    if member.code and values["code"]:
        return member.code == values["code"]
    return name_key(member.name) == name_key(values["name"])


KINDS = {"measures": Measures(), "lists": Lists(), "members": Members()}


def names_of(kind):
    """What may head a column, `{heading or key: key}`."""
    columns = KINDS[kind].columns
    return {str(label): key for key, label in columns.items()} | {key: key for key in columns}


def run(kind, rows, user, *, save=False):
    """The `Line`s of `rows` (number, values). With `save` all is written, or, where a row has a fault, nothing."""
    told, taker, seen = [], KINDS[kind], {}
    units = {name: unit for unit in Unit.objects.all() for name in (unit.code, unit.name, unit.short_name)}
    fields = {name: row for row in Field.objects.all() for name in (row.code, row.name)}
    with transaction.atomic():
        for number, values in rows:
            if not any(values.values()):
                continue
            read = Reader(values, taker.columns, units, fields)
            line = Line(number, values.get(taker.known, ""))
            line.outcome = taker.take(read, user, save=save)
            if (first := seen.setdefault(taker.key(values), number)) != number:
                read.fault(taker.known, _("Row %(row)s of this file is about the same already.") % {"row": first})
            line.faults = read.faults
            line.outcome = "" if read.faults else line.outcome
            told.append(line)
        if any(line.faults for line in told):
            transaction.set_rollback(True)
    return told
