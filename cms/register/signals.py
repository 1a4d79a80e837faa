"""Keeps desk and register in step when Wagtail's own buttons, scheduler or shell move a page."""

import logging

from django.apps import apps
from django.db.models import ProtectedError
from django.db.models.signals import post_migrate, post_save, pre_delete
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.ops.signals import reconciling
from cms.register import frame, triggers, verbs
from cms.register.models import Entry, LedgerLine
from cms.register.vocabulary import CASE_KINDS, EndReason, State

logger = logging.getLogger(__name__)


def acting_user():
    """The user of Wagtail's log context (set by its views), or None for commands and shells."""
    return get_active_log_context().user


def on_published(sender, instance, revision, **kwargs):
    """Policies, campaigns and information become public with Wagtail's button; a case never does."""
    kind = getattr(instance, "kind", None)
    if kind is None or verbs.is_moving() or instance.alias_of_id:
        return  # an alias has no entry: one publication has one address
    if kind in CASE_KINDS:
        align_desk(instance)
        logger.warning("case page %s was not published: only the verbs make a case public", instance.pk)
    elif instance.live:
        try:
            verbs.publish(instance, by=acting_user(), revision=revision)
        except verbs.Refused as refused:
            align_desk(instance)
            logger.warning("page %s was not published: %s", instance.pk, "; ".join(refused.messages))


def on_unpublished(sender, instance, **kwargs):
    """Whatever takes a page off the desk ends its entry as well: hiding is always safe."""
    if getattr(instance, "kind", None) is None or verbs.is_moving():
        return
    entry = Entry.objects.filter(page_id=instance.pk).exclude(state=State.ENDED).first()
    if entry:
        reason = EndReason.EXPIRED if instance.expired else EndReason.WITHDRAWN
        verbs.end(entry, reason=reason, why=_("Unpublished in the page editor"), by=acting_user())


def align_desk(page):
    """Sets Wagtail's flags of a page to what the register says, after something but a verb had made it live."""
    entry = Entry.objects.filter(page_id=page.pk).exclude(state=State.ENDED).first()
    live_revision = entry.revision_id if entry else None
    type(page).objects.filter(pk=page.pk).update(
        live=entry is not None, live_revision_id=live_revision, has_unpublished_changes=True
    )
    page.live, page.live_revision_id = entry is not None, live_revision


def on_moved(sender, instance, **kwargs):
    """Gives the entries below a moved or renamed page their new addresses."""
    pages = Page.objects.filter(path__startswith=instance.path, entry__isnull=False).specific()
    for page in pages:
        Entry.objects.filter(page_id=page.pk).update(path=page.register_path())


def keep_revision(sender, instance, **kwargs):
    """Raises ProtectedError for a revision that was public once, which `purge_revisions` passes over then."""
    lines = LedgerLine.objects.filter(revision_number=instance.pk)
    if lines.exists():
        raise ProtectedError("this revision was public", set(lines))


def connect():
    """Connects the handlers; called once when the app is ready."""
    pre_delete.connect(keep_revision, sender=Revision, dispatch_uid="register-keep-revision")
    register = apps.get_app_config("register")  # of all apps one says once that everything is migrated
    post_migrate.connect(triggers.look_after, sender=register, dispatch_uid="register-triggers")
    reconciling.connect(frame.compare, dispatch_uid="register-frame")
    post_save.connect(frame.forget, sender=LedgerLine, dispatch_uid="register-frame-forget")
    page_published.connect(on_published, dispatch_uid="register-published")
    page_unpublished.connect(on_unpublished, dispatch_uid="register-unpublished")
    page_slug_changed.connect(on_moved, dispatch_uid="register-slug")
    post_page_move.connect(on_moved, dispatch_uid="register-move")
