"""Small values that are read from the database for nearly every question, kept in the process for a minute."""

import time

from django.db import transaction

SECONDS = 60  # until what another process changed is noticed
_everything = []


class Remembered:
    """The result of `make()`, called at most once in `seconds`; `forget()` where this process changed what it reads.

    In the process and not in the shared cache: a page of results asks for synonyms some fifty times.
    """

    def __init__(self, make, seconds=SECONDS):
        self._make, self._seconds = make, seconds
        self._until, self._value = 0.0, None
        _everything.append(self)

    def __call__(self):
        """The value, at most `seconds` old."""
        if time.monotonic() >= self._until:
            self.keep(self._make())
        return self._value

    def keep(self, value):
        """Takes `value` for the present one."""
        self._value, self._until = value, time.monotonic() + self._seconds

    def forget(self):
        """Makes the value anew when it is next asked for."""
        self._until = 0.0

    def forget_when_changed(self, signals, model):
        """Forgets at each of the model's `signals`, and once more when the change is committed."""
        for signal in signals:
            signal.connect(self._changed, sender=model, weak=False, dispatch_uid=(id(self), model, id(signal)))

    def _changed(self, **kwargs):
        self.forget()
        # Another thread may have asked before the commit, and been told what stood there before.
        transaction.on_commit(self.forget)


class RememberedByText:
    """Values of texts that took long to find, each for `seconds`; the oldest go where there are too many."""

    def __init__(self, seconds=SECONDS, most=1_000):
        self._seconds, self._most = seconds, most
        self._values = {}
        _everything.append(self)

    def get(self, text):
        """The value of the text, or None."""
        until, value = self._values.get(text, (0.0, None))
        return value if time.monotonic() < until else None

    def keep(self, text, value):
        """Takes `value` for the text's."""
        self._values.pop(text, None)
        self._values[text] = time.monotonic() + self._seconds, value
        while len(self._values) > self._most:
            self._values.pop(next(iter(self._values)), None)

    def forget(self):
        """Forgets all texts."""
        self._values.clear()


def forget_everything():
    """Forgets all remembered values: between tests."""
    for value in _everything:
        value.forget()
