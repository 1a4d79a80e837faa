"""Answers of the API as JSON, and how an operation is described."""

import json

from django.http import HttpResponse

from cms.api.parameters import Parameters


def answer(data, **headers):
    """`data` as JSON; `headers` by name with underscores."""
    response = HttpResponse(json.dumps(data, ensure_ascii=False) + "\n", content_type="application/json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def described(model=Parameters, *errors):
    """What OpenAPI says of an operation whose parameters are those of `model`: they, and the errors it may answer."""
    schema = model.model_json_schema()
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", []),
            "description": about.get("description", ""),
            "schema": _of_parameter(about),
            "example": about["examples"][0],
        }
        for name, about in schema.get("properties", {}).items()
    ]
    return {"parameters": parameters, "x-errors": [400, 404, 405, 429, 500, *errors]}


def _of_parameter(about):
    """The schema of a parameter in an address: one type, no null."""
    if "enum" in about:
        return {"type": "string", "enum": [value for value in about["enum"] if value is not None]}
    if about.get("type"):
        return {"type": about["type"]}
    kept = next(kind for kind in about["anyOf"] if kind["type"] != "null")
    return {name: value for name, value in kept.items() if name in {"type", "format"}}
