"""PostgreSQL under our analysis: a GIN index of tokens finds the rows, a comparison of texts keeps the right ones.

A `tsvector` forgets places beyond 16,383 and refuses more than a megabyte, so the vectors hold each token once and
without its place; whether the tokens stand side by side is read in the texts beside them.
"""

from functools import reduce
from itertools import accumulate
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

VECTORED = {"title", "body", "autocomplete"}  # columns of vectors; the others hold text
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


def tokens(found):
    """The tokens of runs, each once, separated by spaces; those beyond a megabyte are left out."""
    kept = list(dict.fromkeys(token for run in found for token in pairs(run)))
    if sum(map(len, kept)) > MOST_BYTES // 4:  # a character has four bytes at the most
        ends = accumulate(len(token.encode()) for token in kept)
        kept = kept[: sum(end <= MOST_BYTES for end in ends)]
    return " ".join(kept)


def spaced(found):
    """Runs as the spaced text phrases are looked for in."""
    return f" {' '.join(found)} "


def written(table, names):
    """The SQL that writes index rows of one content type from arrays of keys and of the columns `names`."""
    kept = ", ".join(names)
    made = ", ".join(f"array_to_tsvector(string_to_array({name}, ' '))" if name in VECTORED else name for name in names)
    arrays = ", ".join(["%s::text[]"] * (1 + len(names)))
    renewed = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    return (
        f"INSERT INTO {table} (content_type_id, object_id, title_norm, {kept}) "  # noqa: S608 - our own names
        f"SELECT %s, object_id, 1, {made} FROM unnest({arrays}) AS given (object_id, {kept}) "
        f"ON CONFLICT (content_type_id, object_id) DO UPDATE SET {renewed}"
    )


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
        """The tokens of title, title and body, suggestions; the texts of all three."""
        return {
            "title": tokens(found.title),
            "body": tokens(found.title + found.body),
            "autocomplete": tokens(found.autocomplete),
            "title_text": f"{spaced(found.title)}{PARTS}{spaced(found.autocomplete)}",
            "body_text": spaced(found.body),
        }

    def write(self, entry_class, content_type, rows):
        """By one short statement over arrays: an expression for each vector costs more than the server's own work."""
        names = list(next(iter(rows.values())))
        values = [content_type, list(rows), *([columns[name] for columns in rows.values()] for name in names)]
        with self.write_connection.cursor() as cursor:
            cursor.execute(written(entry_class._meta.db_table, names), values)


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
