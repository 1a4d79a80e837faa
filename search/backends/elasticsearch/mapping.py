"""What the index keeps of an object, and the settings of an index; the analysis is ours: the cluster splits at spaces.

Texts come as the tokens the embedded engines keep: the same tokens in the same places answer a phrase on all three.
"""

import hashlib
import json
from functools import cache
from types import SimpleNamespace

from modelsearch.backends import elasticsearch9 as stock
from modelsearch.backends.base import get_model_root
from modelsearch.backends.database.mysql.mysql import ObjectIndexer  # SQLite's twin, which needs SQLite's models
from modelsearch.index import FilterField, RelatedFields, get_indexed_models

from search.analysis import pairs
from search.backends.compiling import is_whole_number
from search.backends.indexing import document, edged_runs

OURS = SimpleNamespace(config=None)  # stands for a backend of a database: the analysis is ours
LONGEST_KEYWORD = 1_000  # characters of a filter's value; longer ones are kept by nobody
PREFIXES = {"min_chars": 1, "max_chars": 1}  # a single Han character begins pairs
TYPED_PREFIXES = {"min_chars": 1, "max_chars": 8}  # typing begins words; what is longer is rare enough to be looked up
# Shows each step of the analysis: another step gives other tokens, and with them another schema.
SAMPLE = "渝府发〔2017〕３號\nCafé 91500116MA5U00001X\n重慶鼎盛有限公司"
BASE_SETTINGS = {
    "refresh_interval": "1s",
    "auto_expand_replicas": "0-1",
    "max_result_window": 10_000,
    "gc_deletes": "1h",  # for so long a delivery that comes late cannot bring back what was removed
    "codec": "best_compression",
    "analysis": {"analyzer": {"runs": {"type": "custom", "tokenizer": "whitespace"}}},
}


class Mapping(stock.Elasticsearch9Mapping):
    """Three texts, the filters as the stock mapping names them, and the number of the row for sorting."""

    def get_mapping(self):
        """The mapping: unknown fields are errors, and no readable copy of a text lies in the cluster."""
        text = {"type": "text", "analyzer": "runs", "norms": False}
        fields = {
            "pk": {"type": "keyword", "store": True},
            "number": {"type": "long"},
            "stamp": {"type": "long"},  # the state of a register entry, see search.backends.elasticsearch.writing
            "_django_content_type": {"type": "keyword"},
            "title": text | {"index_prefixes": PREFIXES},
            "body": text | {"index_prefixes": PREFIXES},
            "autocomplete": text | {"index_prefixes": TYPED_PREFIXES},
        }
        fields |= dict(self.get_field_mapping(field) for field in self._filters(self.model.get_search_fields()))
        return {"dynamic": "strict", "_source": {"enabled": False}, "properties": fields}

    def get_field_mapping(self, field):
        """A filter's mapping; of related objects too only the filters."""
        if not isinstance(field, RelatedFields):
            name, mapping = super().get_field_mapping(field)
            if mapping["type"] == "keyword":
                mapping["ignore_above"] = LONGEST_KEYWORD
            return name, mapping
        nested = type(self)(field.get_field(self.model).related_model)
        properties = dict(nested.get_field_mapping(part) for part in self._filters(field.fields))
        return self.get_field_column_name(field), {"type": "nested", "properties": properties}

    @classmethod
    def _filters(cls, fields):
        """The filters among search fields, and relations that hold filters."""
        return [
            field
            for field in fields
            if isinstance(field, FilterField) or (isinstance(field, RelatedFields) and cls._filters(field.fields))
        ]

    def get_document(self, obj):
        """The document of an object."""
        found = document(ObjectIndexer(obj, OURS))
        fields = {
            "pk": str(obj.pk),
            "_django_content_type": self.get_all_content_types(),
            **found.tokens,
        }
        if is_whole_number(self.model._meta.pk):
            fields["number"] = obj.pk
        for field in self._filters(self.model.get_search_fields()):
            name, value, _typed = self._get_document_field_data(field, obj)
            fields[name] = value
        return fields

    def _get_nested_document(self, fields, obj):
        return super()._get_nested_document(self._filters(fields), obj)


def index_body(model, settings=None):
    """`settings` and `mappings` of the index of a model and its like; `settings` adds to ours or replaces them."""
    mappings = {"dynamic": "strict", "properties": {}}
    for kind in models_of(get_model_root(model)):
        mapping = Mapping(kind).get_mapping()
        mappings |= mapping | {"properties": mappings["properties"] | mapping["properties"]}
    own = BASE_SETTINGS | (settings or {})
    if "visible_from_filter" in mappings["properties"]:
        # The freshest lie first: suggestions stop reading where they have enough.
        own |= {"sort.field": ["visible_from_filter", "number"], "sort.order": ["desc", "desc"]}
    return {"settings": {"index": own}, "mappings": mappings}


def models_of(root):
    """The indexed models that share the index of `root`."""
    return [model for model in get_indexed_models() if get_model_root(model) is root]


@cache
def schema(root):
    """A short name of what the index of a root model holds: it changes with mapping, settings and analysis."""
    parts = [index_body(root), edged_runs(SAMPLE, typed=True), [pairs(run) for run in edged_runs(SAMPLE)]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:8]
