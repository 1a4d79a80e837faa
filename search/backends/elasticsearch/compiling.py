"""Questions in Elasticsearch's language: terms and phrases of tokens, never a text that the cluster would parse."""

from datetime import datetime

from modelsearch.backends import elasticsearch9 as stock
from modelsearch.backends.base import get_model_root
from modelsearch.query import Fuzzy

from search.analysis import index_text
from search.backends import tree as trees
from search.backends.compiling import Ranked, tie_break
from search.backends.elasticsearch.mapping import TYPED_PREFIXES, Mapping

MOST_EXPANSIONS = 1_000  # words a beginning within a phrase may stand for
NOTHING = {"match_none": {}}
OPPOSITE = {"gt": "lte", "gte": "lt", "lt": "gte", "lte": "gt"}


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

    def get_filters(self):
        """The filters of the queryset; that of the model only where the index holds other models too."""
        return [part for part in super().get_filters() if part != self.get_content_type_filter() or not self._is_root]

    @property
    def _is_root(self):
        return get_model_root(self.queryset.model) is self.queryset.model

    def _process_lookup(self, field_path, lookup, value, **options):
        """A comparison with an instant as what it excludes: of “visible by now” that is little, and quickly found."""
        found = super()._process_lookup(field_path, lookup, value, **options)
        if isinstance(value, datetime) and lookup in OPPOSITE and "range" in found:
            (column,) = found["range"]
            outside = {"range": {column: {OPPOSITE[lookup]: value}}}
            return {"bool": {"filter": [{"exists": {"field": column}}], "must_not": [outside]}}
        return found

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

    def tiers(self):
        """Conditions, the best matches' first: a whole line, a line that begins so, anything; none for no question."""
        tree = trees.read(self.query, typing=True)
        if tree is trees.NOTHING:
            return []
        lines = [phrase for phrase in (trees.whole_line(self.query), trees.line_start(self.query)) if phrase]
        return [*(self.stands((phrase,), self.columns) for phrase in lines), self.condition(tree)]
