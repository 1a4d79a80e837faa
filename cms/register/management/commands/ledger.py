from django.core.management.base import BaseCommand, CommandError

from cms.register import ledger
from cms.register.models import LedgerLine


class Command(BaseCommand):
    """Checks the chain of the ledger."""

    help = "Checks the ledger's chain and names the first bad line (status 1)."

    def add_arguments(self, parser):
        """What to do with the ledger."""
        parser.add_argument("action", choices=["verify"])

    def handle(self, *args, action, **options):
        """Runs the command; raises CommandError (status 1) with the first fault."""
        fault = ledger.verify()
        if fault:
            raise CommandError(fault)
        self.stdout.write(f"the ledger is whole: {LedgerLine.objects.count()} lines")
