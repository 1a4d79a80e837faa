from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from cases import bulk
from cms.ops.models import SiteMarks


class Command(BaseCommand):
    """Fills a bench database with generated cases."""

    help = (
        "Adds N generated public punishment cases in bulk; refused where the content is not marked as invented. "
        "Written in chunks: what broke off is continued with --total."
    )

    def add_arguments(self, parser):
        """How many cases, more or in all."""
        parser.add_argument("count", type=int)
        parser.add_argument("--total", action="store_true", help="load as many as are missing to COUNT generated ones")

    def handle(self, *args, count, total, **options):
        """Runs the command; raises CommandError on a site whose footer does not say that its content is invented."""
        if count < 1:
            raise CommandError("the number of cases must be at least 1")
        if not SiteMarks.load().is_demo:
            raise CommandError("this is no demo database: load the demo content first (manage.py demo)")
        count = max(0, count - bulk.loaded()) if total else count
        with tqdm(total=count, desc="cases", unit="case", file=self.stderr._out) as bar:
            bulk.load(count, progress=bar.update)
        if not connection.in_atomic_block:
            bulk.settle()
        self.stdout.write(f"{count} cases added")
