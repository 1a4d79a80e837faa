"""The page of a case's reviews: where they stand, what is missing, and the decision of whose turn it is."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from cases.reporting import reviews
from cases.reporting.forms import ApprovalForm, ReturnForm
from cms import clock
from cms.privacy import guard
from cms.register.models import Entry

FORMS = {"approve": ApprovalForm, "reject": ReturnForm}


def reviews_of(request, page_id):
    """Shows the reviews of a case and takes a submission or a decision; 403 for who may not edit the case."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not getattr(page, "is_case", False):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    forms = {name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()}
    if request.method == "POST":
        action = request.POST.get("action")
        form = FORMS[action](request.POST, auto_id=f"{action}_%s") if action in FORMS else None
        if action == "submit":
            _submit(request, page)
        elif form and form.is_valid():
            _decide(request, page, action, form.cleaned_data)
        if form is None or form.is_valid():
            return redirect(page.reviews_url)
        forms[action] = form
    return render(request, "reporting/reviews.html", _context(request, page) | {"forms": forms})


def _context(request, page):
    draft, revision = page.get_latest_revision_as_object(), page.get_latest_revision()
    state = page.current_workflow_state or page.workflow_states.order_by("created_at", "pk").last()
    turn = page.current_workflow_task_state
    task = turn.task.specific if turn else None
    entry = Entry.objects.filter(page_id=page.pk).first()
    return {
        "page": page,
        "draft": draft,
        "revision": revision,
        "tasks": state.all_tasks_with_state() if state else page.get_workflow().tasks,
        "turn": turn,
        "actions": task.get_actions(page, request.user) if turn else [],
        "refusal": task.refusal(turn, request.user) if turn and hasattr(task, "refusal") else "",
        "may_submit": may_submit(page, request.user),
        "problems": [*draft.publication_problems(clock.now()), *guard.problems(draft)],
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


def _decide(request, page, action, cleaned):
    """Makes the decision on the review that the form showed, not on another that has begun meanwhile."""
    number = request.POST.get("task_state", "")
    state = page.workflow_states.filter(task_states=int(number)).first() if number.isdecimal() else None
    title = {"title": page.get_admin_display_title()}
    try:
        if state is None:
            raise PermissionDenied(_("This review has been decided meanwhile."))
        turn = TaskState.objects.select_related("task").get(pk=number)
        turn.task.specific.on_action(turn, request.user, action, **cleaned)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return
    entry = Entry.objects.filter(page_id=page.pk, revision_id=turn.revision_id).first()
    if entry:
        button = messages.button(entry.get_absolute_url(), _("View on the site"), new_window=True)
        messages.success(request, _("“%(title)s” is public.") % title, buttons=[button])
    elif action == "reject":
        messages.success(request, _("“%(title)s” is returned to the reporter.") % title)
    else:
        messages.success(request, _("The review of “%(title)s” is recorded.") % title)
