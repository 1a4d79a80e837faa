"""Entries as other programs read them: one dictionary with the contract's keys, whatever the format around it."""

from django.conf import settings
from django.utils import timezone

from cms.register.models import Entry


def rows(queryset=None):
    """Yields one dictionary for each entry of `queryset` (by default all, ended ones too), oldest first."""
    if queryset is None:
        queryset = Entry.objects.all()
    queryset = queryset.select_related("unit", "field").prefetch_related("subjects").defer("search_text")
    for entry in queryset.order_by("pk").iterator(chunk_size=1000):
        yield as_row(entry)


def as_row(entry):
    """One entry; dates and instants as ISO 8601, `visible_until` the first instant at which it is gone or None."""
    return {
        "url": f"{settings.SITE_URL}{entry.path}",
        "kind": entry.kind,
        "title": entry.title,
        "unit": entry.unit.code if entry.unit else None,
        "field": entry.field.code if entry.field else None,
        "state": entry.state,
        "end_reason": entry.end_reason or None,
        "decided_on": entry.decided_on.isoformat(),
        "visible_from": timezone.localtime(entry.visible_from).isoformat(),
        "visible_until": entry.visible_until and timezone.localtime(entry.visible_until).isoformat(),
        "subjects": [{"name": subject.name, "code": subject.code} for subject in entry.subjects.all()],
    }
