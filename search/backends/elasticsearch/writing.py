"""What is written to the index of the register: one document an entry, under the version its outbox row has."""

from elasticsearch import BadRequestError

from cms.register.fulltext import Away
from cms.register.models import Entry
from search.backends.elasticsearch.mapping import Mapping

DOCUMENTS, CHARACTERS = 500, 2_000_000  # of one request at the most, give or take a document
MODULUS, OF_KEY, OF_VERSION = 2_147_483_647, 2_654_435_761, 40_503
REFUSED, MISSING, OLDER = 400, 404, 409


def stamp(key, version):
    """A number that tells an entry at a version from others; sums of it compare register and index by bucket."""
    return (key * OF_KEY + version * OF_VERSION) % MODULUS


def operations(versions, at):
    """The operations, each a list of lines, that bring the entries of `{key: version}` into the state they have now.

    The versions must have been read before: a change that comes later has a greater one and is sent again.
    """
    entries = Entry.objects.current(at).with_subjects().in_bulk(versions)
    mapping = Mapping(Entry)
    for key, version in versions.items():
        target = {"_id": str(key), "version": version, "version_type": "external_gte"}
        if key in entries:
            yield [{"index": target}, mapping.get_document(entries[key]) | {"stamp": stamp(key, version)}]
        else:
            yield [{"delete": target}]


def write(cluster, index, versions, at, *, seconds, in_use=True):
    """Sends the entries of `{key: version}`; yields `(key, fault)`, the fault "" where the index has it now.

    `index` is an alias, unless it is not `in_use`: a write never brings an index into being. Raises `Away` where the
    cluster, not a document, is at fault: the rest has not been told.
    """
    for lines in requests(operations(versions, at)):
        try:
            answer = cluster.call("bulk", index=index, operations=lines, require_alias=in_use, seconds=seconds)
            results = [next(iter(item.values())) for item in answer["items"]]
        except (BadRequestError, KeyError, TypeError, AttributeError) as error:
            raise Away(type(error).__name__) from error
        for result in results:
            yield int(result["_id"]), fault(result)


def requests(found):
    """Operations put together into requests of a bearable size."""
    lines, number, size = [], 0, 0
    for operation in found:
        lines += operation
        number += 1
        size += sum(len(value) for value in operation[-1].values() if isinstance(value, str))
        if number >= DOCUMENTS or size >= CHARACTERS:
            yield lines
            lines, number, size = [], 0, 0
    if lines:
        yield lines


def fault(result):
    """What is wrong with a document by the answer about it, "" where the index has it.

    Raises `Away` for what is not its own. Type of the error only: its reason quotes what was to be indexed.
    """
    status, error = result["status"], result.get("error")
    kind = error.get("type", "") if isinstance(error, dict) else str(error or "")
    # Newer there already, or nothing to delete: the index is at least as new as what was sent.
    if status < REFUSED or status == OLDER or (status == MISSING and not error):
        return ""
    if status == REFUSED:
        return kind
    raise Away(f"{status} {kind}")
