from django.core.management.base import BaseCommand

from home.directory.tree import ensure_columns
from home.tree import ensure_tree


class Command(BaseCommand):
    """Makes the home page and its frames where they are missing; safe to run again."""

    help = "Makes the home page and its frames where they are missing."

    def handle(self, *args, **options):
        """Runs the command."""
        home = ensure_tree()
        ensure_columns(home)
        self.stdout.write(f"page tree: {home.get_descendant_count() + 1} pages")
