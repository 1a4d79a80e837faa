from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.register import audit, ledger, proof
from cms.register.models import LedgerLine


class Command(BaseCommand):
    """Checks the chain of the ledger and the register against it, or an export; writes the export."""

    help = "verify: checks the chain and the register against it, names the first fault (status 1). export: signed."

    def add_arguments(self, parser):
        """What to do with the ledger."""
        parser.add_argument("action", choices=["verify", "export"])
        parser.add_argument("file", nargs="?", help="verify an export instead of the database")
        parser.add_argument("--key", help="the public key the export must be signed with (64 hexadecimal digits)")

    def handle(self, *args, action, file, key, **options):
        """Runs the command; raises CommandError (status 1) with the first fault."""
        if action == "export":
            for line in proof.export():
                self.stdout.write(line)
            return
        found = self._fault_of_file(file, key) if file else ledger.verify() or audit.fault()
        if found:
            raise CommandError(found)
        self.stdout.write("the export is whole" if file else f"the ledger is whole: {LedgerLine.objects.count()} lines")

    @staticmethod
    def _fault_of_file(file, key):
        try:
            return proof.fault(Path(file).read_text(encoding="utf-8").splitlines(), key)
        except (OSError, ValueError) as error:
            raise CommandError(f"the export cannot be read: {error}") from error
