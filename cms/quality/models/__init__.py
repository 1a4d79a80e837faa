"""Terms, limits and ignored links as data; what was found with them in public contents and drafts."""

from cms.quality.models.examination import Examination, TermFind
from cms.quality.models.freshness import ColumnKind, FreshnessLimit
from cms.quality.models.links import IgnoredLink, Link, LinkPlace, LinkProblem, LinkRound, LinkState
from cms.quality.models.terms import Severity, Term, TermKind

__all__ = [
    "ColumnKind", "Examination", "FreshnessLimit", "IgnoredLink", "Link", "LinkPlace", "LinkProblem", "LinkRound",
    "LinkState", "Severity", "Term", "TermFind", "TermKind",
]  # fmt: skip
