"""The verbs: the only functions that change what the public sees.

Each runs in one transaction: it checks the law, moves Wagtail's page, writes the register and appends to the ledger.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modelsearch.index import insert_or_update_object
from wagtail.actions import UnpublishPageAction

from cms import clock
from cms.privacy import guard
from cms.register import ledger
from cms.register.changes import changes
from cms.register.content import freeze
from cms.register.files import keep_files
from cms.register.models import Entry
from cms.register.vocabulary import CASE_KINDS, END_REASONS, PUBLIC_STATES, EndReason, State, Verb

_moving = ContextVar("moving", default=False)


class Refused(ValidationError):
    """A verb refused: the messages say, each in a sentence, what is missing."""


def is_moving():
    """Whether a verb is moving Wagtail's page right now."""
    return _moving.get()


@contextmanager
def _desk():
    """Marks what happens to Wagtail's page inside as a verb's doing."""
    token = _moving.set(True)
    try:
        yield
    finally:
        _moving.reset(token)


@transaction.atomic
def publish(page, *, by=None, revision=None, at=None, reason=""):
    """Makes `page` public as it stands in `revision` (its latest by default) and returns its entry.

    `by` is the acting user, `at` the instant of publication (now by default). Raises Refused with every missing
    condition (国办发〔2020〕49号; Order 36 of the NDRC, in force 2026-04-01), or when a case is public already.
    """
    at = at or clock.now()
    entry = Entry.objects.select_for_update().filter(page_id=page.pk).first()
    if entry and entry.kind in CASE_KINDS:
        if entry.state == State.ENDED or not entry.is_visible(at):
            raise Refused(_("This case was public before and has ended or is suspended; it cannot be published again."))
        raise Refused(_("This case is public already; publish the change as a correction."))
    again = entry is not None and entry.state in PUBLIC_STATES
    verb = Verb.CORRECT if again else Verb.PUBLISH
    return _set_public(page, entry, revision=revision, by=by, at=at, verb=verb, reason=reason)


@transaction.atomic
def correct(entry, *, what, hide_old=False, by=None, revision=None, at=None):
    """Replaces what is public of `entry` by the page's latest revision; `what` says to the public what changed.

    The facts that changed are told beside it; with `hide_old` none of the old values (see `cms.register.changes`).
    """
    at = at or clock.now()
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not what.strip():
        raise Refused(_("Say what was corrected: the sentence is shown with the case."))
    if not entry.is_visible(at):
        raise Refused(_("Only what is public can be corrected."))
    correction = {
        "at": at.isoformat(),
        "what": what.strip(),
        "from_revision": entry.revision_id,
        "hide_old": hide_old,
    }
    page = entry.page.specific
    return _set_public(
        page, entry, revision=revision, by=by, at=at, verb=Verb.CORRECT, reason=what, correction=correction
    )


def _set_public(page, entry, *, revision, by, at, verb, reason, correction=None):
    """Freezes the revision, moves Wagtail's page to it, writes the rows and the ledger line."""
    revision = revision or page.get_latest_revision() or page.save_revision(user=by)
    page = revision.as_object()
    problems = [*page.publication_problems(at), *page.review_problems(revision), *guard.problems(page)]
    if correction:
        problems += guard.sentence_problems(page, correction["what"])
    if problems:
        raise Refused(problems)
    frozen = freeze(page, at=at)
    fresh = frozen.entry
    if fresh.visible_until and fresh.visible_until <= at:
        raise Refused(_("The end of publication lies in the past."))
    if entry is not None:
        fresh.pk, fresh.code = entry.pk, entry.code
        fresh.visible_from = entry.visible_from if entry.state in PUBLIC_STATES else at
        fresh.state = entry.state if entry.state in PUBLIC_STATES else State.PUBLISHED
        frozen.content.corrections = entry.content.corrections
    fresh.revision = revision
    _move_live(page, revision, by, fresh.visible_from, at)
    fresh.save()
    fresh.subjects.all().delete()
    for subject in frozen.subjects:
        subject.entry = fresh
        subject.save()
    if correction:
        hide_old = correction.pop("hide_old")
        correction["changes"] = changes(page, entry.content.data, frozen.content.data, hide_old=hide_old)
        frozen.content.corrections = [*frozen.content.corrections, correction | {"to_revision": revision.pk}]
    frozen.content.entry = fresh
    frozen.content.save()
    keep_files(fresh, frozen.content)
    reindex(fresh)
    ledger.append(verb=verb, entry=fresh, by=by, at=at, reason=reason, content_hash=frozen.content.sha256)
    return fresh


