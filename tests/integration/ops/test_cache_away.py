"""The cache on a real Redis that freezes, dies and comes back."""

import contextlib
import signal
import socket
import subprocess
import time

import pytest

from cms.ops.cache import ForgivingRedisCache


class Redis:
    """A Redis of the test's own on a free port."""

    def __init__(self, folder):
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder

    def start(self):
        """Comes back when it listens."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        for _try in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def end(self):
        """Ends it at once, frozen or not."""
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path):
    """A running Redis."""
    server = Redis(tmp_path)
    server.start()
    yield server
    server.end()


@pytest.fixture
def cache(redis, settings, monkeypatch):
    """The site's cache, on that Redis."""
    from django.core.cache import cache

    monkeypatch.setattr(ForgivingRedisCache, "resting_until", 0.0)
    monkeypatch.setattr(ForgivingRedisCache, "silent_until", 0.0)
    settings.CACHES = {
        "default": {"BACKEND": "cms.ops.cache.ForgivingRedisCache", "LOCATION": f"redis://127.0.0.1:{redis.port}/0"}
    }
    return cache


def used(cache):
    """What every call of Django's cache answers."""
    with pytest.raises(ValueError, match="no-number"):
        cache.incr("no-number")
    return {
        "set": cache.set("a", "甲", 60),
        "get": cache.get("a", "none"),
        "add": cache.add("b", 1),
        "touch": cache.touch("b", 60),
        "incr": cache.get("b") and cache.incr("b"),
        "has": "a" in cache,
        "set_many": cache.set_many({"c": 3}),
        "get_many": cache.get_many(["a", "c"]),
        "get_or_set": cache.get_or_set("d", lambda: 4),
        "delete": cache.delete("a"),
        "delete_many": cache.delete_many(["b", "c"]),
        "clear": cache.clear(),
    }


WITH_REDIS = {
    **{"set": None, "get": "甲", "add": True, "touch": True, "incr": 2, "has": True, "set_many": []},
    **{"get_many": {"a": "甲", "c": 3}, "get_or_set": 4, "delete": True, "delete_many": None, "clear": True},
}
WITHOUT = {
    **{"set": None, "get": "none", "add": False, "touch": False, "incr": None, "has": False, "set_many": ["c"]},
    **{"get_many": {}, "get_or_set": 4, "delete": False, "delete_many": None, "clear": False},
}


def test_without_redis_the_cache_is_empty_costs_no_time_and_says_so_once(redis, cache, caplog, monkeypatch):
    assert used(cache) == WITH_REDIS
    redis.process.send_signal(signal.SIGSTOP)
    before = time.monotonic()
    assert used(cache) == used(cache) == WITHOUT
    assert time.monotonic() - before < 1
    redis.end()
    monkeypatch.setattr(ForgivingRedisCache, "resting_until", 0.0)
    assert used(cache) == WITHOUT
    assert caplog.text.count("does not answer") == 1
    redis.start()
    monkeypatch.setattr(ForgivingRedisCache, "resting_until", 0.0)
    cache.get("a")  # the connection that was kept is found broken
    monkeypatch.setattr(ForgivingRedisCache, "resting_until", 0.0)
    assert used(cache) == WITH_REDIS


@pytest.mark.usefixtures("tree")
def test_the_site_serves_without_its_cache(redis, cache, client):
    redis.end()
    assert client.get("/").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"].startswith("degraded")
