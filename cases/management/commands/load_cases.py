from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cases import bulk
from cms.ops.models import SiteMarks


class Command(BaseCommand):
    """Fills a bench database with generated cases."""

    help = "Adds N generated public punishment cases in bulk; refused where the content is not marked as invented."

    def add_arguments(self, parser):
        """How many cases."""
        parser.add_argument("count", type=int)

    def handle(self, *args, count, **options):
        """Runs the command; raises CommandError on a site whose footer does not say that its content is invented."""
        if count < 1:
            raise CommandError("the number of cases must be at least 1")
        if not SiteMarks.load().is_demo:
            raise CommandError("this is no demo database: load the demo content first (manage.py demo)")
        bulk.load(count, progress=lambda numbers: tqdm(numbers, desc="cases", file=self.stderr._out))
        self.stdout.write(f"{count} cases added")
