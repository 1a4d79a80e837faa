"""The links in what is public of an entry."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings

HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
NO_PAGES = ("mailto:", "tel:", "sms:", "javascript:", "data:")
LONGEST = 4000  # characters; no browser's address bar takes much more


def links_of(entry):
    """Every address the public contents of `entry` lead to: `{address: whether it is of this site}`.

    Addresses of this site are paths, others whole; without what follows `#`, which only browsers read.
    """
    html = entry.content.html
    raw = [unescape(double or single) for double, single in HREF.findall(html)]
    raw += _addresses(entry.content.facts)
    found = {}
    for address in raw:
        url = _whole(address, entry.path)
        if url:
            found.setdefault(*url)
    return found


def _whole(address, path):
    """`(address, inside)` of what stands in a text; None for what leads to no page."""
    address = address.strip().partition("#")[0]
    if not address or address.lower().startswith(NO_PAGES):
        return None
    try:
        url = urljoin(f"{settings.SITE_URL}{path}", address)
        parts, own = urlsplit(url), urlsplit(settings.SITE_URL)
        inside = (parts.hostname, parts.port) == (own.hostname, own.port)
    except ValueError:  # brackets or a port that are none: shown as what it is
        return address[:LONGEST], False
    if inside:
        return (parts.path or "/")[:LONGEST], True
    return url[:LONGEST], False


def _addresses(value):
    """The addresses within nested facts: of sources, related documents, pictures' pages."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("url") and isinstance(inner, str):
                yield inner
            elif key != "picture":  # shown by its entry, or not at all
                yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
