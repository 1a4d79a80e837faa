"""Version 1 of the API: its operations, its description (OpenAPI 3.1) and its page for people."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from cms.api import entries, reference, told
from cms.api.answers import answer
from cms.api.problems import CONTENT_TYPE, TITLES, Gone, Wrong, problem, wrong
from cms.api.schemas import Problem

ADDRESS = "/api/v1/"
REFERENCE = "#/components/schemas/"


class Api(NinjaAPI):
    """Ninja's, whose OpenAPI document tells the errors as problem documents."""

    def get_openapi_schema(self, **options):
        """The document: every operation with its errors, and the addresses below the site's root."""
        document = super().get_openapi_schema(**options)
        schema = Problem.model_json_schema(ref_template=REFERENCE + "{model}")
        document["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
        document["components"]["responses"] = {f"Error{status}": _error(status) for status in TITLES}
        for path in document["paths"].values():
            for operation in path.values():
                for status in operation.pop("x-errors"):
                    operation["responses"][str(status)] = {"$ref": f"#/components/responses/Error{status}"}
                operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
                operation["responses"]["304"] = {"description": _("unchanged since the entity tag in If-None-Match")}
        return document


def _error(status):
    content = {"schema": {"$ref": f"{REFERENCE}Problem"}}
    response = {"description": str(TITLES[status]), "content": {CONTENT_TYPE: content}}
    if status == 429:
        response["headers"] = {
            "Retry-After": {"description": _("seconds until the address may ask again"), "schema": {"type": "integer"}}
        }
    return response


api = Api(
    title=_("Read API of the credit register"),
    version="1",
    description=_(
        "What is public at this moment, for programs. Everything is read from the register when it is asked for; "
        "nothing needs a key."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    servers=[{"url": settings.SITE_URL}],
)
api.add_router("", entries.router)
api.add_router("", "search.api.router")  # by name: cms imports no app
api.add_router("", reference.router)
api.add_router("", told.router)


@api.exception_handler(Wrong)
def on_wrong(request, error):
    """400, naming each wrong parameter."""
    return wrong(error.faults)


@api.exception_handler(Gone)
def on_gone(request, error):
    """410, naming nothing."""
    return problem(410)


def openapi(request):
    """`/api/v1/openapi.json`."""
    return answer(document())


def document():
    """The OpenAPI document as JSON-able data."""
    return api.get_openapi_schema(path_prefix="api/v1/")


def index(request):
    """`/api/v1/`: where everything is."""
    addresses = {path.removeprefix(ADDRESS): f"{settings.SITE_URL}{path}" for path in document()["paths"]}
    links = {"openapi": f"{ADDRESS}openapi.json", "docs": f"{ADDRESS}docs/", "data": "/data/"}
    return answer(addresses | {name: f"{settings.SITE_URL}{path}" for name, path in links.items()})


@require_safe
def docs(request):
    """`/api/v1/docs/`: the same document as a page of the site."""
    return render(request, "api/docs.html", {"operations": _operations(), "limit": settings.API_REQUESTS_PER_MINUTE})


def _operations():
    found = document()
    schemas, answers = found["components"]["schemas"], found["components"]["responses"]
    for path, methods in found["paths"].items():
        for operation in methods.values():
            responses = operation["responses"]
            schema = responses["200"]["content"]["application/json"]["schema"]
            yield {
                "id": path.removeprefix(ADDRESS).replace("/", "-").strip("{}"),
                "path": path,
                "summary": operation["summary"],
                "description": operation.get("description", ""),
                "parameters": operation["parameters"],
                "columns": _columns(schema, schemas),
                "errors": [
                    (status, answers[f"Error{status}"]["description"]) for status in responses if int(status) >= 400
                ],
            }


def _columns(schema, schemas):
    """`(name, type, description)` of what an answer holds at its top, and of the items of a list."""
    properties = _resolved(schema, schemas).get("properties", {})
    for name, about in properties.items():
        yield name, _type(about), about.get("description", "")


def _resolved(schema, schemas):
    return schemas[schema["$ref"].removeprefix(REFERENCE)] if "$ref" in schema else schema


def _type(about):
    if "$ref" in about:
        return about["$ref"].removeprefix(REFERENCE)
    if "anyOf" in about:
        return " | ".join(_type(one) for one in about["anyOf"])
    if about.get("type") == "array":
        return f"{_type(about['items'])}[]"
    return about.get("type", "")
