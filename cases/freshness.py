"""The boards, for the monitor of freshness."""

from django.urls import reverse

from cases.models import BoardPage, HonoursPage
from cms.quality.freshness import Column, of_entries
from cms.quality.models import ColumnKind
from cms.register.models import Entry


def columns():
    """The exposure board and the honours board. Awards without a day of their own count as not updated."""
    for model in (BoardPage, HonoursPage):
        entries = Entry.objects.visible().filter(kind=model.kind_listed)
        undated = entries.filter(content__data__facts__decided_on="")
        dated = of_entries(entries.exclude(pk__in=undated.values("pk")))
        missing = undated.count()
        for page in model.objects.live():
            yield Column(
                key=f"board:{model.kind_listed}",
                kind=ColumnKind.OTHER,
                title=page.title,
                last=dated["last"],
                count=dated["count"] + missing,
                undated=missing,
                url=page.get_url() or "",
                desk_url=reverse("wagtailadmin_explore", args=[page.pk]),
            )
