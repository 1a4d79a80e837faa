"""Examines texts and keeps what was found: after each act on an entry, and by a job after a term changed."""

import time
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, Revision, get_page_models

from cms import clock
from cms.desk.pages import RegisteredPage
from cms.quality import media, terms
from cms.quality.links.found import links_of
from cms.quality.models import Examination, Link, LinkPlace, TermFind
from cms.quality.texts import day_of, draft_pieces, public_pieces, subjects_of
from cms.register.models import Entry
from cms.register.vocabulary import State

CHUNK = 100  # texts in one transaction
MOST_FINDS = 100  # of one text


def public(known=None):
    """Visible entries that were not examined as they stand, by the present terms (`known`, or as they are)."""
    known = known or terms.load()
    done = Examination.objects.filter(
        page_id=OuterRef("page_id"), is_draft=False, revision_id=OuterRef("revision_id"), rules=known.fingerprint
    )
    return Entry.objects.visible().filter(~Exists(done)).order_by("pk")


def draft_pages():
    """Pages with a draft that is not public and may become so: what never becomes public, or has ended, is none."""
    models = [model for model in get_page_models() if issubclass(model, RegisteredPage)]
    types = ContentType.objects.get_for_models(*models)
    return (
        Page.objects.filter(content_type__in=types.values(), has_unpublished_changes=True)
        .filter(latest_revision__isnull=False, alias_of__isnull=True)
        .exclude(pk__in=Entry.objects.filter(state=State.ENDED).values("page_id"))
    )


def drafts(known=None):
    """Pages whose draft was not examined as it stands, by the present terms and on this day."""
    known = known or terms.load()
    done = Examination.objects.filter(
        page_id=OuterRef("pk"), is_draft=True, revision_id=OuterRef("latest_revision_id"), rules=of_today(known)
    )
    return draft_pages().filter(~Exists(done)).order_by("pk")


def of_today(known):
    """The fingerprint for drafts: one without a date is judged by the day."""
    return f"{known.fingerprint}:{clock.today():%Y%m%d}"


def examine_entry(key):
    """Examines the entry with the primary key `key` where it is visible and was not examined as it stands."""
    known = terms.load()
    _examine_entries(list(public(known).filter(pk=key).select_related("content").prefetch_related("subjects")), known)


def examine_all(seconds=300):
    """Examines whatever waits, for so many seconds at most; how many texts of which kind (public, drafts)."""
    known, until = terms.load(), time.monotonic() + seconds
    entries = public(known).select_related("content").prefetch_related("subjects")
    done = _in_chunks(entries, lambda rows: _examine_entries(rows, known), until)
    return done, _in_chunks(drafts(known), lambda rows: _examine_drafts(rows, known), until)


def _in_chunks(rows, examine, until):
    done, after = 0, 0
    while time.monotonic() < until:
        chunk = list(islice(rows.filter(pk__gt=after), CHUNK))
        if not chunk:
            break
        examine(chunk)
        done, after = done + len(chunk), chunk[-1].pk
    return done


def _examine_entries(entries, known):
    texts = []
    for entry in entries:
        subjects = [subject.name for subject in entry.subjects.all()]
        pieces = public_pieces(entry)
        texts.append((entry.page_id, entry.revision_id, pieces, entry.decided_on, subjects, entry.content.html))
    with transaction.atomic():
        rows = _write(texts, known, known.fingerprint, is_draft=False)
        _write_links([(row, links_of(entry)) for row, entry in zip(rows, entries, strict=True)])


def _examine_drafts(pages, known):
    revisions = Revision.objects.in_bulk([page.latest_revision_id for page in pages])
    texts = []
    for page in pages:
        draft = revisions[page.latest_revision_id].as_object()
        pieces, html = draft_pieces(draft), media.draft_html(draft)
        texts.append((page.pk, page.latest_revision_id, pieces, day_of(draft), subjects_of(draft), html))
    with transaction.atomic():
        _write(texts, known, of_today(known), is_draft=True)


def _write(texts, known, fingerprint, *, is_draft):
    """Writes the examinations of `texts` in place of those before; returns them in the same order."""
    Examination.objects.filter(is_draft=is_draft, page_id__in=[text[0] for text in texts]).delete()
    rows = Examination.objects.bulk_create(
        Examination(page_id=page, revision_id=revision, rules=fingerprint, is_draft=is_draft)
        for page, revision, *_text in texts
    )
    finds = []
    for row, (_page, _revision, pieces, day, subjects, html) in zip(rows, texts, strict=True):
        finds += media.finds(row, html)
        found = (
            _find(row, piece, one)
            for piece in pieces
            for one in known.wording.find(piece.text, day=day, subjects=subjects)
        )
        finds += islice(found, MOST_FINDS)
    TermFind.objects.bulk_create(finds, batch_size=500)
    return rows


def _find(row, piece, found):
    rule = found.rule
    return TermFind(
        examination=row,
        place=piece.place[:200],
        excerpt=found.excerpt,
        wrong=rule.wrong,
        right=rule.right,
        kind=rule.kind,
        severity=rule.severity,
        note=rule.note,
        times=found.times,
    )


def _write_links(found):
    """Keeps which links the texts hold; an address that was known stays with what is known of it."""
    addresses = {Link.key_of(url): (url, inside) for _row, links in found for url, inside in links.items()}
    Link.objects.bulk_create(
        [Link(key=key, url=url, inside=inside) for key, (url, inside) in sorted(addresses.items())],
        ignore_conflicts=True,
    )
    links = {link.key: link for link in Link.objects.filter(key__in=list(addresses))}
    places = [LinkPlace(link=links[Link.key_of(url)], examination=row) for row, urls in found for url in urls]
    LinkPlace.objects.bulk_create(places, batch_size=500)


def forget():
    """Drops what was found in texts that are neither public nor drafts any more, and links that stand nowhere."""
    Examination.objects.filter(is_draft=False).exclude(page_id__in=Entry.objects.visible().values("page_id")).delete()
    Examination.objects.filter(is_draft=True).exclude(page_id__in=draft_pages().values("pk")).delete()
    Link.objects.filter(places__isnull=True).delete()


def finds_shown():
    """The finds in what is visible at this second, as it stands."""
    here = Entry.objects.visible().filter(
        page_id=OuterRef("examination__page_id"), revision_id=OuterRef("examination__revision_id")
    )
    return TermFind.objects.filter(Exists(here), examination__is_draft=False)


def finds_in_drafts(pages):
    """The finds in the latest drafts of `pages` (a query of pages)."""
    here = pages.filter(
        Q(pk=OuterRef("examination__page_id")) & Q(latest_revision_id=OuterRef("examination__revision_id"))
    )
    drafts_ = draft_pages().filter(pk=OuterRef("examination__page_id"))
    return TermFind.objects.filter(Exists(here), Exists(drafts_), examination__is_draft=True)
