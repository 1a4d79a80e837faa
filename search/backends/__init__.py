"""Search backends over one text analysis, one class per engine.

`MODELSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}` takes the one of the default database.
"""

from django.db import connection


def SearchBackend(params):
    """The backend for the default database; `params` are the other keys of the settings entry."""
    if connection.vendor == "sqlite":
        from search.backends.sqlite import SearchBackend as Backend
    elif connection.vendor == "postgresql":
        from search.backends.postgresql import SearchBackend as Backend
    else:
        from modelsearch.backends.database import SearchBackend as Backend
    return Backend(params)
