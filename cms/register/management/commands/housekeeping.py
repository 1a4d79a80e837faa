from django.core.management.base import BaseCommand
from django.db import transaction

from cms import clock
from cms.register import verbs
from cms.register.models import Entry
from cms.register.vocabulary import EndReason, State
from cms.units.models import Unit


class Command(BaseCommand):
    """Records what the clock brought: visibility itself never waits for it."""

    help = "Writes the ends that the clock brought into state and ledger, and units' new names; safe to run twice."

    def handle(self, *args, **options):
        """Runs the command, one transaction for each entry, so that one fault does not stop the others."""
        due = Entry.objects.filter(visible_until__lte=clock.now()).exclude(state=State.ENDED)
        ended = sum(self._expire(key) for key in due.order_by("visible_until").values_list("pk", flat=True))
        renamed = sum(self._rename(unit) for unit in Unit.objects.prefetch_related("names"))
        self.stdout.write(f"ended by the clock: {ended}, units renamed: {renamed}")

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
