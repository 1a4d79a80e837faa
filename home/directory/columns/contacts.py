"""Whom to ask, by unit: what is in force today; units without a row of their own show their public telephone."""

from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.units.models import Unit
from home.directory.asked import Asked
from home.directory.models import Contact
from home.directory.sheets import Column, Sheet

COLUMNS = [
    Column(
        "unit",
        _("unit"),
        lambda row: row.unit.short_name,
        lambda row: f"/units/{row.unit.slug}/" if row.unit.slug else "",
        kind="main",
    ),
    Column("office", _("office")),
    Column("telephone", _("telephone"), lambda row: row.telephone or row.unit.contact, kind="number"),
    Column("hours", _("hours")),
    Column("person", _("name")),
]


def _asked(page, params):
    asked = Asked(params, page.get_url())
    kind = asked.choice("kind", _("kind"), dict(Unit.Kind.choices))
    units = {}
    for unit in Unit.objects.filter(**({"kind": kind} if kind else {})).select_related("home"):
        home = getattr(unit, "home", None)
        unit.slug = home.slug if home is not None and home.live else ""
        units[unit.pk] = unit
    rows, told = [], set()
    for row in Contact.objects.in_force(clock.today()).order_by("unit__kind", "unit", "pk"):
        if row.unit_id in units:
            row.unit = units[row.unit_id]
            rows.append(row)
            told.add(row.unit_id)
    rows += [Contact(unit=unit, office="") for unit in units.values() if unit.contact and unit.pk not in told]
    return asked, rows


def context(page, params):
    """The table."""
    asked, rows = _asked(page, params)
    return {"asked": asked, "sheet": Sheet(COLUMNS, rows), "today": clock.today()}


def sheet(page, params):
    """The same as a file."""
    asked, rows = _asked(page, params)
    return Sheet(COLUMNS, [] if asked.unknown else rows)
