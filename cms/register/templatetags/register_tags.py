"""What the templates of entries need: dates, labels, QR codes, links of the frame."""

import datetime
import io

import segno
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.printing.sheets import offered
from cms.register import frame
from cms.register.filters import POLICY_LEVELS, TOPICS, VALIDITY
from cms.register.linked_data import of_entry, script
from cms.rules.models import Measure, Severity

register = template.Library()

LABELS = {
    "severity": dict(Severity.choices),
    "measure": dict(Measure.choices),
    "level": POLICY_LEVELS,
    "topic": TOPICS,
    "validity": VALIDITY,
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
    """The label of a stable code of `group` (a name in LABELS); the code itself where unknown."""
    return LABELS[group].get(value, value)


@register.simple_tag
def linked_data(entry, content):
    """The entry as JSON-LD, in the head of its page; nothing for a punishment case."""
    return script(of_entry(entry, content))


@register.simple_tag
def as_of():
    """The local minute in which the page is made: what it says holds for it."""
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0)


@register.filter
def is_past(day):
    """Whether the date lies before today."""
    return bool(day) and day < clock.today()


@register.filter
def is_to_come(day):
    """Whether the date lies after today."""
    return bool(day) and day > clock.today()


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


@register.inclusion_tag("components/sheets.html")
def sheets(entry):
    """The sheets and posters an entry can be printed as."""
    return {"links": offered(entry)}


MOST_RUNNING = 2  # lines; in September several campaigns run at once


@register.simple_tag
def guides():
    """Addresses by name of the guides that are public (repair, objection, about, …): links only, read once a minute."""
    return frame.remembered()[0]


@register.simple_tag(takes_context=True)
def running_campaigns(context):
    """The campaigns that run today, the shortest first, without the one whose page this is (see `frame.Running`)."""
    now, today, request = clock.now(), clock.today(), context.get("request")
    here = request.path if request else ""
    running = [c for c in frame.remembered()[1] if c.runs(now, today) and c.path != here]
    return sorted(running, key=lambda c: (c.last - c.first, c.path))[:MOST_RUNNING]


@register.simple_tag
def settled(listing):
    """Settles the listing's page number and notices before the head of the page is drawn."""
    listing.entries  # noqa: B018
    return ""
