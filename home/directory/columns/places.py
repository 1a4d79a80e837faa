"""Credit villages and towns: an honour list while each is valid; households as counts."""

from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.units.models import Town
from home.directory.asked import Asked
from home.directory.models import CreditPlace
from home.directory.sheets import Column, Sheet

COLUMNS = [
    Column("name", _("name"), kind="main"),
    Column("level", _("level"), lambda row: row.get_level_display()),
    Column("town", _("town or subdistrict"), lambda row: row.town.name),
    Column("year", _("year"), kind="number"),
    Column("issuer", _("granted by")),
    Column("households", _("households"), kind="number"),
    Column("rated", _("credit households"), kind="number"),
]


def _asked(page, params):
    asked = Asked(params, page.get_url())
    rows = CreditPlace.objects.in_force(clock.today()).select_related("town")
    towns = Town.objects.filter(pk__in=rows.values("town")).order_by("code")
    level = asked.choice("level", _("level"), dict(CreditPlace.Level.choices))
    town = asked.choice("town", _("town or subdistrict"), dict(towns.values_list("code", "name")))
    chosen = {"level": level, "town__code": town}
    return asked, rows.filter(**{name: value for name, value in chosen.items() if value})


def context(page, params):
    """The table, and how many households stand behind it."""
    asked, rows = _asked(page, params)
    rows = list(rows)
    villages = [row for row in rows if row.level == CreditPlace.Level.VILLAGE]
    return {
        "asked": asked,
        "sheet": Sheet(COLUMNS, rows),
        "villages": len(villages),
        "towns": len(rows) - len(villages),
        "rated": sum(row.rated or 0 for row in villages),
        "today": clock.today(),
    }


def sheet(page, params):
    """The same as a file."""
    asked, rows = _asked(page, params)
    return Sheet(COLUMNS, [] if asked.unknown else list(rows))
