"""Messages that wait for an answer, for the monitor of freshness: how many and since when, no word of what they say."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from cases.remedy.models import Intake
from cases.remedy.vocabulary import Kind
from cms.quality.freshness import Column
from cms.quality.models import ColumnKind


def columns():
    """One for each kind of intake."""
    rows = Intake.objects.open().order_by().values_list("kind").annotate(Min("received_at"), Count("pk"))
    waiting = {kind: (timezone.localdate(oldest), count) for kind, oldest, count in rows}
    for kind in Kind:
        oldest, count = waiting.get(kind, (None, 0))
        yield Column(
            key=f"intakes:{kind}",
            kind=ColumnKind.MESSAGES,
            title=str(kind.label),
            last=oldest,
            count=count,
            desk_url=reverse("remedy_intakes"),
        )
