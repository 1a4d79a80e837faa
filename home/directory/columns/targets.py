"""How the countable targets of the plan stand: items 5, 11, 29, 38, each with its source and its “as of”."""

from django.utils.translation import gettext_lazy as _

from home.directory.asked import Asked
from home.directory.models import Counter


def context(page, params):
    """The targets of a year, the newest by default."""
    asked = Asked(params, page.get_url())
    years = list(Counter.objects.order_by("-year").values_list("year", flat=True).distinct())
    year = asked.choice("year", _("year"), {year: year for year in years}) or (years[0] if years else None)
    return {
        "asked": asked,
        "year": year,
        "counters": list(Counter.objects.filter(year=year).select_related("unit")) if year else [],
    }
