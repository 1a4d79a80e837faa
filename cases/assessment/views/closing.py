"""Closing a year, and remarks on closed ones."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cases.assessment import access, years
from cases.assessment.forms import RemarkForm
from cases.assessment.models import ClosedYear
from cases.assessment.views.common import need
from cms import clock

FIRST = 2000  # no year before it is in the plan


def index(request):
    """The closed years, and the one that can be closed."""
    need(access.sees_board(request.user))
    last = clock.today().year - 1
    context = {
        "closed": ClosedYear.objects.defer("data").select_related("by"),
        "open": [year for year in (last, last - 1, last - 2) if not years.problem_of_closing(year)],
        "supervises": access.supervises(request.user),
    }
    return render(request, "assessment/years.html", context)


def close(request, year):
    """Asks, then closes the year: this cannot be undone."""
    need(access.supervises(request.user))
    if not FIRST <= year <= clock.today().year:
        raise Http404
    problem = years.problem_of_closing(year)
    if request.method == "POST" and not problem:
        try:
            years.close(year, by=request.user)
        except ValueError as error:
            problem = str(error)
        else:
            messages.success(request, _("%(year)s is closed.") % {"year": year})
            return redirect("assessment_year", year)
    return render(request, "assessment/close.html", {"year": year, "problem": problem})


def closed_year(request, year):
    """A closed year with its remarks; the supervisor adds one."""
    need(access.sees_board(request.user))
    if not FIRST <= year <= clock.today().year:
        raise Http404
    row = get_object_or_404(ClosedYear.objects.defer("data"), year=year)
    supervises = access.supervises(request.user)
    form = RemarkForm(request.POST or None)
    if request.method == "POST":
        need(supervises)
        if form.is_valid():
            years.remark(row, form.cleaned_data["text"], unit=form.cleaned_data["unit"], by=request.user)
            messages.success(request, _("The remark is written."))
            return redirect("assessment_year", year)
    context = {"row": row, "form": form, "supervises": supervises, "remarks": row.remarks.select_related("unit")}
    return render(request, "assessment/year.html", context)
