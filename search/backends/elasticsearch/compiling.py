"""Questions in Elasticsearch's language: terms and phrases of tokens, never a text that the cluster would parse."""

from modelsearch.backends import elasticsearch9 as stock
from modelsearch.query import Fuzzy

from search.analysis import index_text
from search.backends import tree as trees
from search.backends.compiling import Ranked, tie_break
from search.backends.elasticsearch.mapping import TYPED_PREFIXES, Mapping

MOST_EXPANSIONS = 1_000  # words a beginning within a phrase may stand for
NOTHING = {"match_none": {}}


def either(conditions):
    """One of the conditions."""
    return conditions[0] if len(conditions) == 1 else {"bool": {"should": conditions, "minimum_should_match": 1}}


def stands(phrase, column):
    """That a phrase stands in a column."""
    *whole, last = phrase.tokens
    if phrase.open_ended:
        if not whole and len(last) > TYPED_PREFIXES["max_chars"]:
            return {"prefix": {column: {"value": last}}}
        text = " ".join(phrase.tokens)
        return {"match_phrase_prefix": {column: {"query": text, "max_expansions": MOST_EXPANSIONS}}}
    if not whole:
        return {"term": {column: last}}
    return {"match_phrase": {column: " ".join(phrase.tokens)}}


class QueryCompiler(Ranked, stock.Elasticsearch9SearchQueryCompiler):
    """Searches titles and bodies."""

    mapping_class = Mapping
    DEFAULT_OPERATOR = "and"
    LAST_TERM_IS_PREFIX = False

    def _remap_fields(self, fields):
        """Nothing: `columns` says where is searched."""

    def stands(self, phrases, columns):
        """That one of the phrases stands in one of the columns."""
        return either([stands(phrase, column) for phrase in phrases for column in columns])

    def condition(self, tree):
        """That the tree matches within `columns`."""
        if isinstance(tree, trees.Word):
            return self.stands(tree.phrases, self.columns)
        if isinstance(tree, trees.But):
            return {"bool": {"must_not": [self.condition(tree.part)]}}
        parts = [self.condition(part) for part in tree.parts]
        return {"bool": {"filter": parts}} if isinstance(tree, trees.All) else either(parts)

    def get_inner_query(self):
        """The question; what adds to a match's worth stands beside what makes it one."""
        if isinstance(self.query, Fuzzy):
            text = {"query": index_text(self.query.query_string), "fuzziness": "AUTO", "fields": list(self.columns)}
            return {"multi_match": text | {"operator": self.query.operator}}
        tree = trees.read(self.query, typing=self.LAST_TERM_IS_PREFIX)
        if tree is trees.NOTHING:
            return NOTHING
        if tree is trees.EVERYTHING:
            return {"match_all": {}}
        worth = []
        if self.order_by_relevance:
            worth = [
                {"constant_score": {"filter": self.stands(phrases, columns), "boost": value}}
                for value, phrases, columns in self.worth(tree)
            ]
        return {"bool": {"filter": [self.condition(tree)], "should": worth, "minimum_should_match": 0}}

    def get_sort(self):
        """The order: by worth and then as the rows are ordered, or as the queryset asks."""
        if not self.order_by_relevance:
            return [*(super().get_sort() if self.queryset.ordered else []), *self._last_resort()]
        named = [name for name in tie_break(self.queryset) if self._get_filterable_field(name.removeprefix("-"))]
        columns = [{self._column(name.removeprefix("-")): "desc" if name.startswith("-") else "asc"} for name in named]
        return ["_score", *columns, *self._last_resort()]

    def _column(self, name):
        return self.mapping.get_field_column_name(self._get_filterable_field(name))

    @staticmethod
    def _last_resort():
        """The newest row first, whatever kind of key it has."""
        return [{"number": {"order": "desc", "unmapped_type": "long"}}, {"pk": "desc"}]


class AutocompleteQueryCompiler(QueryCompiler):
    """Searches suggestions; what begins with the typed text comes first."""

    LAST_TERM_IS_PREFIX = True

    @property
    def columns(self):
        """The column of suggestions."""
        return ("autocomplete",)
