"""What the API answers, as types: for the OpenAPI document. Answers are made from the register's own data."""

from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, create_model

from cms.register.dictionary import COLUMNS, FACTS


class Subject(Schema):
    """A firm or organisation."""

    name: str = Field(examples=["某建材有限公司"])
    code: str = Field(examples=["91500116MA0000008T"])


FACT_NAMES = sorted({name for names in FACTS.values() for name in names})
Item = TypeVar("Item")
TYPES = {"integer": int, "subjects": list[Subject]}


def _columns():
    return {
        column.name: (
            TYPES.get(column.type, str) | None,
            Field(None, title=column.name, description=f"{column.meaning}; {column.rule}", examples=[column.example]),
        )
        for column in COLUMNS
    }


Record = create_model(
    "Record", __base__=Schema, __doc__=_("An entry: the columns of the data dictionary"), **_columns()
)


class Change(Schema):
    """One fact that a correction changed."""

    label: str
    before: str
    after: str


class Correction(Schema):
    """A correction, as the page tells it."""

    at: str = Field(examples=["2026-03-20T10:00:00+08:00"])
    what: str
    changes: list[Change]


class Whole(Record):
    """An entry with its facts, text and corrections."""

    facts: dict = Field(description=_("facts by stable key: %(names)s") % {"names": ", ".join(FACT_NAMES)})
    html: str = Field(description=_("the text as approved"))
    corrections: list[Correction]
    sha256: str = Field(description=_("hash of what was approved; the ledger keeps it"), examples=["9f86d081884c7d65"])


class Entries(Schema):
    """A page of entries."""

    items: list[Record]
    next: str | None = Field(description=_("address of the next page; null on the last"))


class Unit(Schema):
    """A member unit or town government."""

    code: str = Field(examples=["scjg"])
    name: str = Field(examples=["江津区市场监督管理局"])
    short_name: str = Field(examples=["区市场监管局"])
    kind: str = Field(examples=["department"])
    telephone: str


class CaseField(Schema):
    """A field of the plan."""

    code: str = Field(examples=["quality"])
    name: str = Field(examples=["产品质量"])
    kind: str = Field(examples=["punishment"])


class Town(Schema):
    """A town or subdistrict."""

    code: str = Field(examples=["baisha"])
    name: str = Field(examples=["白沙镇"])


class Rule(Schema):
    """How long a case may be public, by which rule."""

    authority: str = Field(examples=["《信用信息修复管理办法》第十条"])
    sector: str
    measure: str
    severity: str = Field(examples=["general"])
    published: bool
    earliest_repair_months: int | None = Field(examples=[3])
    longest_months: int = Field(examples=[12])
    valid_from: str = Field(examples=["2026-04-01"])
    valid_to: str


class Listed(Schema, Generic[Item]):
    """All of a sort."""

    items: list[Item]


class KindCount(Schema):
    """How many entries of a kind are public."""

    kind: str = Field(examples=["punishment"])
    count: int


class FieldCount(CaseField):
    """How many cases of a field are public."""

    count: int


class Pair(Schema):
    """Public punishment and reward cases."""

    punishments: int
    honours: int


class UnitCount(Pair):
    """Public cases of a unit."""

    code: str = Field(examples=["scjg"])
    name: str = Field(examples=["区市场监管局"])


class YearCount(Pair):
    """Public cases decided in a year."""

    year: int = Field(examples=[2026])


class MonthCount(Pair):
    """Public cases decided in a month of the year."""

    month: int = Field(examples=[3])


class Median(Schema):
    """The median of working days from the decision to its publication."""

    median: float | None = Field(examples=[6.0])
    cases: int


class UnitMedian(Median):
    """The median of a unit."""

    code: str = Field(examples=["scjg"])
    name: str = Field(examples=["区市场监管局"])


class Delays(Median):
    """The medians of all and of each unit."""

    units: list[UnitMedian]


class EndedCount(Schema):
    """How many publications of cases ended for a reason."""

    kind: str = Field(examples=["punishment"])
    reason: str = Field(examples=["repaired"])
    count: int


class Figures(Schema):
    """Figures of the register; in the official order, never by size."""

    as_of: str = Field(examples=["2026-11-27T10:00:00+08:00"])
    year: int | None
    years: list[int]
    kinds: list[KindCount]
    fields: list[FieldCount]
    units: list[UnitCount]
    by_year: list[YearCount]
    by_month: list[MonthCount] = Field(description=_("of the year asked for; empty without one"))
    days_to_publish: Delays
    ended: list[EndedCount]


class CorrectedRecord(Schema):
    """A public entry that was corrected."""

    at: str = Field(examples=["2026-03-20T10:00:00+08:00"])
    what: str
    entry: Record


class EndedOnDay(Schema):
    """How many publications ended on a day; nothing else of them is told."""

    day: str = Field(examples=["2026-03-20"])
    kind: str = Field(examples=["punishment"])
    field: str
    unit: str
    count: int


class ChangesSince(Schema):
    """What changed from the first day to the last."""

    as_of: str = Field(examples=["2026-11-27T10:00:00+08:00"])
    since: str = Field(examples=["2026-11-20"])
    until: str = Field(examples=["2026-11-27"])
    is_cut: bool = Field(description=_("there is more than is given: ask for fewer days"))
    new: list[Record]
    corrected: list[CorrectedRecord]
    ended: list[EndedOnDay]


class Fault(Schema):
    """A wrong parameter."""

    parameter: str = Field(examples=["unit"])
    reason: str


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = Field(None, description=_("with status 400: every wrong parameter"))
