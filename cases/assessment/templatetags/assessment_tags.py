"""Numbers of score sheets as people write them."""

from django import template

register = template.Library()


@register.filter
def points(value):
    """A number without noughts at its end; a dash for None."""
    return "–" if value is None else f"{float(value):.2f}".rstrip("0").rstrip(".")
