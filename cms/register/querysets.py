"""Who may see what, and when: the one place that reads states and dates for visibility."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

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

    def with_subjects(self, at=None):
        """With the subjects that stand in each entry at the instant `at`, in one query for all."""
        subjects = self.model._meta.get_field("subjects").related_model
        return self.prefetch_related(Prefetch("subjects", subjects.objects.standing(at)))

    def about(self, code, at=None):
        """The entries in which the firm with this credit code stands at the instant `at`."""
        subjects = self.model._meta.get_field("subjects").related_model
        return self.filter(Exists(subjects.objects.standing(at).filter(entry=OuterRef("pk"), code=code)))

    def for_lists(self):
        """Everything a row of a list shows, in one query and without the texts for search."""
        return self.select_related("unit", "field").defer("search_text")


class SubjectQuerySet(models.QuerySet):
    """Who stands in an entry, and until when: the one place that reads the end of a subject's own standing."""

    def standing(self, at=None):
        """The subjects whose standing has not ended on the day of the instant `at` (an aware datetime; now by default).

        Whether the entry itself may be seen is `EntryQuerySet.visible`'s to say.
        """
        day = timezone.localdate(at or clock.now())
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))
