"""What the templates of entries need: dates, labels, QR codes, links of the frame."""

import datetime
import io
import time

import segno
from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.register.listing import POLICY_LEVELS, TOPICS, VALIDITY
from cms.register.models import Entry
from cms.rules.models import Severity

register = template.Library()

LABELS = {
    "severity": dict(Severity.choices),
    "level": POLICY_LEVELS,
    "topic": TOPICS,
    "validity": VALIDITY,
}
# The guides that pages link to, by name; of two for one name the later wins.
GUIDES = {
    "/repair-guide/": "repair",
    "/repair/": "repair",
    "/objection-guide/": "objection",
    "/objection/": "objection",
    "/feedback/": "feedback",
    "/about/": "about",
    "/privacy/": "privacy",
    "/accessibility/": "accessibility",
    "/terms/": "terms",
}
NAVIGATION = [
    ("/board/", _("Exposure board")),
    ("/honours/", _("Honours")),
    ("/campaigns/", _("Campaign days")),
    ("/policies/", _("Policies")),
    ("/services/", _("Services")),
]


@register.filter
def isodate(text):
    """The date an ISO 8601 text means; None for an empty one."""
    return datetime.date.fromisoformat(text) if text else None


@register.filter
def isoinstant(text):
    """The local instant an ISO 8601 text with an offset means."""
    return timezone.localtime(datetime.datetime.fromisoformat(text))


@register.filter
def label(value, group):
    """The label of a stable code of `group` (severity, level, topic, validity); the code itself where unknown."""
    return LABELS[group].get(value, value)


@register.filter
def is_past(day):
    """Whether the date lies before today."""
    return bool(day) and day < clock.today()


@register.simple_tag
def qr(path):
    """An inline SVG QR code of the absolute address of `path`."""
    output = io.BytesIO()
    segno.make(f"{settings.SITE_URL}{path}", error="m").save(
        output, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(output.getvalue().decode())  # noqa: S308 - segno's own markup, the address is encoded in it


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context):
    """The five words of navigation, the present one marked."""
    request = context.get("request")
    path = request.path if request else ""
    return {
        "items": [
            {"url": url, "label": text, "current": "page" if path == url else "true" if path.startswith(url) else ""}
            for url, text in NAVIGATION
        ]
    }


_remembered = {"until": 0.0, "guides": {}}


def _public_guides():
    paths = set(Entry.objects.visible().filter(path__in=GUIDES).values_list("path", flat=True))
    found = {GUIDES[path]: path for path in GUIDES if path in paths}
    for name in ("repair", "objection", "feedback"):
        try:
            found[name] = reverse(name)
        except NoReverseMatch:  # no form of that name is installed: the guide alone answers
            continue
    return found


@register.simple_tag
def guides():
    """Addresses by name of the guides that are public (repair, objection, feedback, about, …).

    Each process remembers them for a minute: every page's footer asks, and the answer changes once a year.
    """
    now = time.monotonic()
    if now >= _remembered["until"]:
        _remembered.update(guides=_public_guides(), until=now + 60)
    return _remembered["guides"]


@register.simple_tag
def settled(listing):
    """Settles the listing's page number and notices before the head of the page is drawn."""
    listing.entries  # noqa: B018
    return ""
