"""What of an entry is public as data: one declared list behind downloads, the API and the data dictionary.

What is not declared here never leaves the site as data. A test fails for a column of `Entry` that nobody classified.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.register.vocabulary import Kind


@dataclass(frozen=True)
class Column:
    """One public column: its meaning, its type (a key of `TYPES`), an example, where its value comes from.

    `sources` names the columns of `Entry` it shows; `value(entry)` is JSON-able.
    """

    name: str
    meaning: str
    type: str
    example: object
    rule: str
    sources: tuple
    value: Callable
    width: int = 16  # of the column in a spreadsheet, characters


TYPES = {
    "text": _("text"),
    "code": _("stable code"),
    "integer": _("whole number"),
    "date": _("date (ISO 8601), empty: none"),
    "instant": _("instant with offset (ISO 8601), empty: none"),
    "address": _("address"),
    "subjects": _("list of name and code"),
}


def instant(at):
    """An aware datetime as local ISO 8601 with its offset; "" for None."""
    return timezone.localtime(at).isoformat() if at else ""


def address(path):
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def _of(name):
    """Reads `a.b` of an entry; "" where a or b is None."""
    first, *rest = name.split(".")
    rest = attrgetter(*rest) if rest else None

    def value(entry):
        found = getattr(entry, first)
        if found is not None and rest:
            found = rest(found)
        return "" if found is None else found

    return value


def _plain(name, meaning, type, example, rule, *, width=16):
    """A column that shows the column of `Entry` with its name."""
    return Column(name, meaning, type, example, rule, (name,), _of(name), width)


def _subjects(entry):
    return [{"name": subject.name, "code": subject.code} for subject in entry.subjects.all()]


COLUMNS = (
    Column(
        "url", _("address of the page"), "address", "https://credit.example/board/7q2m9x4kfa/",
        _("answers 410 once the publication has ended"), ("path",), lambda entry: address(entry.path), 48,
    ),
    _plain("kind", _("kind of the entry"), "code", "punishment", "punishment | honour | policy | campaign | page"),
    _plain("title", _("title"), "text", "某建材公司未履行义务案", _("as approved"), width=48),
    _plain("summary", _("summary"), "text", "企业未按期履行处罚决定。", _("as approved"), width=60),
    Column(
        "unit", _("unit, short name"), "text", "区市场监管局", _("the name in force"),
        ("unit",), _of("unit.short_name"),
    ),
    Column(
        "field", _("field"), "text", "产品质量", _("items 7 and 8 of the plan"), ("field",), _of("field.name"),
    ),
    Column("town", _("town or subdistrict"), "text", "白沙镇", _("where it happened"), ("town",), _of("town.name")),
    _plain("year", _("year"), "integer", 2026, _("of the decision, signature or beginning")),
    Column(
        "class", _("class of dishonesty"), "code", "general",
        _("minor | general | serious, by the department; empty: none"), ("severity",), _of("severity"),
    ),
    _plain("state", _("state"), "code", "published", _("published | disputed (an objection is being examined)")),
    Column(
        "decided_on", _("date of the decision"), "date", "2026-03-02",
        _("of the document; of a campaign its first day"), ("decided_on",), lambda entry: entry.decided_on.isoformat(),
    ),
    Column(
        "published_on", _("date of publication"), "date", "2026-03-12", _("the day of visible_from"),
        ("visible_from",), lambda entry: timezone.localdate(entry.visible_from).isoformat(),
    ),
    Column(
        "visible_from", _("first instant of publication"), "instant", "2026-03-12T09:30:00+08:00",
        _("when the entry became public"), ("visible_from",), lambda entry: instant(entry.visible_from), 26,
    ),
    Column(
        "visible_until", _("first instant at which the entry is gone"), "instant", "2027-03-03T00:00:00+08:00",
        _("by the publication rules; earlier after repair; whoever keeps a copy deletes it then"),
        ("visible_until",), lambda entry: instant(entry.visible_until), 26,
    ),
    _plain(
        "document_number", _("document number"), "text", "津市监处罚〔2026〕8号", _("of the source document"), width=30
    ),
    Column(
        "subjects", _("firms and organisations it is about"), "subjects",
        [{"name": "某建材有限公司", "code": "91500116MA0000008T"}],
        _("unified social credit code (GB 32100); names of natural persons are masked"), ("subjects",), _subjects, 48,
    ),
    _plain("code", _("verification code"), "code", "7Q2M9X4KFA", _("of the printed notice, for /verify/")),
    Column("unit_code", _("code of the unit"), "code", "scjg", _("stable, for filters"), ("unit",), _of("unit.code")),
    Column("field_code", _("code of the field"), "code", "quality", _("stable, for filters"), ("field",),
           _of("field.code")),
    Column("town_code", _("code of the town"), "code", "baisha", _("stable, for filters"), ("town",), _of("town.code")),
    _plain("level", _("level of a policy"), "code", "", "national | city | district"),
    _plain("topic", _("topic of a policy"), "code", "", _("stable, for filters")),
    _plain("issuer", _("issuer of a policy"), "text", "", _("of the source document"), width=30),
    _plain("validity", _("validity of a policy"), "code", "", "in_force | amended | repealed | expired"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)

# Columns of `Entry` and rows that belong to it which are not data of the public's, each with the reason.
PRIVATE = {
    "id": "of the database; the verification code names an entry",
    "page": "of the desk",
    "revision": "of the desk",
    "end_reason": "of ended entries, which are not public",
    "thumbnail": "a picture for lists",
    "thumbnail_alt": "a picture for lists",
    "search_text": "a copy of what the page says, for the search engines",
    "content": "its facts are classified in FACTS",
    "acts": "public at /ledger/, without the entry's data",
    "files": "shown by the page",
}

# The frozen facts that are data, by kind. Other kinds have none: their pages decide by the clock what they show.
CASE = ("unit", "authority", "field", "town", "area", "document_number", "decided_on")
FACTS = {
    Kind.PUNISHMENT: (
        *CASE,
        *("severity", "necessity", "violation_type", "violation_facts", "bases", "penalty_types", "penalty", "fine"),
        *("confiscated", "source_url", "source_sha256", "person_law", "earliest_repair_on", "period_rule"),
        *(
            "repair_rule",
            "regime",
            "measure",
            "period_longest_months",
            "period_repair_months",
            "extended_until",
            "extension_basis",
        ),
    ),
    Kind.HONOUR: (*CASE, "honour", "valid_years", "measures"),
    Kind.POLICY: (
        *("index_number", "document_number", "issuer", "level", "topic", "signed_on", "validity", "source_url"),
        "contents",
    ),
    Kind.CAMPAIGN: ("day", "starts_on", "ends_on", "theme"),
}


def record(entry, names=NAMES):
    """The columns `names` of an entry as JSON-able data, in the order of the dictionary.

    The entry's subjects are to be those that stand in it now: `EntryQuerySet.with_subjects`.
    """
    return {column.name: column.value(entry) for column in COLUMNS if column.name in names}


def facts(entry):
    """The public facts of an entry, from its frozen content."""
    frozen = entry.content.facts
    return {name: frozen[name] for name in FACTS.get(entry.kind, ()) if name in frozen}


def as_data():
    """The data dictionary as JSON-able data."""
    return [
        {
            "name": column.name,
            "meaning": str(column.meaning),
            "type": column.type,
            "example": column.example,
            "rule": str(column.rule),
        }
        for column in COLUMNS
    ]
