"""What entries refer to: units, fields, towns, and the rules of how long a case may be public."""

from django.utils.translation import gettext as _
from ninja import Router

from cms.api.answers import answer, described
from cms.api.parameters import Parameters, read
from cms.api.schemas import CaseField, Listed, Rule, Town, Unit
from cms.register.dictionary import as_data
from cms.rules.models import Field, PublicationRule
from cms.units import models as units

router = Router(tags=[_("Reference data")])


def _listed(request, rows):
    read(Parameters, request)
    return answer({"items": list(rows)})


@router.get(
    "/units",
    response=Listed[Unit],
    summary=_("Units"),
    description=_("Departments and town governments, in the official order."),
    openapi_extra=described(),
)
def all_units(request):
    """Departments and town governments, in the official order."""
    return _listed(
        request,
        (
            {
                "code": unit.code,
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.kind,
                "telephone": unit.contact,
            }
            for unit in units.Unit.objects.all()
        ),
    )


@router.get(
    "/fields",
    response=Listed[CaseField],
    summary=_("Fields of cases"),
    description=_("The fields of the plan's items 7 and 8, in their order."),
    openapi_extra=described(),
)
def all_fields(request):
    """The fields of the plan's items 7 and 8, in their order."""
    return _listed(request, Field.objects.values("code", "name", "kind"))


@router.get(
    "/towns",
    response=Listed[Town],
    summary=_("Towns and subdistricts"),
    description=_("The towns and subdistricts by which cases can be filtered."),
    openapi_extra=described(),
)
def all_towns(request):
    """The towns and subdistricts."""
    return _listed(request, units.Town.objects.values("code", "name"))


@router.get(
    "/rules",
    response=Listed[Rule],
    summary=_("Rules of publication"),
    description=_("How long cases may be public: all rules, those no longer in force as well."),
    openapi_extra=described(),
)
def all_rules(request):
    """How long cases may be public: all rules, those no longer in force as well."""
    return _listed(request, map(_rule, PublicationRule.objects.select_related("regime").order_by("id")))


def _rule(rule):
    return {
        "authority": rule.authority,
        "sector": rule.regime.name if rule.regime else "",
        "measure": rule.measure,
        "severity": rule.severity,
        "published": rule.published,
        "earliest_repair_months": rule.earliest_repair_months,
        "longest_months": rule.longest_months,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else "",
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else "",
    }


@router.get(
    "/dictionary",
    response=Listed[dict],
    summary=_("Data dictionary"),
    description=_("Every public column: name, meaning, type, example, and where its value comes from."),
    openapi_extra=described(),
)
def dictionary(request):
    """Every public column: name, meaning, type, example, and where its value comes from."""
    return _listed(request, as_data())
