"""The addresses of the API."""

from django.urls import include, path, re_path

from cms.api.problems import problem
from cms.api.v1 import api, docs, index, openapi


def nothing(request, path):
    """Whatever else is asked for: not found, and no guess at an address with a slash."""
    return problem(404)


# Ninja's own page at the root is left out for the list of addresses.
operations = [pattern for pattern in api.urls[0] if str(pattern.pattern)]
urlpatterns = [
    path("", index, name="api"),
    path("openapi.json", openapi, name="api-openapi"),
    path("docs/", docs, name="api-docs"),
    path("", include((operations, "api-v1"))),
    re_path(r"^(?P<path>.*)$", nothing, name="api-nothing"),
]
