"""Labels of the codes that only cases have."""

from django import template

from cases.models.base import Area, SubjectType
from cases.models.punishment import PenaltyType

register = template.Library()


@register.filter
def penalty_label(code):
    """The label of a kind of penalty."""
    return dict(PenaltyType.choices).get(code, code)


@register.filter
def area_label(code):
    """The label of an area of integrity."""
    return dict(Area.choices).get(code, code)


@register.filter
def subject_type_label(code):
    """The label of a kind of subject."""
    return dict(SubjectType.choices).get(code, code)
