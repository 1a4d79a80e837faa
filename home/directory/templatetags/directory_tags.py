"""What the pages of offers need."""

from django import template

from cms.register.models import Entry

register = template.Library()


@register.simple_tag
def public_entries(pages):
    """The entries of these pages (their numbers) that are public at this moment, the newest first."""
    return list(Entry.objects.visible().filter(page_id__in=pages).for_lists()) if pages else []
