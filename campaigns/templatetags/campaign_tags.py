"""How a commitment stands at this moment."""

from django import template

from campaigns.public.commitments import SHAPES, standing_of

register = template.Library()


@register.filter
def commitment_standing(facts):
    """The standing of a commitment today, by its facts."""
    return standing_of(facts)


@register.filter
def commitment_shape(facts):
    """The shape beside that word."""
    return SHAPES[standing_of(facts)]
