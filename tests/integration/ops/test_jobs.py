"""Periodic jobs: done when due, by one worker, whatever the others and the failures do."""

import datetime
import io
import itertools

import pytest
import time_machine
from django.core.management import call_command

from cms import clock
from cms.ops import jobs
from cms.ops.models import JobRun

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """No job but those of the test."""
    monkeypatch.setattr(jobs, "registry", {})


@pytest.fixture
def moment():
    """The clock, standing still until it is moved."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def counting(name, every=10):
    """A job that counts its runs; the list of their instants."""
    runs = []

    def do():
        runs.append(clock.now())
        return f"run {len(runs)}"

    jobs.register(name, every=every, do=do)
    return runs


def test_a_job_is_done_when_its_time_has_come_and_its_row_says_so(moment):
    runs = counting("count")
    assert jobs.run_due() == ["count"]
    assert jobs.run_due() == []
    moment.shift(9 * SECOND)
    assert jobs.run_due() == []
    moment.shift(SECOND)
    assert jobs.run_due() == ["count"]
    assert runs == [NOW, NOW + 10 * SECOND]
    row = JobRun.objects.get(name="count")
    assert (row.started, row.finished, row.ok, row.message, row.lease) == (runs[1], runs[1], True, "run 2", None)


def test_a_failure_stops_no_other_job_and_is_tried_again_ever_later(moment, caplog):
    waits = []

    def fail():
        waits.append(clock.now())
        raise ValueError("bad\0 luck" + "!" * 1000)

    jobs.register("fail", every=1, do=fail)
    runs = counting("count", every=1)
    for _second in range(70):
        jobs.run_due()
        moment.shift(SECOND)
    assert [(after - before).seconds for before, after in itertools.pairwise(waits)] == [2, 4, 8, 16, 32]
    assert len(runs) == 70
    row = JobRun.objects.get(name="fail")
    assert (row.ok, row.failures) == (False, 6)
    assert row.message.startswith("ValueError: bad luck!")
    assert "the job fail failed" in caplog.text
    jobs.register("fail", every=1, do=lambda: None)
    moment.shift(100 * SECOND)
    assert "fail" in jobs.run_due()
    row.refresh_from_db()
    assert (row.ok, row.failures, row.message) == (True, 0, "")


def test_nobody_else_does_a_job_at_hand(moment):
    others = []
    jobs.register("long", every=1, do=lambda: others.append(jobs.run_due("another")))
    moment.shift(SECOND)
    assert jobs.run_due("one") == ["long"]
    assert others == [[]]


def test_of_two_workers_that_read_the_same_row_one_does_the_job(moment, monkeypatch):
    runs = counting("count")
    is_due, answers = jobs.Job.is_due, []

    def overtaken(job, row):
        monkeypatch.setattr(jobs.Job, "is_due", is_due)
        answers.append(jobs.run(job, "another"))
        return is_due(job, row)

    monkeypatch.setattr(jobs.Job, "is_due", overtaken)
    assert jobs.run_due("one") == []
    assert answers == [True]
    assert len(runs) == 1


def test_what_a_dead_worker_left_is_taken_over_and_what_a_living_one_prolongs_is_not(moment):
    runs = counting("count")
    JobRun.objects.create(name="count", started=NOW, lease=NOW + jobs.LEASE, holder="dead")
    moment.shift(50 * SECOND)
    assert jobs.run_due() == []
    jobs.renew("dead")
    moment.shift(50 * SECOND)
    assert jobs.run_due() == []
    moment.shift(11 * SECOND)
    assert jobs.run_due() == ["count"]
    assert len(runs) == 1


def test_a_worker_that_lost_its_lease_overwrites_nothing(moment, caplog):
    def sleep():
        moment.shift(2 * jobs.LEASE)
        JobRun.objects.filter(name="sleepy").update(holder="another", message="theirs")

    jobs.register("sleepy", every=10, do=sleep)
    jobs.run_due("one")
    assert JobRun.objects.get(name="sleepy").message == "theirs"
    assert "another worker took over" in caplog.text


def test_a_clock_put_back_does_not_keep_jobs_waiting(moment):
    counting("count", every=3600)
    counting("busy", every=3600)
    jobs.run_due()
    JobRun.objects.filter(name="busy").update(lease=NOW + jobs.LEASE)
    moment.move_to(NOW - datetime.timedelta(days=400))
    assert jobs.run_due() == ["count", "busy"]


def test_the_command_does_once_what_is_due(moment):
    runs = counting("count")
    said = io.StringIO()
    call_command("worker", "--once", stdout=said)
    call_command("worker", "--once", stdout=said)
    assert said.getvalue().splitlines() == ["done: count", "done: nothing is due"]
    assert len(runs) == 1


def test_housekeeping_is_a_job_of_every_site():
    from cms.ops.apps import said_by

    assert "ended by the clock: 0" in said_by("housekeeping")
