"""Writes drafts in bulk: whole pages of the desk with revision, log line, search index and references.

`add_child` and `save_revision` cost some thirty queries a page. Here a chunk costs as many as one page: numbers are
taken ahead, rows of all tables written at once. `tests/integration/importing/test_writing.py` compares the outcome with
that of Wagtail's own way.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from modelsearch.backends import get_search_backends
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageLogEntry, ReferenceIndex, Revision

from cases.bulk.rows import insert, numbers, values_of
from cases.bulk.writing import Place
from cases.importing.keys import known
from cases.importing.models import CaseKey
from cases.models import PunishmentCasePage, RewardCasePage
from cases.reporting import marks
from cms import clock
from cms.register.vocabulary import EndReason

ATTEMPTS = 5  # times a chunk is written anew because somebody else took a key or a place in the tree


def write(drafts, user):
    """Makes pages of the good ones among `drafts`, owned by `user` (None for nobody), in one transaction.

    Each gets its `page_id` and is `written`; or it is `known` where a case has its key already, made perhaps this
    very second.
    """
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                fresh = _write([draft for draft in drafts if draft.is_good and not draft.known], user)
            for draft in fresh:
                draft.written = True
            return
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise


def _write(drafts, user):
    # Whoever writes below the same pages waits here; what they wrote is seen by the questions after it.
    parents = sorted({draft.parent.pk for draft in drafts})
    list(Page.objects.select_for_update().filter(pk__in=parents).order_by("pk"))
    wanted = [key for draft in drafts for key in draft.keys]
    CaseKey.objects.filter(key__in=wanted, page__entry__end_reason=EndReason.CORRECTED).delete()
    taken = known(drafts)
    fresh = []
    for draft in drafts:
        found = next((taken[key] for key in draft.keys if key in taken), None)
        if found:
            draft.known, draft.page_id = True, found
        else:
            fresh.append(draft)
    if fresh:
        _insert(fresh, user)
    return fresh


def _insert(drafts, user):
    now = clock.now()
    places = {draft.parent.pk: draft.parent for draft in drafts}
    places = {pk: (Place(pk), parent) for pk, parent in places.items()}
    for draft, pk in zip(drafts, numbers(Page, len(drafts)), strict=True):
        _place(draft.page, pk, *places[draft.parent.pk], user)
        draft.page_id = pk
    pages = [draft.page for draft in drafts]
    groups = [
        (model, [page for page in pages if isinstance(page, model)]) for model in (PunishmentCasePage, RewardCasePage)
    ]
    rows = [(model, child) for model, own in groups if own for model, child in _children(own)]
    revisions = _revisions(pages, user, now)
    _store(Page, pages)
    for model, own in groups:
        _store(model, own)
    for model in {model for model, _child in rows}:
        _store(model, [child for of, child in rows if of is model])
    _store(Revision, revisions)
    for place, _parent in places.values():
        place.save()
    _log(pages, user, now)
    _references(pages)
    for model, own in groups:
        for backend in get_search_backends(with_auto_update=True) if own else []:
            backend.add_bulk(model, own)
    marks.keep({int(revision.object_id): revision.content for revision in revisions})
    CaseKey.objects.bulk_create([CaseKey(key=key, page_id=draft.page_id) for draft in drafts for key in draft.keys])


def _place(page, pk, place, parent, user):
    """Gives an unsaved page its number and its place below `parent`."""
    page.pk = page.id = page.page_ptr_id = pk
    page.path, page.depth, page.numchild = place.take(), parent.depth + 1, 0
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.owner = user
    page.slug = ""
    setattr(page, COMMENTS_RELATION_NAME, [])  # else each page would ask the database for comments it cannot have
    page._set_core_field_defaults()  # a slug that names nobody
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.latest_revision = page.latest_revision_created_at = None


def _store(model, objects):
    """Writes objects that have their numbers into the model's own table."""
    if objects:
        insert(model, [values_of(model, one) for one in objects])


def _children(pages):
    """Gives subjects and legal bases of pages of one type their numbers; yields (model, child)."""
    for relation in ("subjects", "bases"):
        rows = []
        for page in pages if hasattr(pages[0], relation) else []:
            for order, child in enumerate(getattr(page, relation).all()):
                child.page, child.sort_order = page, order
                rows.append(child)
        if rows:
            model = type(rows[0])
            for child, pk in zip(rows, numbers(model, len(rows)), strict=True):
                child.pk = pk
                yield model, child


def _revisions(pages, user, now):
    """A revision of each page, unsaved, named in the page."""
    base = ContentType.objects.get_for_model(Page)
    revisions = []
    for page, pk in zip(pages, numbers(Revision, len(pages)), strict=True):
        revision = Revision(
            pk=pk,
            content_type_id=page.content_type_id,
            base_content_type=base,
            object_id=str(page.pk),
            object_str=str(page),
            created_at=now,
            user=user,
            content=page.serializable_data(),
        )
        page.latest_revision, page.latest_revision_created_at = revision, now
        revisions.append(revision)
    return revisions


def _log(pages, user, now):
    """The line of each page's history that says who made it."""
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=page,
            content_type_id=page.content_type_id,
            label=page.get_admin_display_title(),
            action="wagtail.create",
            timestamp=now,
            user=user,
            content_changed=True,
            revision_id=page.latest_revision_id,
        )
        for page in pages
    )


def _references(pages):
    """Where units, authorities, fields and towns are used, as the desk's usage pages tell it."""
    base = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type_id=page.content_type_id,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_pk,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for page in pages
        for to_type, to_pk, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page))
    )
