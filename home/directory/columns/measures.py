"""Joint measures valid on a day: a table with filters, and the same as a file."""

from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.rules.models import Field
from cms.units.models import Unit
from home.directory.asked import Asked
from home.directory.models import JointMeasure
from home.directory.sheets import Column, Sheet

COLUMNS = [
    Column("code", _("code"), hidden=True),
    Column("name", _("measure"), kind="main"),
    Column("kind", _("kind"), lambda row: row.get_kind_display()),
    Column("object", _("whom it is for")),
    Column("basis", _("law and article")),
    Column("unit", _("executing unit"), lambda row: row.unit.short_name),
    Column("field", _("field"), lambda row: row.field.name if row.field else ""),
    Column("valid_from", _("valid from"), kind="number"),
    Column("valid_to", _("valid to"), kind="number"),
]


def _asked(page, params):
    """What the address asks, and the measures it means."""
    asked = Asked(params, page.get_url())
    day = asked.day("on", _("valid on"))
    all_of = JointMeasure.objects.all()
    chosen = {
        "kind": asked.choice("kind", _("kind"), dict(JointMeasure.Kind.choices)),
        "unit__code": asked.choice(
            "unit",
            _("executing unit"),
            dict(Unit.objects.filter(pk__in=all_of.values("unit")).values_list("code", "short_name")),
        ),
        "field__code": asked.choice(
            "field",
            _("field"),
            dict(Field.objects.filter(pk__in=all_of.values("field")).values_list("code", "name")),
        ),
    }
    rows = all_of.valid_on(day).filter(**{name: value for name, value in chosen.items() if value})
    return asked, day, rows


def context(page, params):
    """The table of the day."""
    asked, day, rows = _asked(page, params)
    return {"asked": asked, "sheet": Sheet(COLUMNS, list(rows)), "day": day, "today": clock.today()}


def sheet(page, params):
    """The same as a file; empty where a filter was asked for that there is none of."""
    asked, _day, rows = _asked(page, params)
    return Sheet(COLUMNS, [] if asked.unknown else list(rows))
