"""Redis as the cache, and a site that works when Redis is gone."""

import logging
import time

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

SOCKET = {"socket_connect_timeout": 0.25, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}  # seconds
REST = 5  # seconds for which Redis is not asked after it failed: a page asks its cache several times
SILENCE = 60  # seconds between two lines in the log

logger = logging.getLogger(__name__)


def forgiving(method, answer):
    """Django's `method`, which answers `answer(arguments)` as an empty cache would when Redis does not."""

    def call(self, *args, **kwargs):
        if time.monotonic() < ForgivingRedisCache.resting_until:
            return answer(*args, **kwargs)
        try:
            return getattr(super(ForgivingRedisCache, self), method)(*args, **kwargs)
        except RedisError as error:
            self.rest(error)
            return answer(*args, **kwargs)

    call.__name__ = method
    return call


def nothing(*args, **kwargs):
    """No value, nothing done."""


def no(*args, **kwargs):
    """Nothing was stored, found or removed."""
    return False


def missing(key, *args, **kwargs):
    """Raises ValueError, as Django's caches do for a key they do not hold."""
    raise ValueError(f"Key {key!r} not found")


class ForgivingRedisCache(RedisCache):
    """Django's cache on Redis; while Redis is away it is empty, keeps nothing and costs no time."""

    resting_until = 0.0  # of this process, by the monotonic clock
    silent_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params | {"OPTIONS": SOCKET | params.get("OPTIONS", {})})

    @classmethod
    def rest(cls, error):
        """Leaves Redis alone for a while, and says so once a while."""
        now = time.monotonic()
        cls.resting_until = now + REST
        if now >= cls.silent_until:
            cls.silent_until = now + SILENCE
            logger.warning("the cache does not answer (%s); the site goes on without it", type(error).__name__)

    add = forgiving("add", no)
    get = forgiving("get", lambda key, default=None, version=None: default)
    set = forgiving("set", nothing)
    touch = forgiving("touch", no)
    delete = forgiving("delete", no)
    get_many = forgiving("get_many", lambda keys, version=None: {})
    set_many = forgiving("set_many", lambda data, *args, **kwargs: list(data))
    delete_many = forgiving("delete_many", nothing)
    has_key = forgiving("has_key", no)
    incr = forgiving("incr", missing)
    clear = forgiving("clear", no)
