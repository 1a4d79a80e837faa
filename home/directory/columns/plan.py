"""The plan and where to find it: each item with its public places, decided when it is read."""

from django.utils.translation import gettext_lazy as _

from home.directory.answering import answering
from home.directory.asked import Asked
from home.directory.models import PlanOffer

PLAN = "/policies/plan-2019/"


def offers():
    """Every item with `found`, the places of it that answer, and `missing`, those that do not."""
    items = list(PlanOffer.objects.prefetch_related("places__page"))
    answers = answering([place for item in items for place in item.places.all()])
    for item in items:
        item.found = [(place.label, answers[place.pk]) for place in item.places.all() if place.pk in answers]
        item.missing = [place.label for place in item.places.all() if place.pk not in answers]
    return items


def context(page, params):
    """All items, or those of one kind."""
    asked = Asked(params, page.get_url())
    kind = asked.choice("kind", _("kind"), dict(PlanOffer.Kind.choices))
    items = offers()
    return {
        "asked": asked,
        "items": [item for item in items if not kind or item.kind == kind],
        "placed": sum(bool(item.found) for item in items),
        "all": len(items),
        "plan": PLAN,
    }
