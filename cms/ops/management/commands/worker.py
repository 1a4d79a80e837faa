import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cms.ops import jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Does the periodic jobs of the apps, each in a thread of its own: a long one keeps no other from its time."""

    help = "Does the registered periodic jobs until Ctrl-C or TERM; several workers at once do no harm."
    stopping = False

    def add_arguments(self, parser):
        """`--once` is for a scheduler of the system, and for tests."""
        parser.add_argument("--once", action="store_true", help="do what is due, then end")

    def handle(self, *args, once=False, **options):
        """Runs the command; after a signal the jobs at hand are finished."""
        if once:
            done = jobs.run_due()
            self.stdout.write(f"done: {', '.join(done) or 'nothing is due'}")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        holder, stop = jobs.new_holder(), threading.Event()
        threads = [
            threading.Thread(target=jobs.keep_running, args=(job, holder, stop), name=job.name)
            for job in jobs.registry.values()
        ]
        for thread in threads:
            thread.start()
        self.stdout.write(f"worker: {', '.join(jobs.registry)}")
        self.stdout.flush()
        while not self.stopping:
            self._renew(holder)
        stop.set()
        while any(thread.is_alive() for thread in threads):
            self._renew(holder)
        jobs.sign_off(holder)
        self.stdout.write("worker: stopped")

    def _stop(self, *args):
        """The handler of signals sets a plain flag: an event's lock might be held by the very code it interrupts."""
        self.stopping = True

    renewed = 0.0

    def _renew(self, holder):
        """Waits a moment; every now and then the leases are prolonged."""
        time.sleep(0.2)
        if time.monotonic() - self.renewed < jobs.RENEWAL:
            return
        self.renewed = time.monotonic()
        close_old_connections()
        try:
            jobs.renew(holder)
        except Exception:
            logger.exception("the worker could not prolong its leases")
