"""The desk's pages of intakes: list, one intake, its acts, its evidence."""

from dataclasses import dataclass

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from cases.remedy import access, acts, desk_forms
from cases.remedy.effects import corrected_since
from cases.remedy.models import Evidence, Intake
from cases.remedy.vocabulary import Kind, Status
from cms.privacy.findings import FindingKind
from cms.register.verbs import Refused
from cms.register.views import typed_code
from cms.register.vocabulary import State


class IntakeFilterSet(WagtailFilterSet):
    """By kind, by where it stands, and only what is overdue."""

    overdue = django_filters.BooleanFilter(label=gettext_lazy("overdue"), method="only_overdue")

    class Meta:
        model = Intake
        fields = ["kind", "status"]

    def only_overdue(self, queryset, name, value):
        """What is overdue, or what is not."""
        late = Intake.objects.overdue().values("pk")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)


class DueColumn(BaseColumn):
    """The next deadline, with a mark and a word where it has passed."""

    cell_template_name = "remedy/desk/due_cell.html"


class IntakeIndexView(IndexView):
    """All a user may see, what is due first."""

    model = Intake
    page_title = gettext_lazy("Objection and repair")
    header_icon = "mail"
    any_permission_required = None  # `dispatch` asks: rows belong to people of units as well
    index_url_name = "remedy_intakes"
    index_results_url_name = "remedy_intakes_results"
    filterset_class = IntakeFilterSet
    is_searchable = True
    search_fields = ["receipt"]
    paginate_by = 25
    default_ordering = ("due_on", "-received_at", "-pk")
    columns = [
        TitleColumn("receipt_shown", label=gettext_lazy("receipt code"), url_name="remedy_intake", width="22%"),
        Column("get_kind_display", label=gettext_lazy("kind"), width="9%"),
        Column("entry", label=pgettext_lazy("intake", "About")),
        DateColumn("received_at", label=gettext_lazy("received"), sort_key="received_at"),
        DueColumn("due_on", label=gettext_lazy("next deadline"), sort_key="due_on"),
        Column("get_status_display", label=gettext_lazy("where it stands"), width="10%"),
    ]

    def dispatch(self, request, *args, **kwargs):
        """Refuses who has nothing to do here."""
        if not access.has_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        """What the user may see, with what a row shows."""
        return access.visible_to(self.request.user).select_related("entry")

    def order_queryset(self, queryset):
        """By deadline; what has none any more comes last."""
        if self.ordering == self.default_ordering:
            return queryset.order_by(F("due_on").asc(nulls_last=True), "-received_at", "-pk")
        return super().order_queryset(queryset)

    def search_queryset(self, queryset):
        """By a piece of the receipt code, as people type it."""
        return queryset.filter(receipt__contains=typed_code(self.search_query)) if self.is_searching else queryset


@dataclass(frozen=True)
class Deed:
    """One act as the desk offers it: the function, what it asks, its words, and when it is possible."""

    do: callable
    form: type
    label: str
    explanation: str
    status: Status
    by_unit: bool = False


DEEDS = {
    "accept": Deed(
        acts.accept,
        desk_forms.AcceptForm,
        gettext_lazy("Accept"),
        gettext_lazy("An objection marks its case as disputed at once; the deadline for the answer runs on."),
        Status.RECEIVED,
    ),
    "refuse": Deed(
        acts.refuse,
        desk_forms.RefuseForm,
        gettext_lazy("Do not accept"),
        gettext_lazy("The applicant reads the reason with the receipt code. This closes the intake."),
        Status.RECEIVED,
    ),
    "forward": Deed(
        acts.forward,
        desk_forms.ForwardForm,
        gettext_lazy("Forward for checking"),
        gettext_lazy("The unit sees the text, and of an objection or application the evidence; never who wrote."),
        Status.ACCEPTED,
    ),
    "report": Deed(
        acts.report,
        desk_forms.ReportForm,
        gettext_lazy("Write what was found"),
        gettext_lazy("The intake goes back to the credit office, which decides."),
        Status.CHECKING,
        by_unit=True,
    ),
    "decide": Deed(
        acts.decide,
        desk_forms.DecideForm,
        gettext_lazy("Decide and answer"),
        gettext_lazy("The decision takes effect on the case at once and stands in the ledger. This cannot be undone."),
        Status.ACCEPTED,
    ),
}


def _intake(request, intake_id):
    """The intake, 404 for who may not see it: whether there is one is no business of theirs."""
    found = access.visible_to(request.user).select_related("entry__page", "entry__content", "forwarded_to")
    return get_object_or_404(found, pk=intake_id)


def _may(user, intake, deed):
    if not intake.is_open or intake.status != deed.status:
        return False
    return access.may_report(user, intake) if deed.by_unit else access.may_handle(user)


def detail(request, intake_id):
    """Everything the user may see of one intake, and the acts that are possible now."""
    intake = _intake(request, intake_id)
    handles = access.may_handle(request.user)
    entry = intake.entry
    context = {
        "intake": intake,
        "handles": handles,
        "finds": _shown(intake.statement_findings),
        "evidence": _evidence(request.user, intake),
        "steps": intake.steps.all(),
        "deeds": [(name, deed) for name, deed in DEEDS.items() if _may(request.user, intake, deed)],
        "may_correct": handles and intake.is_open and entry is not None and entry.state != State.ENDED,
        "corrected": entry is not None and corrected_since(entry, intake.received_at),
        "earliest_repair": intake.kind == Kind.REPAIR and entry.content.facts.get("earliest_repair_on"),
    }
    return render(request, "remedy/desk/detail.html", context)


def _evidence(user, intake):
    """The files with their finds in words; none where the user may not open them."""
    if not access.may_open_evidence(user, intake):
        return []
    return [(row, None if row.findings is None else _shown(row.findings)) for row in intake.evidence.all()]


def _shown(findings):
    """Finds of the guard in words."""
    kinds = dict(FindingKind.choices)
    return [
        {"place": find.get("place", ""), "kind": kinds.get(find["kind"]), "masked": find["masked"]} for find in findings
    ]


def act(request, intake_id, name):
    """Asks what one of `DEEDS` needs, and does it; what a verb refuses stands above the form."""
    intake = _intake(request, intake_id)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    if not _may(request.user, intake, deed):
        if intake.status == deed.status:
            raise PermissionDenied
        messages.warning(request, _("This is not possible any more: the intake is further."))
        return redirect("remedy_intake", intake.pk)
    form = deed.form(request.POST if request.method == "POST" else None, intake=intake)
    if form.is_bound and form.is_valid():
        try:
            deed.do(intake, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Done, and written into the steps: %(act)s.") % {"act": deed.label})
            return redirect(reverse("remedy_intake", args=[intake.pk]))
    context = {"intake": intake, "form": form, "deed": deed}
    return render(request, "remedy/desk/act.html", context)


def evidence_file(request, evidence_id):
    """One file, to be saved and not shown; 404 for everybody who may not open it."""
    row = get_object_or_404(Evidence.objects.select_related("intake"), pk=evidence_id)
    if not access.may_open_evidence(request.user, row.intake) or not row.file.storage.exists(row.file.name):
        raise Http404
    response = FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=row.original_name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
