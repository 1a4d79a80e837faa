"""modelsearch's query objects, read with our analysis into a small tree that each engine writes down its own way."""

from dataclasses import dataclass
from enum import Enum

from modelsearch.query import And, Boost, MatchAll, Not, Or, PlainText
from modelsearch.query import Phrase as WholePhrase

from search.analysis import EDGE, is_wide, runs
from search.question import LONGEST, Phrase, parse, ungrouped


class Constant(Enum):
    """Trees that need no engine."""

    EVERYTHING = "everything"
    NOTHING = "nothing"


EVERYTHING, NOTHING = Constant.EVERYTHING, Constant.NOTHING


@dataclass(frozen=True)
class Word:
    """One of these phrases occurs."""

    phrases: tuple[Phrase, ...]
    boost: float = 1.0


@dataclass(frozen=True)
class All:
    """Each of these trees matches."""

    parts: tuple


@dataclass(frozen=True)
class Any:
    """At least one of these trees matches."""

    parts: tuple


@dataclass(frozen=True)
class But:
    """The tree does not match."""

    part: object


def read(query, *, typing=False, boost=1.0):
    """The tree of a modelsearch query; constants are folded, so that they stand at the top or nowhere.

    Raises NotImplementedError for query classes that are no boolean matter (Fuzzy).
    """
    if isinstance(query, MatchAll):
        return EVERYTHING
    if isinstance(query, PlainText):
        words = parse(query.query_string, typing=typing).words
        return join(All if query.operator == "and" else Any, [Word(word, boost * query.boost) for word in words])
    if isinstance(query, WholePhrase):
        return join(All, [Word(word, boost) for word in parse(query.query_string, whole=True).words])
    if isinstance(query, Boost):
        return read(query.subquery, typing=typing, boost=boost * query.boost)
    if isinstance(query, Not):
        return negated(read(query.subquery, typing=typing, boost=boost))
    if isinstance(query, And | Or):
        parts = [read(part, typing=typing, boost=boost) for part in query.subqueries]
        return join(All if isinstance(query, And) else Any, parts)
    raise NotImplementedError(f"`{type(query).__name__}` is not supported here.")


def negated(tree):
    """The tree that matches what `tree` does not."""
    if isinstance(tree, Constant):
        return NOTHING if tree is EVERYTHING else EVERYTHING
    return tree.part if isinstance(tree, But) else But(tree)


def join(kind, parts):
    """`All` or `Any` of the parts with constants folded; nothing to search for finds nothing."""
    deciding, idle = (NOTHING, EVERYTHING) if kind is All else (EVERYTHING, NOTHING)
    if not parts:
        return NOTHING
    if deciding in parts:
        return deciding
    kept = tuple(part for part in parts if part is not idle)
    if not kept:
        return idle
    return kept[0] if len(kept) == 1 else kind(kept)


def words(tree):
    """All words of a tree that count for it, not those it excludes."""
    if isinstance(tree, Word):
        return [tree]
    return [] if isinstance(tree, But) else [word for part in tree.parts for word in words(part)]


def whole_line(query):
    """The phrase of a line that is exactly what was asked; None where no text was asked."""
    found = _asked_runs(query)
    return Phrase((EDGE, *found, EDGE)) if found else None


def line_start(query):
    """The phrase of a line that begins with what was typed; None where no text was typed."""
    found = _asked_runs(query)
    return Phrase((EDGE, *found), prefix=not is_wide(found[-1])) if found else None


def _asked_runs(query):
    return runs(ungrouped(query.query_string)[:LONGEST]) if isinstance(query, PlainText | WholePhrase) else []
