"""Elasticsearch 9 under our analysis: modelsearch's backend, with our documents, our questions and a guarded client."""

from elasticsearch import NotFoundError
from modelsearch.backends import elasticsearch9 as stock
from modelsearch.backends.base import get_model_root
from modelsearch.index import get_indexed_models

from search.backends.elasticsearch.cluster import shared
from search.backends.elasticsearch.compiling import AutocompleteQueryCompiler, QueryCompiler
from search.backends.elasticsearch.mapping import Mapping, index_body, schema


class Index(stock.Elasticsearch9Index):
    """An index, or the alias of one, by its name."""

    def put(self):
        """Creates the index with settings and mapping at once: how it is sorted cannot be said later."""
        self.es.indices.create(index=self.name, **index_body(self.backend.model_of(self.name), self.backend.settings))

    def delete(self):
        """Deletes the index; of an alias, what stands behind it. Nothing where there is none."""
        try:
            names = list(self.es.indices.get(index=self.name, features="aliases", filter_path="*"))
        except NotFoundError:
            return
        self.es.indices.delete(index=",".join(names), ignore_unavailable=True)

    def add_model(self, model):
        """Nothing: the mapping came with the index."""


class Results(stock.Elasticsearch9SearchResults):
    """Hits, asked for through the guard."""

    def _backend_do_search(self, body, **options):
        if "scroll" in options:  # the stock way to more than a hundred hits; nothing of the public site goes it
            return super()._backend_do_search(body, **options)
        options["from"] = options.pop("from_", 0)
        return self.backend.cluster.search(**body, **options)


class SearchBackend(stock.Elasticsearch9SearchBackend):
    """`BACKEND` for Elasticsearch. Keys: HOSTS (of `Elasticsearch`), INDEX_PREFIX, OPTIONS, INDEX_SETTINGS."""

    mapping_class = Mapping
    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = Results
    settings = {}

    def client_class(self, **options):
        """The client; called by the stock class."""
        self.cluster = shared(**options)
        return self.cluster.es

    def answer(self, asked):
        """The cluster's answer to a list of the register (`cms.register.answers.Asked`). Raises `Away`."""
        # Here, because the backend itself knows nothing of the register: modelsearch's own tests run without it.
        from search.backends.elasticsearch.answers import ClusterAnswer
        from search.lag import Lag

        Lag.check()
        return ClusterAnswer(self, asked)

    def suggest(self, question, queryset, limit):
        """At most `limit` objects of `queryset` for what was typed, best first. Raises `Away`."""
        from search.backends.elasticsearch.suggesting import suggest
        from search.lag import Lag

        Lag.check()
        return suggest(self, question, queryset, limit)

    def model_of(self, name):
        """The model an index was made for, told by its name; raises StopIteration for a name of nobody's."""
        return next(model for model in get_indexed_models() if name.startswith(self.get_index_for_model(model).name))

    def get_index_for_model(self, model):
        """The alias of a model and its like: another schema has another one, and cannot answer for this one."""
        root = get_model_root(model)
        return self.index_class(self, f"{self.index_prefix}{root._meta.label_lower.replace('.', '_')}_{schema(root)}")
