"""Items of the plan that no reader can open at this moment, for the monitor of freshness: each is an empty column."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.quality.freshness import Column
from cms.quality.models import ColumnKind
from home.directory.columns.plan import offers


def columns():
    """The items without a public place; an item that has one is none of the monitor's."""
    for item in offers():
        if not item.found:
            yield Column(
                key=f"plan:{item.number}",
                kind=ColumnKind.OTHER,
                title=_("item %(number)s of the plan: %(title)s") % {"number": item.number, "title": item.title},
                last=None,
                count=0,
                url=f"/plan/#item-{item.number}",
                desk_url=reverse("directory_planoffer_modeladmin_edit", args=[item.pk]),
            )
