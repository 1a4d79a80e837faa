"""Who is told what of a case: whose review it waits for, what was returned, what passed, what is public."""

import datetime

from django.contrib.auth import get_user_model
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from cases.reporting.models import EditorReviewTask, LegalReviewTask, ReviewTask, UnitReviewTask
from cms import clock
from cms.notices import done, notify
from cms.notices.vocabulary import NoticeKind
from cms.register.models import Entry, LedgerLine
from cms.register.vocabulary import CASE_KINDS, Verb
from cms.units.members import people_of, people_with
from cms.units.models import Role

NEWS = datetime.timedelta(days=1)  # what is dated earlier (an import, the demo) is told to nobody
ROLES = {EditorReviewTask: Role.EDITOR, LegalReviewTask: Role.LEGAL}


def _case(state):
    page = state.workflow_state.content_object
    page = getattr(page, "specific", page)
    return page if isinstance(state.task.specific, ReviewTask) and getattr(page, "is_case", False) else None


def _about(page):
    return {"title": page.get_admin_display_title()}


def on_turn(sender, instance, user=None, **kwargs):
    """The review that has begun: to who may make it."""
    page = _case(instance)
    if page is None:
        return
    task = instance.task.specific
    if isinstance(task, UnitReviewTask):
        people, unit = people_of(page.unit, Role.LEADER), page.unit
    else:
        people, unit = people_with(ROLES[type(task)]), None
    notify(
        [person for person in people if not task.refusal(instance, person)],
        kind=NoticeKind.SUBMITTED,
        key=f"review:{instance.pk}",
        title=_("Waits for your review: “%(title)s”") % _about(page),
        url=page.reviews_url,
        unit=unit,
    )


def _tell_reporters(page, kind, *, key, title, text="", by=None):
    """Tells the unit's reporters, and whoever wrote the case, but not who did it."""
    people = people_of(page.unit, Role.REPORTER)
    people |= get_user_model().objects.filter(pk=page.owner_id, is_active=True)
    people = people.exclude(pk=by.pk) if by else people
    notify(people.distinct(), kind=kind, key=key, title=title, text=text, url=page.reviews_url, unit=page.unit)


def on_returned(sender, instance, user=None, **kwargs):
    """A return: with its reason, to the reporters."""
    if page := _case(instance):
        done(f"review:{instance.pk}")
        title = _("Returned: “%(title)s”") % _about(page)
        key = f"returned:{instance.pk}"
        _tell_reporters(page, NoticeKind.RETURNED, key=key, title=title, text=instance.comment, by=user)


def on_passed(sender, instance, user=None, **kwargs):
    """A review passed: to the reporters, unless with it the case became public, which they are told."""
    page = _case(instance)
    if page:
        done(f"review:{instance.pk}")
    if page and not Entry.objects.filter(page_id=page.pk, revision_id=instance.revision_id).exists():
        title = _("Passed the %(review)s: “%(title)s”") % (_about(page) | {"review": instance.task.name})
        key = f"passed:{instance.pk}"
        _tell_reporters(page, NoticeKind.APPROVED, key=key, title=title, text=instance.comment, by=user)


def on_taken_back(sender, instance, user=None, **kwargs):
    """A review that was ended without a decision waits for nobody."""
    if _case(instance):
        done(f"review:{instance.pk}")


def on_act(sender, instance, created, **kwargs):
    """A publication: to the reporters."""
    entry = instance.entry
    if not created or instance.verb != Verb.PUBLISH or entry.kind not in CASE_KINDS or not entry.page_id:
        return
    if instance.at < clock.now() - NEWS:
        return
    page = Page.objects.get(pk=entry.page_id).specific
    title = _("Public now: “%(title)s”") % _about(page)
    _tell_reporters(page, NoticeKind.PUBLISHED, key=f"act:{instance.seq}", title=title, by=instance.actor)


def connect():
    """Connects the handlers; called once when the app is ready."""
    task_submitted.connect(on_turn, dispatch_uid="reporting.telling.turn")
    task_rejected.connect(on_returned, dispatch_uid="reporting.telling.returned")
    task_approved.connect(on_passed, dispatch_uid="reporting.telling.passed")
    task_cancelled.connect(on_taken_back, dispatch_uid="reporting.telling.taken-back")
    post_save.connect(on_act, sender=LedgerLine, dispatch_uid="reporting.telling.act")
