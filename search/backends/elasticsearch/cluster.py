"""The one way to the cluster: every call has a time-out, every fault becomes `Away`, secrets stay in the client."""

import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late

from elasticsearch import ApiError, BadRequestError, Elasticsearch, TransportError

from cms.register.fulltext import Away
from search.backends.elasticsearch.breaker import Breaker

logger = logging.getLogger(__name__)
WRITE_SECONDS = 30  # for a delivery or a step of a rebuild, which no reader waits for
REFUSED, NO_INDEX = 400, 404
CALLS = 16  # under way at once in one process; a server that hangs holds no more threads than these


class Refused(Away):
    """The cluster is well but refuses this question: that says nothing about others."""


class Cluster:
    """A client of the cluster for this process, shared by all its backends, with its circuit breaker.

    `options` are those of `Elasticsearch`. Raises `Away` where the cluster fails to answer, whatever the way.
    """

    seconds = 0.7  # for an answer to a reader: the database answers in what is left of a second

    def __init__(self, **options):
        options = {"max_retries": len(options["hosts"]) - 1, "retry_on_timeout": False} | options
        self.es = Elasticsearch(**options)
        self.breaker = Breaker()
        self._callers = ThreadPoolExecutor(CALLS, thread_name_prefix="search")
        self._under_way = threading.BoundedSemaphore(CALLS)

    def search(self, index, **body):
        """The answer to a question, within `seconds`, whole or not at all."""
        return self.searches(index, [body])[0]

    def searches(self, index, bodies):
        """The answers to several questions, within `seconds` in all, whole or not at all."""
        if not self.breaker.closed:
            self._try_again(index)
            raise Away(self.breaker.reason)
        try:
            return self._ask(index, bodies)
        except Refused as refused:
            logger.error("the search cluster refuses a question: %s", refused)
            raise
        except Away as away:
            self.breaker.open(str(away))
            logger.warning("the search cluster is away: %s", away)
            raise

    def _ask(self, index, bodies):
        head = {"index": index, "allow_partial_search_results": False}
        try:
            answers = self.call(
                "msearch", searches=[line for body in bodies for line in (head, body)], seconds=self.seconds
            )["responses"]
            for answer in answers:
                if answer.get("status") == NO_INDEX:
                    raise Away(f"there is no index {index}: run manage.py rebuild_modelsearch_index")
                if answer.get("status") == REFUSED:
                    raise Refused(answer["error"]["type"])
                if not isinstance(answer["hits"]["hits"], list) or answer["timed_out"] or answer["_shards"]["failed"]:
                    raise Away("an answer is not whole")
        except BadRequestError as error:
            raise Refused(error.error) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise Away(type(error).__name__) from error
        if len(answers) != len(bodies):
            raise Away("an answer is missing")
        return answers

    def _try_again(self, index):
        """One attempt beside the requests, where it is time for one."""
        if self.breaker.take_attempt():
            threading.Thread(target=self._attempt, args=[index], daemon=True).start()

    def _attempt(self, index):
        try:
            self._ask(index, [{"size": 0}])
        except Away as away:
            self.breaker.open(str(away))
        else:
            self.breaker.close()
            logger.warning("the search cluster answers again")

    def call(self, name, /, *, seconds=WRITE_SECONDS, **body):
        """The answer of one API (`search`, `bulk`, `indices.create` …) as a dictionary, within `seconds`.

        Raises `Away` where none comes, and BadRequestError as it is.
        """
        # In a thread: a time-out of the socket begins anew with every byte that drips in.
        if not self._under_way.acquire(blocking=False):
            raise Away("too many calls under way")
        future = self._callers.submit(self._call, name, seconds, body)
        future.add_done_callback(lambda _future: self._under_way.release())
        try:
            return future.result(timeout=seconds)
        except Late:
            raise Away("no answer in time") from None

    def _call(self, name, seconds, body):
        api = self.es.options(request_timeout=seconds)
        for part in name.split("."):
            api = getattr(api, part)
        try:
            return api(**body).body
        except ApiError as error:
            if error.status_code == REFUSED:
                raise
            raise Away(f"{error.status_code} {error.error}"[:200]) from error
        except (TransportError, ValueError) as error:  # a broken answer of a proxy may fail anywhere while it is read
            raise Away(type(error).__name__) from error


_clusters = {}
_lock = threading.Lock()


def shared(**options):
    """The `Cluster` of this process with these options: a connection is not shared with a process forked from it."""
    key = (os.getpid(), repr(sorted(options.items())))
    with _lock:
        if key not in _clusters:
            _clusters[key] = Cluster(**options)
        return _clusters[key]
