import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from cms.ops.demo import DemoRun, packages
from cms.ops.models import SiteMarks


class Command(BaseCommand):
    """Loads the demo content: the district of the 2019 plan, through the same verbs as an editor's work."""

    help = "Loads the demo content; a second run changes nothing."

    def handle(self, *args, **options):
        """Runs the command; all of the content or none of it."""
        if SiteMarks.load().is_demo:
            self.stdout.write("the demo content is there already")
            return
        production = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production")
        if production and settings.DEMO_PASSWORD == "demo-only":  # noqa: S105
            raise CommandError("set DEMO_PASSWORD: the default is refused behind the production settings")
        with transaction.atomic():
            count = self._load()
        self.stdout.write(f"demo content loaded: {count} acts")

    def _load(self):
        run = DemoRun()
        run.make_accounts()
        found = packages()
        for package in found:
            package.prepare(run)
        acts = sorted((act for package in found for act in package.acts(run)), key=lambda act: (act.at, act.order))
        # Without a terminal, a line now and then instead of a moving bar.
        terminal = self.stderr.isatty()
        for act in tqdm(
            acts, desc="demo", unit="act", file=self.stderr._out, mininterval=0.1 if terminal else 5, ascii=not terminal
        ):
            act.do()
        return len(acts)
