"""Zero reports on the desk."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from cases.assessment import access, acts, owed, years
from cases.assessment.forms import DecisionForm, ZeroForm
from cases.assessment.models import ZeroReport
from cases.assessment.telling import unit_url
from cases.assessment.views.common import need, unit_asked, year_of
from cases.assessment.vocabulary import Obligation


def visible(user):
    """The zero reports `user` may see."""
    return ZeroReport.objects.filter(unit__in=access.visible_units(user)).select_related("unit", "reported_by")


class ZeroFilterSet(WagtailFilterSet):
    """By year, obligation and state."""

    class Meta:
        model = ZeroReport
        fields = ["year", "obligation", "state"]


class ZeroIndexView(IndexView):
    """The zero reports a user may see."""

    model = ZeroReport
    page_title = gettext_lazy("Zero reports")
    header_icon = "minus"
    any_permission_required = None  # `dispatch` asks
    index_url_name = "assessment_zeros"
    index_results_url_name = "assessment_zeros_results"
    filterset_class = ZeroFilterSet
    paginate_by = 25
    default_ordering = ("-year", "-reported_at", "-pk")
    columns = [
        TitleColumn("unit", label=gettext_lazy("unit"), url_name="assessment_zero"),
        Column("year", label=gettext_lazy("year"), sort_key="year"),
        Column("get_obligation_display", label=gettext_lazy("obligation")),
        Column("reason", label=gettext_lazy("reason"), width="40%"),
        DateColumn("reported_at", label=gettext_lazy("reported at")),
        Column("get_state_display", label=gettext_lazy("state")),
    ]

    def dispatch(self, request, *args, **kwargs):
        """Refuses who has nothing to do here."""
        need(access.has_desk(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        """What the user may see."""
        return visible(self.request.user)

    add_url = None  # a zero report is filed from the unit's line


def file(request):
    """The form of a new zero report: `unit`, `year` and `obligation` are in the address."""
    need(access.has_desk(request.user))
    unit, year, code = unit_asked(request), year_of(request), request.GET.get("obligation")
    need(access.speaks_for(request.user, unit))
    code = code if code in Obligation.values else Obligation.REWARD
    form = ZeroForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.file_zero(unit, year, code, reason=form.cleaned_data["reason"], by=request.user)
        except acts.Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The zero report is filed; the supervisor decides on it."))
            return redirect(unit_url(unit, year))
    context = {"form": form, "unit": unit, "year": year, "obligation": Obligation(code).label}
    context["back"] = unit_url(unit, year)
    return render(request, "assessment/zero_form.html", context)


def zero(request, pk):
    """One zero report; the supervisor decides here, the unit takes it back."""
    need(access.has_desk(request.user))
    row = get_object_or_404(visible(request.user), pk=pk)
    closed = years.refusal(row.year)
    supervises, own = access.supervises(request.user), access.speaks_for(request.user, row.unit)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        action = request.POST.get("action")
        try:
            if action == "withdraw":
                need(own)
                acts.withdraw_zero(row, by=request.user)
                messages.success(request, _("The zero report is taken back."))
                return redirect(unit_url(row.unit, row.year))
            need(supervises)
            acts.decide_zero(row, accepted=action == "accept", why=form.cleaned_data["why"], by=request.user)
        except acts.Refused as refused:
            form.add_error("why", refused)
        else:
            messages.success(request, _("The decision is written."))
            return redirect("assessment_zero", pk)
    standing = next(owing for owing in owed.owed_by(row.unit, row.year) if owing.code == row.obligation)
    context = {
        "zero": row,
        "form": form,
        "closed": closed,
        "supervises": supervises and not closed,
        "own": own and not closed,
        "superseded": bool(standing.done or standing.adopted),
        "back": unit_url(row.unit, row.year),
    }
    return render(request, "assessment/zero.html", context)
