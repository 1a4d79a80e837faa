"""The page of a case's reviews: where they stand, what is missing, and the decision of whose turn it is."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from cases.reporting import duplicates, reviews, schedule
from cases.reporting.comparing import changes_since_review
from cases.reporting.forms import ApprovalForm, RemarksForm, ReturnForm
from cases.reporting.inbox import queue
from cms import clock
from cms.desk.rooms import is_number
from cms.privacy import guard
from cms.privacy.places import places
from cms.register.models import Entry


def reviews_of(request, page_id):
    """Shows the reviews of a case and takes a submission or a decision; 403 for who may not edit the case."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not getattr(page, "is_case", False):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    forms = _forms(page, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "submit":
            _submit(request, page)
        elif action not in forms:
            return redirect(page.reviews_url)
        elif not all(form.is_valid() for form in _asked(forms, action)):
            return render(request, "reporting/reviews.html", _context(request, page) | {"forms": forms})
        else:
            following = _decide(request, page, action, forms)
            return redirect(following if "next" in request.POST and following else page.reviews_url)
        return redirect(page.reviews_url)
    return render(request, "reporting/reviews.html", _context(request, page) | {"forms": forms})


def _forms(page, data):
    """The forms of the two decisions, bound for the one that was made, and the remarks beside places of the case."""
    turn = page.current_workflow_task_state
    approval = getattr(turn.task.specific, "approval_form", ApprovalForm) if turn else ApprovalForm
    action = data.get("action") if data else None
    draft = page.get_latest_revision_as_object()
    seen = dict.fromkeys((place.path, place.label) for place in places(draft) if place.path)
    return {
        "approve": approval(data if action == "approve" else None, auto_id="approve_%s"),
        "reject": ReturnForm(data if action == "reject" else None, auto_id="reject_%s"),
        "remarks": RemarksForm(data if action == "reject" else None, auto_id="remark_%s", places=seen),
    }


def _asked(forms, action):
    return [forms["reject"], forms["remarks"]] if action == "reject" else [forms[action]]


def _context(request, page):
    draft, revision = page.get_latest_revision_as_object(), page.get_latest_revision()
    state = page.current_workflow_state or page.workflow_states.order_by("created_at", "pk").last()
    turn = page.current_workflow_task_state
    task = turn.task.specific if turn else None
    entry = Entry.objects.filter(page_id=page.pk).first()
    actions = task.get_actions(page, request.user) if turn else []
    before, after = queue.neighbours(request.user, turn) if actions else (None, None)
    return {
        "page": page,
        "draft": draft,
        "revision": revision,
        "tasks": state.all_tasks_with_state() if state else page.get_workflow().tasks,
        "turn": turn,
        "actions": actions,
        "refusal": task.refusal(turn, request.user) if turn and hasattr(task, "refusal") else "",
        "may_submit": may_submit(page, request.user),
        "problems": draft.publication_problems(clock.now()),
        "findings": guard.open_findings(draft),
        "alike": duplicates.alike(page, revision, request.user) if revision else [],
        "changes": changes_since_review(page, revision, request) if revision and turn else [],
        "put_off": schedule.waiting_until(page),
        "before": before,
        "after": after,
        "reviewed": revision is not None and not reviews.missing(revision),
        "entry": entry,
        "is_public": entry is not None and entry.revision_id == page.latest_revision_id,
        "may_publish": request.user.has_perm("register.publish_case"),
    }


def may_submit(page, user):
    """Whether `user` may send the latest revision of `page` into review: it is not there and has not ended."""
    permissions = page.permissions_for_user(user)
    return (
        permissions.can_edit()
        and permissions.can_submit_for_moderation()
        and not Entry.objects.filter(page_id=page.pk).exclude(end_reason="").exists()
    )


def _submit(request, page):
    refused = _("This case cannot be submitted now: it is in review, or its publication has ended.")
    if not may_submit(page, request.user):
        messages.error(request, refused)
        return
    try:
        reviews.submit(page, request.user)
    except ValidationError:
        messages.error(request, refused)
    else:
        messages.success(request, _("“%(title)s” is in review.") % {"title": page.get_admin_display_title()})


def _decide(request, page, action, forms):
    """Makes the decision on the review that the form showed, not on another that has begun meanwhile.

    Returns the address of the next case that waits for the reviewer, or None.
    """
    cleaned = dict(forms[action].cleaned_data)
    if action == "reject":
        cleaned["remarks"] = forms["remarks"].remarks()
    number = request.POST.get("task_state", "")
    state = page.workflow_states.filter(task_states=number).first() if is_number(number) else None
    title = {"title": page.get_admin_display_title()}
    try:
        if state is None:
            raise PermissionDenied(_("This review has been decided meanwhile."))
        turn = TaskState.objects.select_related("task").get(pk=number)
        following = queue.neighbours(request.user, turn)[1]
        turn.task.specific.on_action(turn, request.user, action, **cleaned)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return None
    entry = Entry.objects.filter(page_id=page.pk, revision_id=turn.revision_id).first()
    if entry:
        button = messages.button(entry.get_absolute_url(), _("View on the site"), new_window=True)
        messages.success(request, _("“%(title)s” is public.") % title, buttons=[button])
    elif action == "reject":
        messages.success(request, _("“%(title)s” is returned to the reporter.") % title)
    else:
        messages.success(request, _("The review of “%(title)s” is recorded.") % title)
    return following.page.reviews_url if following else reverse("reporting_inbox")
