"""The campaign calendar, for the monitor of freshness."""

from django.urls import reverse

from campaigns.models import CampaignIndexPage
from cms.quality.freshness import Column, of_entries
from cms.quality.models import ColumnKind
from cms.register.models import Entry
from cms.register.vocabulary import Kind


def columns():
    """The calendar."""
    for page in CampaignIndexPage.objects.live():
        yield Column(
            key="campaigns",
            kind=ColumnKind.OTHER,
            title=page.title,
            **of_entries(Entry.objects.visible().filter(kind=Kind.CAMPAIGN)),
            url=page.get_url() or "",
            desk_url=reverse("wagtailadmin_explore", args=[page.pk]),
        )
