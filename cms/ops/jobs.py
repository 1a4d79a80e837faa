"""Periodic work: apps register it in `ready()`, `manage.py worker` does it, one row a job keeps what happened.

Several workers may run at once: who changes the row from what was read to “mine until then” does the job. A worker that
dies loses its lease, and another takes over.
"""

import datetime
import logging
import socket
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from cms import clock
from cms.ops.models import JobRun
from cms.register.fulltext import Away

LEASE = datetime.timedelta(seconds=60)
RENEWAL = 10  # seconds between two renewals of the leases a living worker holds
HEARTBEAT = "worker"  # the job whose only work is its row: the sign of life of a worker
SLOWEST_RETRY = 60  # seconds; a job of a longer period is tried again once a period at the latest

logger = logging.getLogger(__name__)
registry = {}  # name → Job, in the order of registration


@dataclass(frozen=True)
class Job:
    """`do()` is called every `every` seconds; it may return a line that says what it did."""

    name: str
    every: float
    do: Callable[[], str | None]

    def next_run(self, row):
        """The instant from which the job is due by its row; None for at once."""
        if row.started is None or row.started > clock.now():  # never run, or the machine's clock was put back
            return None
        if row.failures and row.finished:
            wait = min(2 ** min(row.failures, 20), max(self.every, SLOWEST_RETRY))
            return row.finished + datetime.timedelta(seconds=wait)
        return row.started + datetime.timedelta(seconds=self.every)

    def is_due(self, row):
        """Whether the job is to be done now: its time has come and nobody is at it."""
        now = clock.now()
        if row.lease is not None:
            return not now < row.lease <= now + LEASE
        due = self.next_run(row)
        return due is None or due <= now


def register(name, *, every, do):
    """Has `do()` called every `every` seconds by the worker; a name registered again replaces the job.

    Whatever `do` raises is logged, and the job is tried again after 2, 4, 8 … seconds. `do` must bear being run twice
    at once: a worker whose machine slept longer than its lease does not know that another took over.
    """
    registry[name] = Job(name, every, do)


def new_holder():
    """A name for one worker, unlike any other's."""
    return f"{socket.gethostname()[:40]}:{uuid.uuid4().hex[:16]}"


def run(job, holder):
    """Does the job if it is due and nobody else does it; whether this call did it."""
    row, _made = JobRun.objects.get_or_create(name=job.name)
    if not job.is_due(row):
        return False
    as_read = JobRun.objects.filter(pk=row.pk, started=row.started, lease=row.lease)
    if not as_read.update(started=clock.now(), lease=clock.now() + LEASE, holder=holder):
        return False
    try:
        said, ok = job.do() or "", True
    except Exception as error:
        # What is away will come back: a line; what is wrong in the code: the way there.
        logger.error("the job %s failed: %s", job.name, error, exc_info=not isinstance(error, Away))
        said, ok = f"{type(error).__name__}: {error}", False
    said = str(said).replace("\0", "")[: JobRun.MESSAGE]
    mine = JobRun.objects.filter(pk=row.pk, holder=holder)
    failures = 0 if ok else row.failures + 1
    if not mine.update(finished=clock.now(), lease=None, ok=ok, message=said, failures=failures):
        logger.warning("the job %s took longer than its lease, another worker took over", job.name)
    return True


def run_due(holder=None):
    """Does every job that is due, one after the other; the names of those done."""
    holder = holder or new_holder()
    return [job.name for job in list(registry.values()) if run(job, holder)]


def renew(holder):
    """Prolongs the leases of the jobs that the worker `holder` is at."""
    JobRun.objects.filter(holder=holder, lease__isnull=False).update(lease=clock.now() + LEASE)


def sign_off(holder):
    """Takes back the last sign of life of the worker `holder`, so that nobody takes a worker that ended for running."""
    JobRun.objects.filter(name=HEARTBEAT, holder=holder).delete()


def keep_running(job, holder, stop):
    """Does the job whenever it is due until the event `stop` is set; a database that is away is waited for."""
    pause = min(max(job.every / 10, 1), RENEWAL)
    while not stop.wait(pause):
        close_old_connections()
        try:
            run(job, holder)
        except Exception:
            logger.exception("the worker could not look after the job %s", job.name)
            stop.wait(RENEWAL)
