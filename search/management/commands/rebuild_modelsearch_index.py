from functools import partial

from django.core.management.base import CommandError
from modelsearch.backends import get_search_backend
from modelsearch.management.commands import rebuild_modelsearch_index as stock
from tqdm import tqdm

from cms.register.fulltext import ENGINE, Away
from search.rebuilding import SIGN_OF_LIFE, Busy, Rebuild


class Command(stock.Command):
    """Wagtail's own command for the embedded engines; the cluster's index is built aside and then put into use."""

    help = "Builds the search indexes anew; a killed rebuild of the cluster's index goes on where it was."

    def add_arguments(self, parser):
        """The stock arguments, and the way back."""
        super().add_arguments(parser)
        parser.add_argument(
            "--roll-back", action="store_true", help="put the cluster's index that was in use before back into use"
        )

    def handle(self, *args, roll_back=False, **options):
        """Runs the command."""
        self.roll_back = roll_back
        if roll_back:
            options["backend_name"] = ENGINE
        super().handle(**options)

    def update_backend(self, backend_name, **options):
        """Rebuilds one backend."""
        if backend_name != ENGINE:
            super().update_backend(backend_name, **options)
            return
        terminal = self.stderr.isatty()
        # Without a terminal, a line now and then instead of a moving bar.
        progress = partial(
            tqdm,
            desc="index",
            unit="entry",
            file=self.stderr._out,
            mininterval=0.1 if terminal else 5,
            ascii=not terminal,
            disable=self.verbosity == 0,
        )
        rebuild = Rebuild(get_search_backend(ENGINE), progress=progress, say=self.write)
        try:
            rebuild.roll_back() if self.roll_back else rebuild.run()
        except Busy:
            raise CommandError(
                f"another process is rebuilding the index, or was killed less than {SIGN_OF_LIFE.seconds} seconds ago"
            ) from None
        except LookupError as error:
            raise CommandError(str(error)) from None
        except Away as away:
            raise CommandError(f"the search cluster does not answer ({away}); what is built so far is kept") from None
