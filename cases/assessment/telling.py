"""Notices to a unit's people and to the supervisors."""

from django.urls import reverse

from cms.notices import notify
from cms.units.members import people_of, people_with
from cms.units.models import Role


def tell_unit(unit, *, kind, key, title, text="", url=""):
    """A notice to everybody who reports for `unit` or leads it; once each by its `key`."""
    notify(people_of(unit), kind=kind, key=key, title=title, text=text, url=url or unit_url(unit), unit=unit)


def tell_supervisors(*, kind, key, title, text="", url=""):
    """A notice to every supervisor; once each by its `key`."""
    notify(people_with(Role.SUPERVISOR), kind=kind, key=key, title=title, text=text, url=url)


def unit_url(unit, year=None):
    """Where the desk shows the line of `unit`."""
    query = f"?unit={unit.code}" + (f"&year={year}" if year else "")
    return reverse("assessment_unit") + query
