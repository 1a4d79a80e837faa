"""What is written to the index of the register: one document an entry, under the version its outbox row has."""

from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import streaming_bulk

from cms.register.fulltext import Away
from cms.register.models import Entry
from search.backends.elasticsearch.mapping import Mapping

DOCUMENTS, BYTES = 500, 8 * 1024 * 1024  # of one request at the most
MODULUS, OF_KEY, OF_VERSION = 2_147_483_647, 2_654_435_761, 40_503
REFUSED, OLDER, MISSING = 400, 409, 404


def stamp(key, version):
    """A number that tells an entry at a version from others; sums of it compare register and index by bucket."""
    return (key * OF_KEY + version * OF_VERSION) % MODULUS


def actions(versions, at):
    """The bulk actions that bring the entries of `{key: version}` into the state they have now.

    The versions must have been read before: a change that comes later has a greater one and is sent again.
    """
    entries = Entry.objects.current(at).prefetch_related("subjects").in_bulk(versions)
    mapping = Mapping(Entry)
    for key, version in versions.items():
        action = {"_id": str(key), "version": version, "version_type": "external_gte"}
        if key in entries:
            yield action | {"_source": mapping.get_document(entries[key]) | {"stamp": stamp(key, version)}}
        else:
            yield action | {"_op_type": "delete"}


def write(cluster, index, versions, at, *, seconds, in_use=True):
    """Sends the entries of `{key: version}`; yields `(key, fault)`, the fault "" where the index has it now.

    `index` is the alias of the index in use, or not `in_use`. Raises `Away` where the cluster, not a document, is at fault: the rest has not been told.
    """
    try:
        sent = streaming_bulk(
            cluster.es.options(request_timeout=seconds),
            actions(versions, at),
            index=index,
            chunk_size=DOCUMENTS,
            max_chunk_bytes=BYTES,
            raise_on_error=False,
            require_alias=in_use,  # a write never brings an index into being
        )
        for _fine, item in sent:
            result = next(iter(item.values()))
            status = result["status"]
            # An older version, or nothing to delete: the index is at least as new as what was sent.
            if status < REFUSED or (status in {OLDER, MISSING} and not _no_index(result)):
                yield int(result["_id"]), ""
            elif status == REFUSED:
                yield int(result["_id"]), _told(result)
            else:
                raise Away(f"{status} {_told(result)}")
    except ApiError as error:
        raise Away(f"{error.status_code} {error.error}"[:200]) from error
    except (TransportError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Away(type(error).__name__) from error


def _no_index(result):
    return isinstance(result.get("error"), dict) and result["error"].get("type") == "index_not_found_exception"


def _told(result):
    """Type and reason of an error, without the document: it may hold what was to be taken off the site."""
    error = result.get("error")
    return str(error.get("type") if isinstance(error, dict) else error)[:200]
