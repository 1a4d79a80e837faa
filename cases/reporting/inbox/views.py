"""The reviewer's inbox: a list to go through by keyboard, and decisions on several cases at once."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import TaskState

from cases.reporting import duplicates
from cases.reporting.forms import ReturnForm
from cases.reporting.inbox import queue
from cases.reporting.inbox.forms import FilterForm, ManyForm
from cases.reporting.models import REVIEWS
from cms import clock
from cms.desk.seeing import sees_everything
from cms.privacy import guard
from cms.units.members import units_of
from cms.units.models import Unit

A_PAGE = 50


def reviews_cases(user):
    """Whether `user` makes any of the reviews."""
    return any(user.has_perm(review.permission()) for review in REVIEWS)


def index(request):
    """The list of what waits; 404 for who reviews nothing. A POST decides on the chosen cases."""
    if not reviews_cases(request.user):
        raise Http404
    units = Unit.objects.all() if sees_everything(request.user) else units_of(request.user)
    filters = FilterForm(request.GET or None, units=units)
    rows = queue.waiting(request.user, filters.understood() if filters.is_bound else {})
    returning = ReturnForm(auto_id="many_%s")
    if request.method == "POST":
        answer, returning = _decide(request, rows)
        if answer:
            return answer
    pages = Paginator(rows, A_PAGE)
    context = {
        "filters": filters,
        "is_filtered": filters.is_bound,
        "rows": pages.get_page(request.GET.get("p")),
        "late": sum(row.is_late for row in rows),
        "total": len(rows),
        "returning": returning,
        "today": clock.today(),
        "chosen": request.POST.getlist("states"),
    }
    return render(request, "reporting/inbox/index.html", context)


def _decide(request, rows):
    """Does what was asked with the chosen cases; (the answer or None, the form of the return)."""
    returns = request.POST.get("action") == "reject"
    form = ReturnForm(request.POST if returns else None, auto_id="many_%s")
    many = ManyForm(request.POST, numbers=[row.state.pk for row in rows])
    if not many.is_valid():
        messages.error(request, _("Choose at least one case that still waits."))
        return None, form
    if returns and not form.is_valid():
        return None, form
    chosen = set(many.cleaned_data["states"])
    done, refused = 0, []
    for row in rows:
        if row.state.pk in chosen:
            refusal = _decide_one(request.user, row, form.cleaned_data if returns else None)
            done += not refusal
            refused += [f"{row.title}: {refusal}"] if refusal else []
    if done and returns:
        text = ngettext("%(count)s case was returned.", "%(count)s cases were returned.", done)
        messages.success(request, text % {"count": done})
    elif done:
        text = ngettext("%(count)s case passed.", "%(count)s cases passed.", done)
        messages.success(request, text % {"count": done})
    for sentence in refused:
        messages.warning(request, sentence)
    return redirect(request.get_full_path()), form


def _decide_one(user, row, returned):
    """Passes a case that has nothing against it, or returns it; why not, as a sentence, or ""."""
    task = row.state.task.specific
    if returned is None and (doubt := _doubt(row, user)):
        return doubt
    try:
        with transaction.atomic():
            state = TaskState.objects.get(pk=row.state.pk)
            task.on_action(state, user, "reject" if returned else "approve", **(returned or {}))
    except PermissionDenied as refused:
        return str(refused)
    return ""


def _doubt(row, user):
    """What keeps a case from being passed among many: it is looked at by itself."""
    draft = row.state.revision.as_object()
    problems = [*draft.publication_problems(clock.now()), *guard.problems(draft)]
    if problems:
        return _("not passed, look at it by itself: %(problem)s") % {"problem": str(problems[0])}
    alike = duplicates.alike(row.page, row.state.revision, user)
    if alike:
        return _("not passed, it may have been reported already: %(title)s") % {"title": alike[0].title}
    return ""
