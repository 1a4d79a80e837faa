"""Full text over the register through Wagtail's search interface, whichever engine stands behind it."""

from django.conf import settings
from modelsearch.backends import get_search_backend

ENGINE = "register"  # of MODELSEARCH_BACKENDS, where a cluster stands beside the database
QUERY_LIMIT = 200  # characters


def readable_query(text):
    """`(question, cut)`: the typed text without control characters, and whether it was longer than is searched."""
    clean = "".join(char if char.isprintable() else " " for char in text[: QUERY_LIMIT * 50])
    clean = " ".join(clean.split())
    return clean[:QUERY_LIMIT], len(clean) > QUERY_LIMIT or len(text) > QUERY_LIMIT * 50


class Away(Exception):
    """The engine beside the database does not answer, or not rightly: the database answers in its place."""


def matching(queryset, question, **options):
    """The entries of `queryset` that answer `question`, as a queryset in the order of relevance, by the database.

    `question`: words or one of modelsearch's query objects; `options`: those of its `search`.
    """
    return get_search_backend().search(question, queryset, **options).get_queryset()


def engine():
    """The backend that is asked first about the register (`answer` and `suggest`), or None: the database only."""
    return get_search_backend(ENGINE) if ENGINE in settings.MODELSEARCH_BACKENDS else None
