"""What `/readyz` says of each part, and when it says 503."""

import datetime

import pytest
from django.db import OperationalError

from cms import clock
from cms.ops import health, jobs
from cms.ops.models import JobRun

PARTS = ["database", "search", "cache", "worker", "scheduler"]


@pytest.fixture(autouse=True)
def checks(monkeypatch):
    """Parts that apps registered are left out, and what a test registers goes with it."""
    monkeypatch.setattr(health, "_checks", {})


def ask(client):
    """Status and states."""
    response = client.get("/readyz")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()["checks"]


def ran(name, seconds_ago, **values):
    """The row of a job that ran `seconds_ago`."""
    at = clock.now() - datetime.timedelta(seconds=seconds_ago)
    return JobRun.objects.create(name=name, started=at, finished=at, ok=True, **values)


@pytest.mark.django_db
def test_every_part_is_named_and_a_site_without_its_worker_still_serves(client):
    status, found = ask(client)
    assert status == 200
    assert found == dict(zip(PARTS, ["ok", "ok", "ok", "not running", "not running"], strict=True))


@pytest.mark.django_db
def test_the_embedded_run_needs_no_worker(client, settings):
    settings.BACKGROUND_WORKER = False
    assert ask(client)[1]["worker"] == ask(client)[1]["scheduler"] == "embedded: none needed"


@pytest.mark.django_db
def test_a_worker_is_known_by_its_sign_of_life(client):
    jobs.run_due()
    assert ask(client)[1] == dict.fromkeys(PARTS, "ok")
    long_ago = clock.now() - datetime.timedelta(minutes=2)
    JobRun.objects.filter(name="worker").update(finished=long_ago)
    assert ask(client)[1]["worker"] == f"not running since {long_ago.isoformat(timespec='seconds')}"


@pytest.mark.django_db
def test_late_and_failing_jobs_are_named(client):
    ran("worker", 1)
    row = ran("housekeeping", 2 * 3600)
    due = row.started + datetime.timedelta(hours=1)
    assert ask(client)[1]["scheduler"] == f"late since {due.isoformat(timespec='seconds')}: housekeeping"
    JobRun.objects.filter(pk=row.pk).update(failures=1)
    status, found = ask(client)
    assert (status, found["scheduler"], found["worker"]) == (200, "failing: housekeeping", "ok")


@pytest.mark.django_db
def test_a_part_of_an_app_may_be_degraded_and_may_break(client):
    health.register("search", lambda: "degraded: breaker open")
    assert ask(client) == (200, ask(client)[1] | {"search": "degraded: breaker open"})
    health.register("search", lambda: 1 / 0)
    assert ask(client) == (200, ask(client)[1] | {"search": "degraded: ZeroDivisionError"})


@pytest.mark.django_db
def test_a_cache_that_forgets_is_degraded(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    status, found = ask(client)
    assert status == 200
    assert found["cache"].startswith("degraded")


def test_without_its_database_the_site_cannot_serve(client, monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(health, "database", away)
    status, found = ask(client)
    assert status == 503
    assert found == {"database": "failed: OperationalError"} | dict.fromkeys(PARTS[1:], "unknown")
