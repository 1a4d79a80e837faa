"""Who may see what, and when: the one place that reads states and dates for visibility."""

from django.db import models
from django.db.models import Q

from cms import clock
from cms.register.vocabulary import PUBLIC_STATES, State


class EntryQuerySet(models.QuerySet):
    """Questions the public surfaces ask of the register."""

    def visible(self, at=None):
        """What the public may see at the instant `at` (an aware datetime; now by default)."""
        at = at or clock.now()
        return self.current(at).filter(visible_from__lte=at)

    def current(self, at=None):
        """What is public at the instant `at` or will be by its dates alone: what an index beside the database holds."""
        at = at or clock.now()
        return self.filter(Q(visible_until__isnull=True) | Q(visible_until__gt=at), state__in=PUBLIC_STATES)

    def gone(self, at=None):
        """What was public once and has ended, by an act or by the clock, at the instant `at`."""
        at = at or clock.now()
        return self.filter(Q(state=State.ENDED) | Q(visible_until__lte=at))

    def named(self, keys):
        """The entries of these primary keys as a list, in their order; those that are not among these are left out."""
        found = {entry.pk: entry for entry in self.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def for_lists(self):
        """Everything a row of a list shows, in one query and without the texts for search."""
        return self.select_related("unit", "field").defer("search_text")
