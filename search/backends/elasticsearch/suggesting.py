"""Suggestions of the register from the cluster: read in the order of the index, so that reading stops early."""

from search.backends.elasticsearch.compiling import AutocompleteQueryCompiler


def suggest(backend, question, queryset, limit):
    """At most `limit` entries for what was typed: whole lines, then lines that begin so, then others; freshest first.

    A beginning may stand in every entry: each of the three is asked for in the order the index lies in, and no hit is
    counted beyond those shown. Raises `Away`.
    """
    compiler = AutocompleteQueryCompiler(queryset, question)
    compiler.check()
    tiers = compiler.tiers()
    if not tiers:
        return []
    bodies = [
        {
            "query": {"bool": {"filter": [tier, *compiler.get_filters()]}},
            "sort": [{"visible_from_filter": "desc"}, {"number": "desc"}],
            "size": limit,
            "track_total_hits": False,
            "_source": False,
            "stored_fields": ["pk"],
        }
        for tier in tiers
    ]
    answers = backend.cluster.searches(backend.get_index_for_model(queryset.model).name, bodies)
    keys = dict.fromkeys(int(hit["fields"]["pk"][0]) for answer in answers for hit in answer["hits"]["hits"])
    return queryset.named(list(keys)[:limit])
