"""Compares the register with the index of the cluster, and tells the index what it lacks.

Entries are compared by bucket: their number and the sum of their stamps, on both sides in one question each. Only
buckets that differ are looked at entry by entry.
"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Sum

from cms import clock
from cms.register.models import Entry
from search.backends.elasticsearch.writing import MODULUS, OF_KEY, OF_VERSION
from search.models import Change

BUCKET = 10_000  # entries by number; as many as one answer of the index may hold
SECONDS = 60


@dataclass
class Differences:
    """`{key: version of the index}` of what the index lacks or has in another state, and of what it holds in vain."""

    lacking: dict = field(default_factory=dict)
    needless: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.lacking) + len(self.needless)

    def __iter__(self):
        return iter(self.lacking | self.needless)


def compare(cluster, index, *, waiting=False):
    """The `Differences` between what is public now or will be and an index. Raises `Away`.

    What waits in the outbox is on its way and no difference, unless `waiting` says so (for an index not yet in use).
    """
    at = clock.now()
    cluster.call("indices.refresh", index=index, seconds=SECONDS)
    here, there = _of_register(at), _of_index(cluster, index, at)
    found = Differences()
    for bucket in sorted(here.keys() | there.keys()):
        if here.get(bucket) != there.get(bucket):
            _look_into(cluster, index, bucket, at, found)
    if not waiting:
        for key in Change.objects.waiting().filter(pk__in=list(found)).values_list("pk", flat=True):
            found.lacking.pop(key, None)
            found.needless.pop(key, None)
    return found


def mend(differences):
    """Puts what differs into the outbox again, under versions the index has to take."""
    for key, known in (differences.lacking | differences.needless).items():
        change, _new = Change.objects.get_or_create(pk=key, defaults={"version": 1, "changed_at": clock.now()})
        Change.objects.filter(pk=key).update(
            version=max(change.version, known) + 1, indexed=0, attempts=0, next_try=None, error=""
        )


def _expected(at):
    """The outbox rows of what the index should hold, each with its stamp."""
    number = F("pk") * OF_KEY + F("version") * OF_VERSION
    current = Entry.objects.current(at).order_by().values("pk")
    return Change.objects.filter(pk__in=current).annotate(
        stamp=ExpressionWrapper(number % MODULUS, output_field=BigIntegerField()),
        bucket=ExpressionWrapper(F("pk") / BUCKET, output_field=BigIntegerField()),
    )


def _of_register(at):
    """`{bucket: (number of entries, sum of their stamps)}` of the register."""
    rows = _expected(at).values("bucket").annotate(n=Count("pk"), total=Sum("stamp"))
    return {row["bucket"]: (row["n"], int(row["total"])) for row in rows}


def _current(at):
    """That a document has not passed its end: one that has is deleted when its end is written."""
    return {"bool": {"must_not": [{"range": {"visible_until_filter": {"lte": at}}}]}}


def _of_index(cluster, index, at):
    """The same of an index."""
    buckets = {
        "buckets": {
            "histogram": {"field": "number", "interval": BUCKET, "min_doc_count": 1},
            "aggs": {"total": {"sum": {"field": "stamp"}}},
        }
    }
    answer = cluster.call("search", index=index, size=0, query=_current(at), aggs=buckets, seconds=SECONDS)
    return {
        int(bucket["key"]) // BUCKET: (bucket["doc_count"], int(bucket["total"]["value"]))
        for bucket in answer["aggregations"]["buckets"]["buckets"]
    }


def _look_into(cluster, index, bucket, at, found):
    """Adds to `found` the entries of one bucket that differ."""
    first = bucket * BUCKET
    answer = cluster.call(
        "search",
        index=index,
        size=BUCKET,
        query={"bool": {"filter": [_current(at), {"range": {"number": {"gte": first, "lt": first + BUCKET}}}]}},
        source=False,
        docvalue_fields=["stamp"],
        version=True,
        seconds=SECONDS,
    )
    there = {int(hit["_id"]): (hit["_version"], hit["fields"]["stamp"][0]) for hit in answer["hits"]["hits"]}
    here = dict(_expected(at).filter(pk__gte=first, pk__lt=first + BUCKET).values_list("pk", "stamp"))
    for key, number in here.items():
        known, other = there.get(key, (0, None))
        if other != number:
            found.lacking[key] = known
    found.needless.update({key: known for key, (known, _number) in there.items() if key not in here})
