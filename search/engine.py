"""Which engine answers: the one the site is configured with, and the database where that one is away."""

from modelsearch.backends import get_search_backend


def autocomplete(question, queryset, limit):
    """At most `limit` entries of `queryset` whose suggestions begin with or contain what was typed, best first."""
    return list(get_search_backend().autocomplete(question, queryset)[:limit])
