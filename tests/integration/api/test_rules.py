"""What holds for all of the API: errors, limits, who may ask, and that its description is true."""

import json

import pytest
import time_machine

from cms.register import verbs
from tests.factories import cases
from tests.integration.api.test_entries import get

AT = "2026-11-27T10:00:30+08:00"
SIMPLE = [
    "",
    "entries",
    "units",
    "fields",
    "towns",
    "rules",
    "dictionary",
    "figures",
    "changes",
    "openapi.json",
    "lookup?q=茶",
]


@pytest.mark.parametrize("path", SIMPLE)
class TestEveryAnswer:
    """Any site may read it; nothing is set in the browser; search engines stay out."""

    def test_headers(self, db, client, path):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["X-Robots-Tag"] == "noindex, noarchive"
        assert answer["ETag"].startswith('W/"')
        assert not answer.cookies
        json.loads(answer.content)

    def test_head_options_and_writing(self, db, client, path):
        assert client.head(f"/api/v1/{path}")["ETag"] == client.get(f"/api/v1/{path}")["ETag"]
        options = client.options(f"/api/v1/{path}")
        assert (options.status_code, options["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(f"/api/v1/{path}")
            assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
            assert answer["Allow"] == "GET, HEAD, OPTIONS"

    def test_unknown_parameters(self, db, client, path):
        if path in ("", "openapi.json"):
            return
        problem = get(client, f"/api/v1/{path}{'&' if '?' in path else '?'}nonsense=1", 400)
        assert [fault["parameter"] for fault in problem["errors"]] == ["nonsense"]


@pytest.mark.parametrize("path", ["nothing", "nothing/", "entries/", "entries/1/2", "v2", "docs/x", "units?a=%00"])
def test_wrong_addresses(db, client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == (400 if "?" in path else 404)
    assert answer["Content-Type"].startswith("application/problem+json") or path == "docs/x"


def test_a_failure_of_ours_is_a_problem_document(db, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cms.api.told.figures", lambda year: 1 / 0)
    problem = get(client, "/api/v1/figures", 500)
    assert problem["status"] == 500
    assert "ZeroDivision" not in str(problem)


class TestLimit:
    """How often one address may ask."""

    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.API_REQUESTS_PER_MINUTE = 3
        with time_machine.travel(AT, tick=False):
            yield

    def test_beyond_it(self, db, client):
        for _ in range(3):
            get(client, "/api/v1/units")
        answer = client.get("/api/v1/units")
        assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
        assert answer["Retry-After"] == "30"
        assert answer["Access-Control-Allow-Origin"] == "*"  # scripts of other sites may read why
        assert client.get("/api/v1/docs/").status_code == 200  # a page for people
        with time_machine.travel("2026-11-27T10:01:00+08:00", tick=False):
            get(client, "/api/v1/units")

    def test_each_address_for_itself(self, db, client, settings):
        settings.TRUSTED_PROXIES = 1
        for number in range(6):
            address = {"x-forwarded-for": f"10.0.0.9, 203.0.113.{number}"}
            assert client.get("/api/v1/units", headers=address).status_code == 200

    def test_without_a_cache_nobody_is_turned_away(self, db, client, monkeypatch):
        def away(key, *args, **kwargs):
            raise ValueError(key)

        monkeypatch.setattr("cms.api.rate.cache", type("Away", (), {"add": lambda *a: False, "incr": away})())
        for _ in range(6):
            get(client, "/api/v1/units")


class TestDescription:
    """`/api/v1/openapi.json` is valid OpenAPI 3.1 and says what is answered."""

    @pytest.fixture
    def document(self, db, client):
        return get(client, "/api/v1/openapi.json")

    def test_is_valid(self, document):
        from openapi_spec_validator import OpenAPIV31SpecValidator

        assert document["openapi"].startswith("3.1")
        OpenAPIV31SpecValidator(document).validate()

    def test_every_operation_tells_its_errors(self, document):
        for path, methods in document["paths"].items():
            responses = methods["get"]["responses"]
            assert {"200", "304", "400", "404", "405", "429", "500"} <= set(responses), path
            assert ("410" in responses) == path.startswith("/api/v1/entries/")

    def test_what_is_answered_is_what_is_described(self, document, tree, client):
        from jsonschema import Draft202012Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        entry = verbs.publish(cases.punishment(tree.scjg))
        verbs.publish(cases.honour(tree.scjg))
        verbs.end(verbs.publish(cases.honour(tree.fgw)), reason="revoked", why="撤销")
        registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT202012))
        answers = {
            "/api/v1/entries/{code}": f"/api/v1/entries/{entry.code}",
            "/api/v1/entries/by-path": f"/api/v1/entries/by-path?path={entry.path}",
            "/api/v1/lookup": f"/api/v1/lookup?q={entry.subjects.get().code}",
        }
        for path, methods in document["paths"].items():
            schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            text = json.dumps(schema).replace("#/", "urn:api#/")
            data = get(client, answers.get(path, path))
            Draft202012Validator(json.loads(text), registry=registry).validate(data)
            names = {parameter["name"] for parameter in methods["get"]["parameters"]}
            for name in names - {"code", "q", "path"}:  # what is declared is taken
                problem = client.get(f"{path.replace('{code}', entry.code)}?{name}=%00").json()
                assert "errors" not in problem or "没有这个参数" not in str(
                    [fault for fault in problem["errors"] if fault["parameter"] == name]
                )

    def test_examples_are_accepted(self, document, tree, client):
        for path, methods in document["paths"].items():
            if "{" in path or path.endswith("by-path"):
                continue
            for parameter in methods["get"]["parameters"]:
                if parameter["name"] in ("cursor", "until", "since"):
                    continue
                query = {parameter["name"]: parameter["example"]}
                assert client.get(path, query).status_code == 200, (path, query)

    def test_the_page_tells_every_operation(self, document, client):
        text = client.get("/api/v1/docs/").content.decode()
        for path, methods in document["paths"].items():
            assert f"GET {path}" in text
            for parameter in methods["get"]["parameters"]:
                assert f"<code>{parameter['name']}</code>" in text or parameter["in"] == "path"
