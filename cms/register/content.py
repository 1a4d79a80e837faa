"""Turns a page of the desk into what the register keeps: the one function behind public page and preview."""

import datetime
from dataclasses import dataclass, field
from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags

from cms import clock
from cms.register.ledger import digest
from cms.register.models import Entry, EntryContent, EntrySubject
from cms.register.names import name_key

SEARCH_TEXT_LIMIT = 200_000  # characters; PostgreSQL refuses a search vector beyond one megabyte
FACTS_LIMIT = 50_000  # of these
FACTS_MARK = "\f"  # in a text for search, between what reads as prose and the facts
# Facts nobody searches for: stable codes, addresses, and the rule that every case of a class names alike.
UNSEARCHED = {
    *("severity", "penalty_types", "period_rule", "repair_rule", "earliest_repair_on", "level", "topic", "validity"),
    *("area", "source_url", "source_sha256", "url", "type", "regime", "measure", "person_law", "shape"),
}


@dataclass(frozen=True)
class Frozen:
    """A page as content: unsaved register rows that belong together."""

    entry: Entry
    content: EntryContent
    subjects: list[EntrySubject] = field(default_factory=list)


def freeze(page, *, at=None):
    """The register rows of `page` (a RegisteredPage, saved or not) as approved at the instant `at`, unsaved."""
    at = at or clock.now()
    data = {
        "kind": str(page.kind),
        "title": page.title,
        "summary": page.summary,
        "facts": page.facts(),
        "subjects": [dict(subject) for subject in page.register_subjects()],
        "body": page.body_data(),
    }
    html = page.body_html()
    columns = page.register_columns()
    decided_on = columns.pop("decided_on", None) or timezone.localdate(at)
    # Wagtail's own end of a page counts too, whether or not its scheduler ever runs.
    ends = [end for end in (columns.pop("visible_until", None), page.expire_at) if end]
    entry = Entry(
        kind=page.kind,
        page_id=page.pk,
        path=page.register_path(),
        title=page.title,
        summary=page.summary,
        decided_on=decided_on,
        year=decided_on.year,
        visible_from=at,
        visible_until=min(ends, default=None),
        search_text=search_text(data, html),
        **columns,
    )
    content = EntryContent(entry=entry, data=data, html=html, sha256=digest(data))
    subjects = [
        EntrySubject(
            name=subject["name"],
            name_key=name_key(subject["name"]),
            code=subject["code"],
            until=datetime.date.fromisoformat(subject["until"]) if subject.get("until") else None,
        )
        for subject in data["subjects"]
    ]
    return Frozen(entry, content, subjects)


def search_text(data, html):
    """Everything of the frozen `data` and `html` that search reads, as plain text of bounded length.

    First the prose, from which results show passages: summary and body. After `FACTS_MARK` the facts, a line each.
    """
    body = unescape(strip_tags(html.replace("<", " <")))
    lines = (" ".join(line.split()) for text in (data["summary"], body) for line in text.splitlines())
    prose = "\n".join(line for line in lines if line)
    # Who stands in a list for a time only is found by look-up and suggestions, which ask the clock; words do not.
    lasting = [subject for subject in data["subjects"] if not subject.get("until")]
    facts = [part for subject in lasting for part in (subject["name"], subject["code"])]
    facts = "\n".join(part for part in [*facts, *texts(data["facts"])] if part)[:FACTS_LIMIT]
    return f"{prose[: SEARCH_TEXT_LIMIT - FACTS_LIMIT]}\n{FACTS_MARK}\n{facts}"


def texts(value):
    """Every string within nested facts that is searched for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in UNSEARCHED:
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
