import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms import clock
from cms.ops.signals import housekeeping
from cms.register import verbs
from cms.register.models import Entry
from cms.register.vocabulary import EndReason, State
from cms.units.models import Unit

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Records what the clock brought: visibility itself never waits for it."""

    help = "Writes the ends that the clock brought into state and ledger, and units' new names; safe to run twice."

    def handle(self, *args, **options):
        """Runs the command, one transaction for each entry, so that one fault does not stop the others."""
        due = Entry.objects.filter(visible_until__lte=clock.now()).exclude(state=State.ENDED)
        ended = sum(self._expire(key) for key in due.order_by("visible_until").values_list("pk", flat=True))
        renamed = sum(self._rename(unit) for unit in Unit.objects.prefetch_related("names"))
        self.stdout.write(f"ended by the clock: {ended}, units renamed: {renamed}")
        self._apps()

    def _apps(self):
        """What the apps have to do; a fault of one does not stop the others, but the command fails in the end."""
        failed = []
        for receiver, result in housekeeping.send_robust(sender=type(self), at=clock.now()):
            if isinstance(result, Exception):
                logger.error("housekeeping of %s failed", receiver.__module__, exc_info=result)
                failed.append(receiver.__module__)
            else:
                self.stdout.write(result)
        if failed:
            raise CommandError(f"housekeeping failed in: {', '.join(failed)}")

    @staticmethod
    def _rename(unit):
        """Whether the unit bears another name since today: its dated names know, lists read the copy."""
        before = unit.name, unit.short_name
        unit.save()
        return (unit.name, unit.short_name) != before

    @staticmethod
    @transaction.atomic
    def _expire(key):
        """Whether this run wrote the end of the entry; another run may have come first."""
        entry = Entry.objects.select_for_update().exclude(state=State.ENDED).filter(pk=key).first()
        if entry is None:
            return False
        verbs.end(entry, reason=EndReason.EXPIRED, at=entry.visible_until)
        return True
