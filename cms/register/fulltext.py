"""Full text over the register through Wagtail's search interface, whichever engine stands behind it."""

from modelsearch.backends import get_search_backend

QUERY_LIMIT = 200  # characters


def readable_query(text):
    """`(question, cut)`: the typed text without control characters, and whether it was longer than is searched."""
    clean = "".join(char if char.isprintable() else " " for char in text[: QUERY_LIMIT * 50])
    clean = " ".join(clean.split())
    return clean[:QUERY_LIMIT], len(clean) > QUERY_LIMIT or len(text) > QUERY_LIMIT * 50


def matching(queryset, question):
    """The entries of `queryset` that answer `question`, as a queryset in the order of relevance."""
    results = get_search_backend().search(question, queryset)
    if hasattr(results, "get_queryset"):
        return results.get_queryset()
    return queryset.filter(pk__in=[entry.pk for entry in results[:10_000]])
