"""Around the steps: the first page, the copy of an earlier case, the check, the mask at a click, the submission."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from cases.reporting import reviews
from cases.reporting.views import may_submit
from cases.reporting.wizard import drafts, steps
from cases.reporting.wizard.checking import by_step, checked
from cases.reporting.wizard.rows import fault_of
from cases.reporting.wizard.subjects import known
from cases.reporting.wizard.views import WORDS, closed, progress, returned
from cms.desk.seeing import sees_page
from cms.privacy import guard
from cms.register.models import Entry
from cms.register.names import clean_code
from cms.units.members import people_of, units_of
from cms.units.models import Role

CHECK = steps.CHECK


def begin(request):
    """Asks for the kind (and the unit, of who reports for several) and begins a draft; 403 for who is in no unit."""
    units = list(units_of(request.user))
    if not units:
        raise PermissionDenied
    fault = ""
    if request.method == "POST":
        kind, code = request.POST.get("kind"), request.POST.get("unit", units[0].code)
        unit = next((unit for unit in units if unit.code == code), None)
        if unit is None:
            raise PermissionDenied
        if kind in drafts.MODELS:
            return redirect("reporting_step", drafts.begin(request.user, unit, kind).pk, steps.STEPS[0].name)
        fault = _("Choose one of the two.")
    homeless = [unit for unit in units if drafts.home_of(unit) is None]
    labels = [_("Kind of case"), *(step.label for step in steps.STEPS), _("Check and submit")]
    context = {"units": units, "homeless": homeless, "fault": fault, "labels": labels}
    return render(request, f"{WORDS}/begin.html", context, status=400 if fault else 200)


@require_POST
def copy(request, page_id):
    """Begins a draft after a public or ended case of a unit of one's own."""
    source = get_object_or_404(Page, pk=page_id).specific
    if not getattr(source, "is_case", False) or not sees_page(request.user, source):
        raise Http404
    if not units_of(request.user).filter(pk=source.unit_id).exists():
        raise PermissionDenied
    if not Entry.objects.filter(page_id=source.pk).exists():
        raise Http404  # a draft is gone on with, not copied
    page = drafts.copy(request.user, source)
    messages.success(
        request,
        _("A new draft after “%(title)s”: subject, number, dates and pictures are yours to fill in.")
        % {"title": source.get_admin_display_title()},
    )
    return redirect("reporting_step", page.pk, steps.STEPS[0].name)


def check(request, page_id):
    """The last step: what lacks and where, what the guard finds, the preview, and the way into review."""
    page = drafts.case_for(request.user, page_id)
    if reason := drafts.closed_because(page, request.user):
        return closed(request, page, reason)
    if request.method == "POST":
        return _mask(request, page) if "mask" in request.POST else _submit(request, page)
    return render(request, f"{WORDS}/check.html", _context(request, page))


def _context(request, page, fault=""):
    draft = page.get_latest_revision_as_object()
    looked = checked(draft)
    return {
        "page": page,
        "draft": draft,
        "lines": progress(draft, CHECK, looked.problems),
        "looked": looked,
        "lacks": by_step(draft, looked.problems),
        "leaders": [person for person in people_of(page.unit, Role.LEADER) if person.pk != request.user.pk],
        "may_submit": may_submit(page, request.user),
        "version": _version(page),
        "returned": returned(page),
        "before": steps.before(CHECK),
        "may_delete": page.permissions_for_user(request.user).can_delete(),
        "fault": fault,
    }


def _version(page):
    """Names the text that was looked at."""
    return drafts.digest(drafts.content_of(page))


def _mask(request, page):
    try:
        guard.mask(page, request.POST["mask"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Masked. The draft has a new version."))
    return redirect("reporting_step", page.pk, CHECK)


def _submit(request, page):
    looked = checked(page.get_latest_revision_as_object())
    if not may_submit(page, request.user):
        raise PermissionDenied
    fault = ""
    if request.POST.get("version") != _version(page):
        fault = _("The case has been changed meanwhile. Look at it once more.")
    elif looked.blocked:
        fault = _("Something is still missing.")
    elif looked.asks_for_a_look and "looked" not in request.POST:
        fault = _("Say that you have looked at what the privacy guard found.")
    if fault:
        return render(request, f"{WORDS}/check.html", _context(request, page, fault), status=409)
    reviews.submit(page, request.user)
    messages.success(request, _("“%(title)s” is in review.") % {"title": page.get_admin_display_title()})
    return redirect("reporting_desk")


@require_GET
def known_subjects(request, page_id):
    """The firms that a typed name or code may mean, as buttons that fill the fields."""
    page = drafts.case_for(request.user, page_id)
    field, typed = _typed(request)
    context = {"known": known(request.user, page.unit, typed), "prefix": field.rpartition("-")[0]}
    return render(request, f"{WORDS}/known.html", context)


@require_GET
def check_code(request):
    """What is wrong with a credit code, while it is typed."""
    code = clean_code(_typed(request)[1])
    context = {"code": code, "fault": fault_of(code), "is_whole": len(code) >= 18}
    return render(request, f"{WORDS}/code.html", context)


def _typed(request):
    """The name of the field that asks, and what was typed into it."""
    for name, value in request.GET.items():
        if name.endswith(("-name", "-code")):
            return name, value[:200]
    return "", ""
