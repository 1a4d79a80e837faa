"""The tables of the plan in the demo."""

import datetime
from decimal import Decimal

from cms.rules.models import Field
from cms.units.models import Town, Unit
from home.directory.models import (
    CatalogueItem,
    CatalogueVersion,
    Contact,
    Counter,
    CreditPlace,
    JointMeasure,
    PlanOffer,
    PlanPlace,
    PlatformSystem,
    TrainingEvent,
)


def fill_tables(run):
    """Fills every table; each row goes through its own checks."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    fields = {field.code: field for field in Field.objects.all()}
    rows = run.read(__file__, "tables.json")
    made = [
        *_measures(rows["measures"], units, fields),
        *_systems(run, rows["systems"], units),
        *_contacts(run, rows["contacts"], units),
        *_trainings(run, rows["trainings"], units),
        *_counters(run, rows["counters"], units),
        *_places(run, rows["places"], rows["places_issuer"]),
    ]
    for row in made:
        row.full_clean()
        row.save()
    _catalogue(run.read(__file__, "catalogue.json"), units, fields)
    for row in run.read(__file__, "plan.json"):
        item = PlanOffer(**{name: row[name] for name in ("number", "title", "offer", "kind")})
        item.places = [PlanPlace(label=label, address=address) for label, address in row["places"]]
        item.save()


def _day(text):
    return datetime.date.fromisoformat(text) if text else None


def _measures(rows, units, fields):
    for row in rows:
        names = {"unit": units[row["unit"]], "field": fields.get(row["field"])}
        days = {"valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])}
        yield JointMeasure(**row | names | days)


def _systems(run, rows, units):
    for order, row in enumerate(rows):
        yield PlatformSystem(**row | {"unit": units[row["unit"]]}, as_of=run.day(6), order=order)


def _contacts(run, rows, units):
    """With a hand-over in the past where an office had another name."""
    for row in rows:
        old, unit = row.pop("old"), units[row["unit"]]
        since = run.day(300) if old else None
        if old:
            yield Contact(**row | {"unit": unit, "office": old}, valid_to=since)
        yield Contact(**row | {"unit": unit}, valid_from=since)


def _trainings(run, rows, units):
    for row in rows:
        held_on = run.day(row.pop("days"))
        yield TrainingEvent(**row | {"unit": units[row["unit"]]}, held_on=held_on)


def _counters(run, rows, units):
    for row in rows:
        year = run.today.year + row["year"]
        row |= {name: row[name] and Decimal(row[name]) for name in ("value", "base", "target")}
        as_of = run.day(8) if row["year"] == 0 and run.day(8).year == year else datetime.date(year, 12, 31)
        yield Counter(**row | {"unit": units[row["unit"]], "year": year, "as_of": min(as_of, run.today)})


def _places(run, rows, issuer):
    for row in rows:
        year, until = run.today.year + row["year"], run.day(-row.pop("until"))
        town = Town.objects.get(code=row["town"])
        started = datetime.date(year, 12, 1)
        yield CreditPlace(
            **row | {"town": town, "year": year}, issuer=issuer, valid_from=min(started, run.today), valid_to=until
        )


def _catalogue(versions, units, fields):
    for row in versions:
        items = row.pop("items")
        version = CatalogueVersion.objects.create(in_force_on=_day(row.pop("days")), **row)
        for item in items:
            names = {"unit": units[item["unit"]], "field": fields.get(item["field"])}
            CatalogueItem.objects.create(version=version, **item | names)
