"""Brings the outbox to the index, in the order of each entry's changes, again and again until it is there."""

from datetime import timedelta

from django.db.models import F

from cms import clock
from cms.register.fulltext import engine
from cms.register.models import Entry
from search.models import Build, Change
from search.models.change import MOST_ATTEMPTS

BATCH, MOST_BATCHES = 500, 200  # of one delivery; the next one comes a second later
FIRST_PAUSE = 5  # seconds until a refused document is tried again; doubled each time
SECONDS = 10  # for one request of a delivery


def deliver(*, refresh=False):
    """Sends what waits and is due; returns how many entries the index knows better now.

    Raises `Away` where the cluster does not take them: they wait. `refresh` makes them findable at once (for tests).
    """
    backend = engine()
    if backend is None:
        return 0
    from search.backends.elasticsearch.writing import write

    told = 0
    index = backend.get_index_for_model(Entry).name
    for _ in range(MOST_BATCHES):
        versions = dict(Change.objects.due(clock.now()).values_list("pk", "version")[:BATCH])
        if not versions:
            break
        done = {}
        try:
            for key, fault in write(backend.cluster, index, versions, clock.now(), seconds=SECONDS):
                if fault:
                    refused(key, versions[key], fault)
                else:
                    done[key] = versions[key]
            _forget_in_old_indexes(backend.cluster, index, versions)
        finally:
            mark(done)
        told += len(done)
    if refresh:
        backend.cluster.call("indices.refresh", index=index)
    return told


def _forget_in_old_indexes(cluster, alias, versions):
    """Deletes what is public no more from the index kept for a way back as well."""
    current = set(Entry.objects.current().filter(pk__in=versions).values_list("pk", flat=True))
    gone = {key: version for key, version in versions.items() if key not in current}
    for build in Build.objects.used(alias)[1:] if gone else []:
        query = {"terms": {"number": list(gone)}}
        cluster.call("delete_by_query", index=build.index, query=query, ignore_unavailable=True, conflicts="proceed")


def mark(versions):
    """Notes that the index knows the entries of `{key: version}` up to these versions."""
    by_version = {}
    for key, version in versions.items():
        by_version.setdefault(version, []).append(key)
    for version, keys in by_version.items():
        Change.objects.filter(pk__in=keys, indexed__lt=version).update(
            indexed=version, attempts=0, next_try=None, error=""
        )


def refused(key, version, fault):
    """Notes that the index refused an entry: it is tried again later, and given up after `MOST_ATTEMPTS`."""
    row = Change.objects.filter(pk=key, version=version)  # a newer change begins anew
    attempts = row.values_list("attempts", flat=True).first()
    if attempts is not None:
        pause = timedelta(seconds=FIRST_PAUSE * 2 ** min(attempts, MOST_ATTEMPTS))
        row.update(attempts=F("attempts") + 1, next_try=clock.now() + pause, error=fault[:300])


def try_again(keys):
    """Lets given-up changes wait again: somebody has looked at what was refused."""
    return Change.objects.dead().filter(pk__in=keys).update(attempts=0, next_try=None)
