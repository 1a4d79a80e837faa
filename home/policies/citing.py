"""A policy as others cite it."""

from django.conf import settings
from django.utils import timezone

from cms import clock


def citation(entry):
    """The reference to a policy as GB/T 7714—2015 has it for a document of the web, with today as the day of access."""
    facts = entry.content.facts
    number = f"（{entry.document_number}）" if entry.document_number else ""
    published = timezone.localdate(entry.visible_from).isoformat()
    return (
        f"{facts['issuer']}. {entry.title}{number}[EB/OL]. ({published})[{clock.today().isoformat()}]. "
        f"{settings.SITE_URL}{entry.path}."
    )
