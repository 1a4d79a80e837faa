"""Whether the index of the cluster is behind the register: then it does not answer, however well it is."""

import time
from datetime import timedelta

from cms import clock
from cms.register.fulltext import Away
from search.models import Change

LONGEST = timedelta(minutes=1)  # a change may wait for so long
LOOK_EVERY = 5  # seconds; in between a process believes what it saw


class Lag:
    """What this process last saw of the outbox."""

    looked_at, behind = float("-inf"), False

    @classmethod
    def check(cls):
        """Raises `Away` where changes have waited too long. A document that is refused for itself holds up nobody."""
        if time.monotonic() - cls.looked_at > LOOK_EVERY:
            waiting = Change.objects.waiting().filter(attempts=0, changed_at__lt=clock.now() - LONGEST)
            cls.looked_at, cls.behind = time.monotonic(), waiting.exists()
        if cls.behind:
            raise Away("the index is behind the register")
