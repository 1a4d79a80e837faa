"""Which engine answers: the cluster beside the database, or the database where that one is away or behind."""

from modelsearch.backends import get_search_backend

from cms.register.fulltext import Away, engine


def autocomplete(question, queryset, limit):
    """At most `limit` entries of `queryset` whose suggestions begin with or contain what was typed, best first."""
    backend = engine()
    if backend:
        try:
            return backend.suggest(question, queryset, limit)
        except Away:
            pass  # the page of results says so; suggestions need no word about it
    return list(get_search_backend().autocomplete(question, queryset)[:limit])
