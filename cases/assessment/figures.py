"""The figures of a year as plain rows: counted from the desk and the register, or read back from a closed year."""

import datetime
from dataclasses import asdict, dataclass, field, fields

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.assessment.vocabulary import ItemKind, Obligation, ZeroState
from cases.models import MediaReport


@dataclass(frozen=True)
class UnitRow:
    """A unit as it was called then."""

    key: int
    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class QuotaRow:
    """What units of a kind owe of one obligation, and by which day."""

    kind: str
    obligation: str
    required: int
    due_on: datetime.date


@dataclass(frozen=True)
class WeightRow:
    """A line of the score sheet of units of a kind; points as numbers of two places."""

    kind: str
    code: str
    name: str
    counted: str
    points: float
    most: float


@dataclass(frozen=True)
class Submitted:
    """A case sent into review, on the day it first was; `obligation` is its kind, `key` its page."""

    key: int
    unit: int
    obligation: str
    on: datetime.date


@dataclass(frozen=True)
class Adopted:
    """A case made public, on that day; `due_on` is the last day in time, None where no rule was in force."""

    key: int
    unit: int
    obligation: str
    on: datetime.date
    decided_on: datetime.date
    due_on: datetime.date | None

    @property
    def obligation_label(self):
        """The kind of case, in words."""
        return str(Obligation(self.obligation).label)

    @property
    def in_time(self):
        """Whether it was public by its day."""
        return self.due_on is not None and self.on <= self.due_on


@dataclass(frozen=True)
class MediaRow:
    """A media report, on the day the medium brought it."""

    key: int
    unit: int
    state: str
    level: str
    on: datetime.date

    @property
    def counts(self):
        """Whether it was reported and not refused."""
        return self.state != MediaReport.State.REFUSED

    @property
    def is_verified(self):
        """Whether the supervisor has verified it."""
        return self.state == MediaReport.State.VERIFIED


@dataclass(frozen=True)
class ZeroRow:
    """A zero report."""

    key: int
    unit: int
    obligation: str
    state: str
    reason: str

    @property
    def is_accepted(self):
        """Whether the supervisor has accepted it."""
        return self.state == ZeroState.ACCEPTED

    @property
    def state_label(self):
        """Where it stands, in words."""
        return str(ZeroState(self.state).label)


@dataclass(frozen=True)
class ReviewRow:
    """One decided review of a case: which, how long it took, and the kind of reason where it was returned."""

    key: int
    unit: int
    obligation: str
    review: str
    on: datetime.date
    hours: float
    returned: bool
    reason: str


@dataclass(frozen=True)
class ScoreRow:
    """Both scores of a line, None where none was given; `evidence` is the name of the file, "" without one."""

    key: int
    unit: int
    line: str
    unit_score: float | None
    unit_remark: str
    evidence: str
    centre_score: float | None
    centre_remark: str


@dataclass(frozen=True)
class DutyRow:
    """A unit's part of an item of the plan."""

    key: int
    unit: int
    item: int
    number: int
    kind: str
    title: str
    due_on: datetime.date
    done_on: datetime.date | None
    remark: str
    evidence: str

    def is_overdue(self, today):
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on < today

    def word(self, today):
        """How it stands on the date `today`, in a word."""
        if self.done_on:
            return pgettext("item", "done")
        return _("overdue") if self.is_overdue(today) else pgettext("item", "open")

    @property
    def kind_label(self):
        """Inspection or assessment, in words."""
        return str(dict(ItemKind.choices)[self.kind])


TABLES = {
    "units": UnitRow,
    "quotas": QuotaRow,
    "weights": WeightRow,
    "submitted": Submitted,
    "adopted": Adopted,
    "media": MediaRow,
    "zero": ZeroRow,
    "reviews": ReviewRow,
    "scores": ScoreRow,
    "duties": DutyRow,
}


@dataclass
class Figures:
    """All rows of one year; what is not asked for stays empty."""

    year: int
    closed: bool = False
    units: list = field(default_factory=list)
    quotas: list = field(default_factory=list)
    weights: list = field(default_factory=list)
    submitted: list = field(default_factory=list)
    adopted: list = field(default_factory=list)
    media: list = field(default_factory=list)
    zero: list = field(default_factory=list)
    reviews: list = field(default_factory=list)
    scores: list = field(default_factory=list)
    duties: list = field(default_factory=list)

    def as_data(self):
        """The rows as JSON-able data, dates as ISO 8601."""
        return {
            name: [{key: _written(value) for key, value in asdict(row).items()} for row in getattr(self, name)]
            for name in TABLES
        }

    @classmethod
    def from_data(cls, year, data):
        """The figures of a closed year."""
        tables = {
            name: [kind(**{f.name: _read(f, row[f.name]) for f in fields(kind)}) for row in data[name]]
            for name, kind in TABLES.items()
        }
        return cls(year, closed=True, **tables)


def _written(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _read(of, value):
    return datetime.date.fromisoformat(value) if value and of.type in DATES else value


DATES = (datetime.date, datetime.date | None)
