import logging

from django.core.management.base import BaseCommand, CommandError

from cms.ops.signals import reconciling
from cms.register.fulltext import Away

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Compares with the register whatever is kept beside it, and mends it."""

    help = "Compares search indexes and caches with the register, mends them and says what differed."

    def handle(self, *args, **options):
        """Runs the command; a part that cannot be compared does not stop the others, but the command fails."""
        failed = []
        for receiver, found in reconciling.send_robust(sender=type(self)):
            if isinstance(found, Exception):
                if not isinstance(found, Away):
                    logger.error("reconciling of %s failed", receiver.__module__, exc_info=found)
                failed.append(f"{receiver.__module__} ({found})")
                continue
            for what, number in found.items():
                self.stdout.write(f"{what}: {f'{number} differed, mended' if number else 'as it should be'}")
        if failed:
            raise CommandError(f"could not be compared: {', '.join(failed)}")
