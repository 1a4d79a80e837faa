"""`manage.py prepare_editions [YEAR]`: drafts of the campaigns of a year ahead."""

from django.core.management.base import BaseCommand, CommandError

from campaigns.editions import prepare
from campaigns.models.days import FIRST_YEAR, LAST_YEAR
from cms import clock


class Command(BaseCommand):
    """Makes the editions that are missing; running it twice, or twice at once, makes them once."""

    help = "Makes the editions of a year (the next one by default) with drafts of their pages and their tasks."

    def add_arguments(self, parser):
        """The year."""
        parser.add_argument("year", nargs="?", type=int)

    def handle(self, *args, year=None, **options):
        """Says a line for each edition, and which days have no date yet."""
        year = year or clock.today().year + 1
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"no year: {year}")
        done = prepare(year)
        for edition in done.made:
            self.stdout.write(f"{edition.starts_on} {edition.ends_on} {edition}")
        for day in done.unknown:
            self.stdout.write(f"no date announced for {year}: {day}")
        self.stdout.write(f"{len(done.made)} editions of {year} made")
