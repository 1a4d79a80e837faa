"""What the pages share: the year and kind asked for, who may look, what a word of the address means."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.assessment import access
from cms import clock
from cms.units.models import Unit


def year_of(request):
    """The year asked for, this one where none or nonsense is."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    return year if 2000 <= year <= 2999 else clock.today().year


def kind_of(request):
    """The kind of unit asked for, "" for all."""
    asked = request.GET.get("kind", "")
    return asked if asked in Unit.Kind.values else ""


def need(allowed):
    """Raises PermissionDenied where it is not `allowed`."""
    if not allowed:
        raise PermissionDenied


def unit_asked(request):
    """The `Unit` asked for among those `request.user` may see, or the first of them; 404 without any such."""
    units = access.visible_units(request.user)
    code = request.GET.get("unit")
    unit = units.filter(code=code).first() if code else units.order_by("kind", "pk").first()
    if unit is None:
        raise Http404
    return unit
