"""PostgreSQL under our analysis: a GIN index of tokens finds the rows, a comparison of texts keeps the right ones.

A `tsvector` forgets places beyond 16,383 and refuses more than a megabyte, so the vectors hold each token once and
without its place; whether the tokens stand side by side is read in the texts beside them.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from modelsearch.backends.database.postgres import postgres as stock

from search.analysis import pairs
from search.backends.compiling import AnalysedCompiler
from search.backends.indexing import AnalysedIndex
from search.backends.tree import All, But, Word

MOST_BYTES = 1_000_000  # of a vector's tokens; some 160,000 different pairs of characters, more than Chinese uses
PARTS = "\ue001"  # between the title and the suggestions in the column title_text

# The column whose GIN index finds the rows. That of the body holds the title's tokens too: one scan serves both.
VECTORS = {
    ("title", "body"): F("index_entries__body"),
    ("body",): F("index_entries__body"),
    ("title",): F("index_entries__title"),
    ("autocomplete",): F("index_entries__autocomplete"),
}


def part_of_title(number):
    """The title (1) or the suggestions (2) of an index row as spaced text."""
    return Func(
        F("index_entries__title_text"), Value(PARTS), Value(number), function="split_part", output_field=TextField()
    )


TEXTS = {"title": part_of_title(1), "autocomplete": part_of_title(2), "body": F("index_entries__body_text")}


def vector(found):
    """The tokens of runs as a `tsvector`, each once; those beyond a megabyte are left out."""
    tokens, size = [], 0
    for token in dict.fromkeys(token for run in found for token in pairs(run)):
        size += len(token.encode())
        if size > MOST_BYTES:
            break
        tokens.append(token)
    return Func(Value(tokens), function="array_to_tsvector", template="%(function)s(%(expressions)s::text[])")


def spaced(found):
    """Runs as the spaced text phrases are looked for in."""
    return f" {' '.join(found)} "


class HoldsTokens(Func):
    """Whether a vector holds all tokens of a phrase."""

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " @@ "

    def __init__(self, searched, phrase):
        *whole, last = phrase.tokens
        # Tokens are letters, digits and edges: nothing in them needs an escape.
        terms = [*(f"'{token}'" for token in dict.fromkeys(whole)), f"'{last}'{':*' if phrase.open_ended else ''}"]
        query = Func(Value(" & ".join(terms)), template="(%(expressions)s)::tsquery", output_field=TextField())
        super().__init__(searched, query)


class Index(AnalysedIndex, stock.PostgresIndex):
    """Writes vectors and spaced texts into the stock table."""

    indexer_class = stock.ObjectIndexer

    def columns(self, found):
        """Vectors of title, title and body, suggestions; the texts of all three."""
        return {
            "title": vector(found.title),
            "body": vector(found.title + found.body),
            "autocomplete": vector(found.autocomplete),
            "title_text": f"{spaced(found.title)}{PARTS}{spaced(found.autocomplete)}",
            "body_text": spaced(found.body),
        }


class QueryCompiler(AnalysedCompiler, stock.PostgresSearchQueryCompiler):
    """Searches titles and bodies."""

    def condition(self, tree):
        """The index where it says enough, the index and the text where it does not."""
        if isinstance(tree, Word):
            return reduce(or_, (self._holds(phrase) for phrase in tree.phrases))
        if isinstance(tree, But):
            return ~self.condition(tree.part)
        return reduce(and_ if isinstance(tree, All) else or_, (self.condition(part) for part in tree.parts))

    def _holds(self, phrase):
        found = Q(HoldsTokens(VECTORS[self.columns], phrase))
        if len(phrase.tokens) == 1 and self.columns != ("body",):
            return found
        return found & self.stands((phrase,), self.columns)

    def stands(self, phrases, columns):
        """A comparison of texts."""
        texts = [F("index_entries__title_text")] if "autocomplete" in columns and "title" in columns else None
        return reduce(
            or_,
            (
                Q(GreaterThan(StrIndex(text, Value(phrase.pattern)), 0))
                for phrase in phrases
                for text in texts or [TEXTS[column] for column in columns]
            ),
        )


class AutocompleteQueryCompiler(QueryCompiler, stock.PostgresAutocompleteQueryCompiler):
    """Searches suggestions; what begins with the typed text comes first."""


class SearchBackend(stock.PostgresSearchBackend):
    """`BACKEND` for PostgreSQL; the stock one's keys but SEARCH_CONFIG, which our analysis stands in for."""

    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
