"""A list of the register as the cluster answers it: hits, total and all counts in one question."""

from dataclasses import replace
from functools import cache

from django.db.models import IntegerField
from django.db.models.signals import post_delete, post_save
from django.utils.functional import cached_property

from cms.register.filters import DATES, FILTERS, PAGE_SIZE
from search.backends.elasticsearch.compiling import QueryCompiler
from search.backends.elasticsearch.mapping import BASE_SETTINGS
from search.remembered import Remembered

MOST_CODES = 1_000  # of one filter; a district has some forty units
NOBODY = -1  # the key of a code that no row has
MOST_DIGITS = 10  # of a number a column can hold


@cache
def reference(model, code, label):
    """`{key: (code, label)}` of a small table, remembered."""
    found = Remembered(lambda: {key: pair for key, *pair in model.objects.values_list("pk", code, label)})
    found.forget_when_changed((post_save, post_delete), model)
    return found


class ClusterAnswer:
    """The cluster's answer to an `Asked`; it has been given when the object is there. Raises `Away` otherwise.

    What is shown comes from the database, through the same `visible()` as everything: the cluster names the rows.
    """

    most_pages = BASE_SETTINGS["max_result_window"] // PAGE_SIZE

    def __init__(self, backend, asked):
        self._backend = backend
        self.asked = replace(asked, number=min(asked.number, self.most_pages))
        self._compiler = QueryCompiler(asked.base, asked.q, order_by_relevance=asked.order == "relevance")
        self._compiler.check()
        self._answer = backend.cluster.search(
            index=backend.get_index_for_model(asked.base.model).name,
            query=self._compiler.get_query(),
            post_filter={"bool": {"filter": [self._term(name) for name in asked.values]}},
            aggs=self._aggregations(),
            sort=self._sort(),
            size=PAGE_SIZE,
            track_total_hits=True,
            _source=False,
            stored_fields="pk",
            **{"from": (self.asked.number - 1) * PAGE_SIZE},
        )

    def under(self, values):
        """The answer to the same list under other values."""
        return ClusterAnswer(self._backend, self.asked.under(values))

    def _column(self, name):
        """The column of the index that holds a filter's keys."""
        return f"{self._field(name).attname}_filter"

    def _field(self, name):
        return self._compiler.queryset.model._meta.get_field(FILTERS[name].column.split("__")[0])

    @cached_property
    def _references(self):
        """`{filter: {key: (code, label)}}` of the filters whose codes stand in tables of their own."""
        return {
            item.name: reference(self._field(item.name).related_model, code, item.label_column.partition("__")[2])()
            for item in self.asked.filters
            if (code := item.column.partition("__")[2])
        }

    def _term(self, name):
        value = self.asked.values[name]
        if name in self._references:
            value = next((key for key, (code, _) in self._references[name].items() if str(code) == value), NOBODY)
        elif isinstance(self._field(name), IntegerField):
            value = int(value) if value.isascii() and value.isdigit() and len(value) < MOST_DIGITS else NOBODY
        return {"term": {self._column(name): value}}

    def _aggregations(self):
        found = {}
        for item in self.asked.filters:
            codes = {"terms": {"field": self._column(item.name), "size": MOST_CODES}}
            others = [self._term(name) for name in self.asked.values if name != item.name]
            if others:
                found[item.name] = {"filter": {"bool": {"filter": others}}, "aggs": {"codes": codes}}
            else:
                found[item.name] = codes
            if self.asked.values:
                found[f"all_{item.name}"] = codes
        return found

    def _sort(self):
        if self.asked.order == "relevance":
            return self._compiler.get_sort()
        return [{f"{DATES[self.asked.order]}_filter": "desc"}, {"number": "desc"}]

    def _codes(self, name, buckets):
        """`{code: count}` of an aggregation's buckets, nobody's and empty codes left out."""
        known = self._references.get(name)
        counted = {bucket["key"]: bucket["doc_count"] for bucket in buckets if bucket["key"] not in (None, "")}
        return {known[key][0]: n for key, n in counted.items() if key in known} if known is not None else counted

    @cached_property
    def labels(self):
        """`{filter: {code: label}}` of the codes that occur among what answers the words, whatever the filters."""
        found = {}
        for item in self.asked.filters:
            names = dict(self._references.get(item.name, {}).values())
            codes = self._codes(item.name, self._buckets(f"all_{item.name}" if self.asked.values else item.name))
            found[item.name] = {code: names.get(code, code) for code in codes}
        return found

    def counts(self, name):
        """`{code: number of entries}` of a filter under the values of the others."""
        return self._codes(name, self._buckets(name))

    def _buckets(self, name):
        found = self._answer["aggregations"][name]
        return found.get("codes", found)["buckets"]

    @cached_property
    def total(self):
        """How many entries the list has; those of this page that have ended since the index heard of them are none."""
        missing = len(self._answer["hits"]["hits"]) - len(self._entries)
        return self._answer["hits"]["total"]["value"] - missing

    @cached_property
    def _entries(self):
        keys = [int(hit["fields"]["pk"][0]) for hit in self._answer["hits"]["hits"]]
        return self.asked.base.for_lists().named(keys)

    def page(self, number):
        """The entries of a page, as a list."""
        if number != self.asked.number:
            return ClusterAnswer(self._backend, replace(self.asked, number=number)).page(number)
        return self._entries
