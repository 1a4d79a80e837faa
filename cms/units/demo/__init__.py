"""The member units and towns of the plan, with their names over time."""

import datetime

from cms.rules.models import Regime
from cms.units.models import Authority, Town, Unit, UnitName


def prepare(run):
    """Makes towns, units and the authorities that stand behind the units."""
    day = datetime.date.fromisoformat
    for row in run.read(__file__, "units.json"):
        town = None
        if row.get("town"):
            town, _made = Town.objects.get_or_create(code=row["code"], defaults={"name": row["town"]})
        unit = Unit(code=row["code"], kind=row["kind"], town=town)
        unit.names = [
            UnitName(
                full=name["full"],
                short=name["short"],
                valid_from=name["valid_from"] and day(name["valid_from"]),
                valid_to=name["valid_to"] and day(name["valid_to"]),
            )
            for name in row["names"]
        ]
        unit.save()
        regime = Regime.objects.get(code=row["regime"]) if row.get("regime") else None
        Authority.objects.get_or_create(code=row["code"], defaults={"name": unit.name, "unit": unit, "regime": regime})


def acts(run):
    """Nothing happens on the desk here."""
    return []