def _move_live(page, revision, by, first_at, at):
    """Makes Wagtail's page live at `revision`, dated as the register dates it."""
    if page.live and page.live_revision_id == revision.pk:
        return
    with _desk():
        revision.publish(user=by, skip_permission_checks=True)
    type(page).objects.filter(pk=page.pk).update(first_published_at=first_at, last_published_at=at)


def reindex(entry):
    """Writes the search index again now that the subjects are there (the row's own save came before them)."""
    insert_or_update_object(Entry.objects.get(pk=entry.pk))


@transaction.atomic
def end(entry, *, reason, why="", by=None, at=None):
    """Ends the publication of `entry` at once, for one of `EndReason`; its address answers 410 from then on.

    `at` dates the act, now or earlier. Raises Refused where it has ended already, where `at` lies ahead, or where a
    reason other than the expiry comes without an explanation.
    """
    now = clock.now()
    at = at or now
    if at > now:
        raise Refused(_("A publication ends now or by its date, not at a later hour."))
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.state == State.ENDED:
        raise Refused(_("This publication has ended already."))
    if reason not in (*END_REASONS[entry.kind], EndReason.EXPIRED):
        raise Refused(_("Choose one of the reasons of the end."))
    if reason != EndReason.EXPIRED and not why.strip():
        raise Refused(_("Say why it ends: the ledger keeps the sentence."))
    if entry.visible_from < at and (entry.visible_until is None or at < entry.visible_until):
        entry.visible_until = at
    entry.state, entry.end_reason = State.ENDED, reason
    entry.save(update_fields=["state", "end_reason", "visible_until"])
    page = entry.page.specific
    if page.live:
        with _desk():
            action = UnpublishPageAction(page, user=by, set_expired=reason == EndReason.EXPIRED)
            action.execute(skip_permission_checks=True)
    ledger.append(verb=Verb.END, entry=entry, by=by, at=at, reason=why, end_reason=reason)
    return entry


def dispute(entry, *, why, by=None, at=None):
    """Marks a public case as disputed: it stays public, with the mark."""
    return _change_state(entry, Verb.DISPUTE, {State.PUBLISHED}, State.DISPUTED, why=why, by=by, at=at)


def suspend(entry, *, why, by=None, at=None):
    """Hides an entry for the time being; its address answers 404."""
    return _change_state(entry, Verb.SUSPEND, set(PUBLIC_STATES), State.SUSPENDED, why=why, by=by, at=at)


def resume(entry, *, why, by=None, at=None):
    """Shows a suspended entry again, or takes the mark off a disputed one."""
    allowed = {State.SUSPENDED, State.DISPUTED}
    return _change_state(entry, Verb.RESUME, allowed, State.PUBLISHED, why=why, by=by, at=at)


@transaction.atomic
def _change_state(entry, verb, allowed, state, *, why, by, at):
    at = at or clock.now()
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.state not in allowed:
        raise Refused(_("This is not possible while the entry is %(state)s.") % {"state": entry.get_state_display()})
    if entry.visible_until and entry.visible_until <= at:
        raise Refused(_("This publication has ended already."))
    if not why.strip():
        raise Refused(_("Say why: the ledger keeps the sentence."))
    entry.state = state
    entry.save(update_fields=["state"])
    ledger.append(verb=verb, entry=entry, by=by, at=at, reason=why)
    return entry
