"""A circuit breaker: while an engine is away nobody waits for it, and it is tried again beside the requests."""

import threading
import time

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 10.0  # seconds between two attempts


class Breaker:
    """Closed while the engine answers. The first failure opens it: the database is a full substitute.

    PyBreaker holds a lock for the length of each call, which would put all searches of a process in one line.
    """

    def __init__(self, clock=time.monotonic):
        self._clock, self._lock = clock, threading.Lock()
        self._pause, self._retry_at = FIRST_PAUSE, None  # no time: closed
        self.reason = ""

    @property
    def closed(self):
        """Whether the engine is asked."""
        return self._retry_at is None

    def open(self, reason):
        """The engine failed: it is not asked until an attempt succeeds; attempts come at growing distances."""
        with self._lock:
            if self._retry_at is not None:
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
            self._retry_at, self.reason = self._clock() + self._pause, reason

    def close(self):
        """The engine answers again."""
        with self._lock:
            self._pause, self._retry_at, self.reason = FIRST_PAUSE, None, ""

    def take_attempt(self):
        """Whether the caller is the one to try again now; the next attempt waits as long again."""
        with self._lock:
            if self._retry_at is None or self._clock() < self._retry_at:
                return False
            self._retry_at = self._clock() + self._pause
            return True
