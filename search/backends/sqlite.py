"""SQLite's FTS5 under our analysis: tokens are kept in the stock index, and its table leads every search."""

from django.db.models import BooleanField, F, FloatField, Func, Value
from django.db.models.functions import Round
from modelsearch.backends.database.sqlite import sqlite as stock

from search.backends.compiling import EXACT, HEADED, AnalysedCompiler
from search.backends.indexing import AnalysedIndex, edged_tokens
from search.backends.tree import All, Any, But, Word, negated, value_start, whole_value

TABLE = stock.SQLiteFTSIndexEntry._meta.db_table
FTS_ROW = "index_entries__sqliteftsindexentry"
WEIGHTS = "0.0, 1.0, 4.0"  # of the columns autocomplete, body, title
HALF = 8.0  # the bm25 value that counts half; typical ones lie between 1 and 20


class OfTable(Func):
    """A function of the full-text table; its first source is a column of it, for the alias."""

    def table(self, compiler):
        """`(alias, alias.table)`, quoted: FTS5 names a hidden column as the table."""
        alias = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        return alias, f"{alias}.{compiler.connection.ops.quote_name(TABLE)}"


class Match(OfTable):
    """Whether the row matches an FTS5 expression; leads the join."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        match, params = compiler.compile(self.source_expressions[1])
        return f"{self.table(compiler)[1]} MATCH {match}", params


class AlsoMatches(OfTable):
    """1.0 where the row matches a second FTS5 expression, else 0.0; the expression is evaluated once."""

    output_field = FloatField()

    def as_sql(self, compiler, connection):
        match, params = compiler.compile(self.source_expressions[1])
        inner = f"SELECT rowid FROM {connection.ops.quote_name(TABLE)} WHERE {TABLE} MATCH {match}"  # noqa: S608
        return f"CAST({self.table(compiler)[0]}.rowid IN ({inner}) AS REAL)", params


class Rank(OfTable):
    """FTS5's bm25 turned round and bent into 0 to 1."""

    output_field = FloatField()

    def as_sql(self, compiler, connection):
        bm25 = f"bm25({self.table(compiler)[1]}, {WEIGHTS})"
        return f"(-{bm25} / ({HALF} - {bm25}))", []


def phrase_text(tokens, open_ended=False):
    """Tokens next to each other in FTS5's language. Tokens are letters, digits and edges: nothing to escape."""
    return f'"{" ".join(tokens)}"{" *" if open_ended else ""}'


def match_text(tree):
    """`(expression, negated)` of a tree: FTS5 knows `a NOT b` but no NOT of its own."""
    if isinstance(tree, Word):
        phrases = [phrase_text(phrase.tokens, phrase.open_ended) for phrase in tree.phrases]
        return f"({' OR '.join(phrases)})", False
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


class Index(AnalysedIndex, stock.SQLiteIndex):
    """Writes tokens into the stock tables."""

    indexer_class = stock.ObjectIndexer

    def columns(self, found):
        """The tokens of title, body and suggestions, separated by spaces."""
        return {
            "title": self._tokens(found.title),
            "body": self._tokens(found.body),
            "autocomplete": self._tokens(found.suggestions),
        }

    @staticmethod
    def _tokens(values):
        return " ".join(token for text, _boost in values for token in edged_tokens(text))


class QueryCompiler(AnalysedCompiler, stock.SQLiteSearchQueryCompiler):
    """Searches titles and bodies."""

    @property
    def columns(self):
        """The columns searched: FTS5 keeps all fields but the title in one."""
        if self.fields is None:
            return self.FTS_TABLE_FIELDS
        return sorted({"title" if name == "title" else "body" for name in self.fields})

    def matched(self, tree):
        """`(queryset, score)` of what the tree finds; no score where the tree says what not to find."""
        text, is_negated = match_text(tree)
        match = f"{{{' '.join(self.columns)}}} : {text}"
        if is_negated:
            found = self.joined().filter(Match(F(f"{FTS_ROW}__title"), Value(match)))
            return self.queryset.exclude(pk__in=found.order_by().values("pk")), None
        queryset = self.joined().filter(Match(F(f"{FTS_ROW}__title"), Value(match)))
        return queryset, self.score(text)

    def joined(self):
        """The queryset joined to its rows of the full-text table."""
        return super().joined().filter(**{f"{FTS_ROW}__isnull": False})

    def score(self, text):
        """Exactly the question, then in the title, then bm25 in tenths, so that equals are equal."""
        row = F(f"{FTS_ROW}__title")
        score = Round(Rank(row), 1) + HEADED * AlsoMatches(row, Value(self.headed(text)))
        if exact := whole_value(self.query):
            score += EXACT * AlsoMatches(row, Value(f"{{title autocomplete}} : {phrase_text(exact)}"))
        return score

    def headed(self, text):
        """The FTS5 expression of what stands in the title."""
        return f"{{title}} : {text}"


class AutocompleteQueryCompiler(QueryCompiler, stock.SQLiteAutocompleteQueryCompiler):
    """Searches suggestions; what begins with the typed text comes first."""

    @property
    def columns(self):
        """Always the one column of suggestions."""
        return ["autocomplete"]

    def headed(self, text):
        """The FTS5 expression of values that begin with what was typed."""
        found = value_start(self.query)
        return f"{{autocomplete}} : {phrase_text(*found) if found else text}"


class SearchBackend(stock.SQLiteSearchBackend):
    """`BACKEND` for SQLite; no other keys than the stock one's."""

    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
