"""Entries in the words of schema.org (JSON-LD), for search engines; punishment cases have none."""

import json

from django.utils.safestring import mark_safe

from cms.ops.models import SiteMarks
from cms.register.dictionary import address, instant
from cms.register.vocabulary import Kind

# What schema.org calls the validity of a document.
FORCE = {
    "in_force": "InForce",
    "amended": "PartiallyInForce",
    "repealed": "NotInForce",
    "expired": "NotInForce",
}
UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}  # would end or open markup


def of_entry(entry, content):
    """The entry as JSON-able data; None for a punishment case. `content` is the entry's, frozen."""
    if entry.kind == Kind.PUNISHMENT:
        return None
    common = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address(entry.path),
        "name": entry.title,
        "description": entry.summary,
        "inLanguage": "zh-Hans",
        "datePublished": instant(entry.visible_from),
        "publisher": _organ(SiteMarks.cached().organiser),
    }
    return {name: value for name, value in (common | OWN.get(entry.kind, _nothing)(entry, content)).items() if value}


def _organ(name):
    return {"@type": "GovernmentOrganization", "name": name} if name else None


def _nothing(entry, content):
    return {}


def _honour(entry, content):
    firms = [
        {"@type": "Organization", "name": subject["name"], "identifier": subject["code"]}
        for subject in content.subjects
        if subject["code"]
    ]
    return {
        "@type": "Article",
        "headline": entry.title,
        "author": _organ(content.facts.get("unit")),
        "expires": entry.last_public_day and entry.last_public_day.isoformat(),
        "about": firms,
    }


def _policy(entry, content):
    return {
        "@type": "Legislation",
        "legislationIdentifier": entry.document_number,
        "legislationDate": content.facts.get("signed_on"),
        "legislationPassedBy": _organ(entry.issuer),
        "legislationLegalForce": FORCE.get(entry.validity, ""),
    }


def _campaign(entry, content):
    return {
        "@type": "Event",
        "startDate": content.facts.get("starts_on"),
        "endDate": content.facts.get("ends_on"),
        "organizer": _organ(entry.unit and entry.unit.name),
    }


OWN = {Kind.HONOUR: _honour, Kind.POLICY: _policy, Kind.CAMPAIGN: _campaign}


def script(data):
    """JSON-able data as a script element that holds data, "" for None; no text of it can be taken for markup."""
    if data is None:
        return ""
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
