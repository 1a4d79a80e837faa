"""SQLite's FTS5 under our analysis: tokens are kept in the stock index, and its table leads every search."""

from django.db.models import BooleanField, F, Func, Q, Value
from modelsearch.backends.database.sqlite import sqlite as stock

from search.backends.compiling import AnalysedCompiler
from search.backends.indexing import AnalysedIndex
from search.backends.tree import All, Any, But, Word, negated

TABLE = stock.SQLiteFTSIndexEntry._meta.db_table
INDEX_ROW = "index_entries__sqliteftsindexentry"
ROW = F(f"{INDEX_ROW}__title")  # any column of the full-text table stands for its row


class Match(Func):
    """Whether a row of the full-text table matches an FTS5 expression; leads the join."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        """FTS5 names a hidden column as the table: `alias.table MATCH expression`."""
        row, expression = self.source_expressions
        match, params = compiler.compile(expression)
        return f"{compiler.quote_name_unless_alias(row.alias)}.{connection.ops.quote_name(TABLE)} MATCH {match}", params


class IsAmong(Func):
    """Whether the row is among those that match a second FTS5 expression, which is evaluated once."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        """`alias.rowid IN (…)`, so that a second expression of the same search does not lead the join as well."""
        row, expression = self.source_expressions
        match, params = compiler.compile(expression)
        inner = f"SELECT rowid FROM {connection.ops.quote_name(TABLE)} WHERE {TABLE} MATCH {match}"  # noqa: S608
        return f"{compiler.quote_name_unless_alias(row.alias)}.rowid IN ({inner})", params


def either(phrases):
    """One of the phrases, in FTS5's language. Tokens are letters, digits and edges: nothing to escape."""
    texts = [f'"{" ".join(phrase.tokens)}"{" *" if phrase.open_ended else ""}' for phrase in phrases]
    return f"({' OR '.join(texts)})"


def match_text(tree):
    """`(expression, negated)` of a tree: FTS5 knows `a NOT b` but no NOT of its own."""
    if isinstance(tree, Word):
        return either(tree.phrases), False
    if isinstance(tree, But):
        text, is_negated = match_text(tree.part)
        return text, not is_negated
    if isinstance(tree, Any) and any(match_text(part)[1] for part in tree.parts):
        text, is_negated = match_text(All(tuple(negated(part) for part in tree.parts)))
        return text, not is_negated
    found = [match_text(part) for part in tree.parts]
    wanted = [text for text, is_negated in found if not is_negated]
    unwanted = [text for text, is_negated in found if is_negated]
    if isinstance(tree, Any):
        return f"({' OR '.join(wanted)})", False
    if not wanted:
        return f"({' OR '.join(unwanted)})", True
    both = f"({' AND '.join(wanted)})"
    return (f"({both} NOT ({' OR '.join(unwanted)}))" if unwanted else both), False


def within(columns, text):
    """An FTS5 expression limited to some columns."""
    return Value(f"{{{' '.join(columns)}}} : {text}")


class Index(AnalysedIndex, stock.SQLiteIndex):
    """Writes tokens into the stock tables."""

    indexer_class = stock.ObjectIndexer

    def columns(self, found):
        """The tokens of each column, separated by spaces."""
        return found.tokens


class QueryCompiler(AnalysedCompiler, stock.SQLiteSearchQueryCompiler):
    """Searches titles and bodies."""

    index_row = INDEX_ROW

    def condition(self, tree):
        """One FTS5 expression for the whole tree."""
        text, is_negated = match_text(tree)
        if is_negated:
            return ~Q(IsAmong(ROW, within(self.columns, text)))
        return Q(Match(ROW, within(self.columns, text)))

    def stands(self, phrases, columns):
        """A second FTS5 expression."""
        return Q(IsAmong(ROW, within(columns, either(phrases))))


class AutocompleteQueryCompiler(QueryCompiler, stock.SQLiteAutocompleteQueryCompiler):
    """Searches suggestions; what begins with the typed text comes first."""


class SearchBackend(stock.SQLiteSearchBackend):
    """`BACKEND` for SQLite; no other keys than the stock one's."""

    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
