import json

from django.core.management.base import BaseCommand

from cms.register.export import rows


class Command(BaseCommand):
    """Prints every entry of the register, ended ones too, one a line."""

    help = "Every entry of the register, ended ones too: one a line, as JSON with --json."

    def add_arguments(self, parser):
        """`--json` is the format other programs read."""
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args, json=False, **options):
        """Runs the command."""
        for row in rows():
            self.stdout.write(as_json(row) if json else as_line(row))


def as_json(row):
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def as_line(row):
    """A row as a person reads it on a terminal."""
    return f"{row['decided_on']}  {row['kind']:<10} {row['state']:<9} {row['url']}  {row['title']}"
