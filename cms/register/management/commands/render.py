from django.core.management.base import BaseCommand
from django.db import transaction

from cms.register.content import freeze
from cms.register.files import keep_files
from cms.register.models import Entry, EntryContent
from cms.register.verbs import reindex


class Command(BaseCommand):
    """Renders the bodies of all entries again from what was approved, after a block's template changed."""

    help = "Renders the bodies of all entries again; the facts, their hashes and the ledger stay as they are."

    def handle(self, *args, **options):
        """Runs the command, one transaction for each entry."""
        keys = list(EntryContent.objects.values_list("pk", flat=True))
        changed = sum(self._render(key) for key in keys)
        self.stdout.write(f"contents rendered: {len(keys)}, changed: {changed}")

    @staticmethod
    @transaction.atomic
    def _render(key):
        """Whether the body of the entry came out otherwise than it was."""
        content = EntryContent.objects.select_for_update().select_related("entry__revision").get(pk=key)
        fresh = freeze(content.entry.revision.as_object())
        before, content.html = content.html, fresh.content.html
        content.save(update_fields=["html"])
        Entry.objects.filter(pk=key).update(search_text=fresh.entry.search_text)
        reindex(content.entry)
        keep_files(content.entry, content)
        return content.html != before
