"""What `/readyz` says: the state of each part the site stands on, “ok” or what is wrong with it.

Only a database that fails keeps the site from serving. An app with a part of its own, for instance a search cluster,
registers how to ask it; the answer must come quickly and tell a stranger nothing but the state.
"""

import datetime
import logging

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from cms import clock
from cms.ops import jobs
from cms.ops.models import JobRun

PATIENCE = datetime.timedelta(seconds=60)  # how late a job or a sign of life may be

logger = logging.getLogger(__name__)
_checks, _measures = {}, {}


def register(name, check):
    """Has `check()` asked for the state of the part `name`: “ok”, or a text that begins with “degraded”."""
    _checks[name] = check


def measure(name, number):
    """Has `number()` asked for the figure `name`: a whole number that a monitor may draw, or None for not known."""
    _measures[name] = number


def figures():
    """`{name: number}` of all that is measured; empty where the database fails."""
    try:
        return {name: number() for name, number in _measures.items()}
    except Exception as error:  # as above: the page answers
        logger.warning("the figures cannot be read: %s", type(error).__name__)
        return {}


def states():
    """`{part: state}`; the database first."""
    states = {"database": _ask("failed", database)}
    if states["database"] != "ok":
        return states | dict.fromkeys(["search", "cache", "worker", "scheduler"], "unknown")
    parts = {"search": lambda: "ok", "cache": cached, "worker": worker, "scheduler": scheduler} | _checks
    return states | {name: _ask("degraded", check) for name, check in parts.items()}


def _ask(word, check):
    try:
        return check()
    except Exception as error:  # whatever a driver raises, the page answers
        logger.warning("a part of the site does not answer: %s", type(error).__name__)
        return f"{word}: {type(error).__name__}"


def database():
    """“ok”, or an error of the driver."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def cached():
    """Whether the cache gives back what it was given."""
    cache.set("ops.health", "here", 10)
    return "ok" if cache.get("ops.health") == "here" else "degraded: does not answer"


def worker():
    """Whether a background worker gave a sign of life lately."""
    seen = JobRun.objects.filter(name=jobs.HEARTBEAT).values_list("finished", flat=True).first()
    if seen is not None and clock.now() - seen < PATIENCE:
        return "ok"
    if not settings.BACKGROUND_WORKER:
        return "embedded: none needed"
    return f"not running since {_second(seen)}" if seen else "not running"


def scheduler():
    """Whether all jobs are done in time."""
    state = worker()
    if state != "ok":
        return state
    rows = JobRun.objects.in_bulk(list(jobs.registry), field_name="name")
    failing = [name for name, row in rows.items() if row.failures]
    if failing:
        return f"failing: {', '.join(sorted(failing))}"
    due = {name: jobs.registry[name].next_run(row) for name, row in rows.items() if row.lease is None}
    late = {name: at for name, at in due.items() if at is not None and at + PATIENCE < clock.now()}
    return f"late since {_second(min(late.values()))}: {', '.join(sorted(late))}" if late else "ok"


def _second(instant):
    return instant.isoformat(timespec="seconds")
