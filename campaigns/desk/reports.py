"""Reports of activities on the desk: the list, the form, one report with the editor's decision."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from campaigns import access, reporting
from campaigns.forms.desk import DecisionForm, ReportForm
from campaigns.models import ActivityReport
from campaigns.vocabulary import ReportState

A_PAGE = 25


def index(request):
    """The reports a user may see, those that wait first."""
    access.need(access.has_desk(request.user))
    rows = access.reports(request.user).prefetch_related("edition__day__rules")
    state = request.GET.get("state", "")
    if state in ReportState.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("p", "")[:9]),
        "state": state,
        "states": ReportState.choices,
    }
    return render(request, "campaigns/desk/reports.html", context)


def add(request, edition_pk):
    """The form of a new report of an activity within an edition."""
    return _form(request, get_object_or_404(access.editions(request.user), pk=edition_pk), None)


def change(request, pk):
    """The form of a report that is not accepted."""
    row = get_object_or_404(access.reports(request.user), pk=pk)
    if row.state == ReportState.ACCEPTED:
        messages.error(request, _("This report is accepted; ask the editor to return it first."))
        return redirect("campaigns_report", pk)
    return _form(request, row.edition, row)


def _form(request, edition, row):
    units = access.own_units(request.user)
    access.need(units.exists())
    instance = row or ActivityReport(edition=edition)
    form = ReportForm(request.POST or None, request.FILES or None, instance=instance, units=units)
    if request.method == "POST" and form.is_valid():
        report = form.save(commit=False)
        report.links = form.cleaned_data["links"]
        removed = [picture.pk for picture in form.cleaned_data.get("removed") or []]
        try:
            reporting.file_report(report, form.pictures(), removed=removed, by=request.user)
        except reporting.Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The report waits for the editor."))
            return redirect("campaigns_report", report.pk)
    back = reverse("campaigns_report", args=[row.pk]) if row else reverse("campaigns_edition", args=[edition.pk])
    context = {"form": form, "edition": edition, "row": row, "back": back}
    return render(request, "campaigns/desk/report_form.html", context)


def report(request, pk):
    """One report; an editor accepts it, returns it, or takes it into the page."""
    access.need(access.has_desk(request.user))
    row = get_object_or_404(access.reports(request.user).prefetch_related("pictures__picture"), pk=pk)
    plans = access.plans(request.user)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        access.need(plans)
        if form.is_valid() and _decide(request, row, form):
            return redirect("campaigns_report", pk)
    context = {
        "report": row,
        "form": form,
        "plans": plans,
        "may_change": row.state != ReportState.ACCEPTED,
        "is_public": bool(row.edition.page and row.edition.page.live),
    }
    return render(request, "campaigns/desk/report.html", context)


def _decide(request, row, form):
    """Does what the button says; False, with the reason beside the form, where it is refused."""
    action, why = request.POST.get("action"), form.cleaned_data["why"]
    try:
        if action == "return":
            reporting.decide(row, accepted=False, why=why, by=request.user)
            messages.success(request, _("The report is returned to the unit."))
        elif action == "accept":
            reporting.decide(row, accepted=True, why=why, by=request.user)
            messages.success(request, _("The report is accepted."))
        elif action == "take":
            reporting.take_into_page(row, by=request.user)
            messages.success(request, _("The activity stands in the page."))
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def delete(request, pk):
    """Asks, then deletes a report that is not accepted."""
    row = get_object_or_404(access.reports(request.user), pk=pk)
    if row.state == ReportState.ACCEPTED:
        messages.error(request, _("This report is accepted; ask the editor to return it first."))
        return redirect("campaigns_report", pk)
    if request.method == "POST":
        edition = row.edition_id
        row.delete()
        messages.success(request, _("The report is deleted."))
        return redirect("campaigns_edition", edition)
    return render(request, "campaigns/desk/delete.html", {"report": row})
