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
    forms = {name: form() for name, form in FORMS.items()}
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "submit":
            _submit(request, page)
            return redirect(page.reviews_url)
        if action in FORMS:
            forms[action] = form = FORMS[action](request.POST)
            if form.is_valid():
                _decide(request, page, action, form.cleaned_data)
                return redirect(page.reviews_url)
    return render(request, "reporting/reviews.html", _context(request, page, forms))


def _context(request, page, forms):
    draft, revision = page.get_latest_revision_as_object(), page.get_latest_revision()
    state = page.workflow_states.order_by("created_at", "pk").last()
    task_state = page.current_workflow_task_state
    entry = Entry.objects.filter(page_id=page.pk).first()
    found = guard.open_findings(draft)
    return {
        "page": page,
        "draft": draft,
        "revision": revision,
        "state": state,
        "tasks": state.all_tasks_with_state() if state else page.get_workflow().tasks,
        "task_state": task_state,
        "actions": {name for name, _label, _modal in page.current_workflow_task.get_actions(page, request.user)}
        if task_state
        else (),
        "refusal": task_state.task.specific.refusal(task_state, request.user) if task_state else "",
        "forms": forms,
        "may_submit": may_submit(page, request.user),
        "missing": draft.publication_problems(clock.now()),
        "found": [finding.sentence for finding in found],
        "reviewed": revision is not None and not reviews.missing(revision),
        "entry": entry,
        "is_public_text": entry is not None and entry.revision_id == page.latest_revision_id,
        "may_publish": request.user.has_perm("register.publish_case"),
    }


def may_submit(page, user):
    """Whether `user` may send the latest revision of `page` into review: it is no one's yet and has not ended."""
    permissions = page.permissions_for_user(user)
    return (
        permissions.can_edit()
        and permissions.can_submit_for_moderation()
        and not Entry.objects.filter(page_id=page.pk, end_reason__gt="").exists()
    )


def _submit(request, page):
    if not may_submit(page, request.user):
        messages.error(request, _("This case cannot be submitted now: it is in review, or its publication has ended."))
        return
    try:
        reviews.submit(page, request.user)
    except ValidationError:
        messages.error(request, _("This case cannot be submitted now: it is in review, or its publication has ended."))
    else:
        messages.success(request, _("“%(title)s” is in review.") % {"title": page.get_admin_display_title()})


def _decide(request, page, action, cleaned):
    """Makes the decision on the review that the form showed: not on another that has begun meanwhile."""
    state = TaskState.objects.filter(
        pk=request.POST.get("task_state") if request.POST.get("task_state", "").isdecimal() else None,
        workflow_state__in=page.workflow_states,
    ).first()
    try:
        if state is None:
            raise PermissionDenied(_("This review has been decided meanwhile."))
        state.task.specific.on_action(state, request.user, action, **cleaned)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return
    title = {"title": page.get_admin_display_title()}
    if action == "reject":
        messages.success(request, _("“%(title)s” is returned to the reporter.") % title)
        return
    entry = Entry.objects.filter(page_id=page.pk, revision_id=state.revision_id).first()
    if entry:
        button = messages.button(entry.get_absolute_url(), _("View on the site"), new_window=True)
        messages.success(request, _("“%(title)s” is public.") % title, buttons=[button])
    else:
        messages.success(request, _("The review of “%(title)s” is recorded.") % title)
