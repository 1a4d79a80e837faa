import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.privacy.files import FileFinding, scan_file
from cms.privacy.scanner import scan


class Command(BaseCommand):
    """The privacy guard on files or on standard input."""

    help = "Prints what must not be published, one JSON object a finding; status 1 when there are findings."

    def add_arguments(self, parser):
        """Files, or `-` for text on standard input."""
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args, files, **options):
        """Runs the command; ends with status 1 where something was found, raises CommandError for a missing file."""
        missing = [name for name in files if name != "-" and not Path(name).is_file()]
        if missing:
            raise CommandError(f"no such file: {missing[0]}")
        findings = [finding for name in files for finding in self._findings(name)]
        for finding in findings:
            self.stdout.write(json.dumps(asdict(finding), ensure_ascii=False))
        if findings:
            sys.exit(1)

    @staticmethod
    def _findings(name):
        if name != "-":
            return scan_file(name)
        found = scan(sys.stdin.read())
        return [FileFinding("-", "text", f.kind, f.start, f.end, f.masked) for f in found]
