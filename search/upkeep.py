"""What the worker and the commands do for the indexes: delivery, comparison, and the state that `/readyz` tells."""

import re

from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from modelsearch.backends import get_search_backend
from modelsearch.models import IndexEntry
from modelsearch.utils import get_content_type_pk

from cms.ops.models import JobRun
from cms.register.fulltext import Away, engine
from cms.register.models import Entry
from search.delivery import deliver
from search.lag import Lag
from search.models import Change

CHUNK = 500


def deliver_and_say():
    """A delivery, for the worker: a line where something was told. Raises `Away`."""
    told = deliver()
    return f"{told} entries" if told else None


def keep_house(sender, **kwargs):
    """A delivery, for housekeeping: an hour without a worker is bridged, a cluster that is away is no fault."""
    try:
        return f"search index: {deliver()} entries told"
    except Away as away:
        return f"search index: {Change.objects.waiting().count()} entries wait ({away})"


def compare(sender, **kwargs):
    """Compares the indexes with the register and mends them; called by `reconcile`. Raises `Away`."""
    found = {"search index of the database": compare_embedded()}
    backend = engine()
    if backend:
        from search import reconciling

        if reason := fault():  # at once, and not after a minute of waiting
            raise Away(reason)
        deliver()
        differences = reconciling.compare(backend.cluster, backend.get_index_for_model(Entry).name)
        reconciling.mend(differences)
        deliver()
        found["search index of the cluster"] = len(differences)
    return found


def compare_embedded():
    """Adds entries that the database's own index lacks, and removes rows of entries that are none; how many."""
    rows = IndexEntry.objects.filter(content_type_id=get_content_type_pk(Entry))
    numbered = rows.annotate(number=Cast("object_id", BigIntegerField()))
    lacking = list(Entry.objects.exclude(pk__in=numbered.values("number")).order_by("pk").values_list("pk", flat=True))
    index = get_search_backend().get_index_for_model(Entry)
    for start in range(0, len(lacking), CHUNK):
        index.add_items(Entry, list(Entry.get_indexed_objects().filter(pk__in=lacking[start : start + CHUNK])))
    needless = numbered.exclude(number__in=Entry.objects.order_by().values("pk"))
    number = needless.count()
    needless.delete()
    return len(lacking) + number


def differed():
    """How many entries of the indexes differed when they were last compared by the worker; None before that."""
    run = JobRun.objects.filter(name="reconcile", ok=True).first()
    return run and sum(map(int, re.findall(r"^search index.*: (\d+) differed", run.message, re.MULTILINE)))


def fault():
    """Why the cluster does not answer, or "": it does, or there is none."""
    backend = engine()
    if backend:
        try:
            Lag.check()
            backend.cluster.search(index=backend.get_index_for_model(Entry).name, size=0)
        except Away as away:
            return str(away)
    return ""


def state():
    """“ok”, or “degraded: …” where the database answers in the cluster's place or documents were refused."""
    if reason := fault():
        return f"degraded: the database answers ({reason})"
    if not engine():
        return "ok"
    dead = Change.objects.dead().count()
    return f"degraded: {dead} entries were refused by the index" if dead else "ok"
