"""The catalogue of public credit information: a version, and what changed since the one before."""

from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.units.models import Unit
from home.directory.asked import Asked
from home.directory.models import CatalogueItem, CatalogueVersion
from home.directory.sheets import Column, Sheet

COLUMNS = [
    Column("code", _("code"), kind="number"),
    Column("name", _("name"), kind="main"),
    Column("unit", _("providing unit"), lambda row: row.unit.short_name),
    Column("subjects", _("about whom"), lambda row: row.get_subjects_display()),
    Column("basis", _("law and article")),
    Column("publicity", _("publicity"), lambda row: row.get_publicity_display()),
    Column("cycle", _("update cycle")),
    Column(
        "field",
        _("field"),
        lambda row: row.field.name if row.field else "",
        lambda row: (
            f"/{'honours' if row.field.kind == 'honour' else 'board'}/?field={row.field.code}" if row.field else ""
        ),
    ),
]
COMPARED = ("name", "unit_id", "subjects", "basis", "publicity", "cycle", "field_id")


def _asked(page, params):
    asked = Asked(params, page.get_url())
    versions = list(CatalogueVersion.objects.public_on(clock.today()))
    code = asked.choice("version", _("version"), {version.code: version.name for version in versions})
    place = next((number for number, version in enumerate(versions) if version.code == code), 0)
    version = versions[place] if versions else None
    before = versions[place + 1] if place + 1 < len(versions) else None
    units = Unit.objects.filter(pk__in=CatalogueItem.objects.filter(version=version).values("unit"))
    unit = asked.choice("unit", _("providing unit"), dict(units.values_list("code", "short_name")))
    publicity = asked.choice("publicity", _("publicity"), dict(CatalogueItem.Publicity.choices))
    rows = CatalogueItem.objects.filter(version=version).select_related("unit", "field")
    chosen = {"unit__code": unit, "publicity": publicity}
    return asked, version, before, rows.filter(**{name: value for name, value in chosen.items() if value})


def changes(version, before):
    """`[(code, name, added, removed or changed)]` between two versions, by the items' codes."""
    new = {item.code: item for item in CatalogueItem.objects.filter(version=version)}
    old = {item.code: item for item in CatalogueItem.objects.filter(version=before)}
    found = []
    for code in sorted({*new, *old}):
        if code not in old:
            found.append((code, new[code].name, "added"))
        elif code not in new:
            found.append((code, old[code].name, "removed"))
        elif any(getattr(new[code], name) != getattr(old[code], name) for name in COMPARED):
            found.append((code, new[code].name, "changed"))
    return found


def context(page, params):
    """The version asked for, the newest by default, and how it differs from the one before."""
    asked, version, before, rows = _asked(page, params)
    return {
        "asked": asked,
        "sheet": Sheet(COLUMNS, list(rows)),
        "version": version,
        "before": before,
        "changes": changes(version, before) if before else [],
    }


def sheet(page, params):
    """The version as a file; empty where a filter was asked for that there is none of."""
    asked, _version, _before, rows = _asked(page, params)
    return Sheet(COLUMNS, [] if asked.unknown else list(rows))
