"""Media reports on the desk: the list, one report, its form, its picture, the supervisor's decision."""

from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from cases.assessment import access, acts, duplicates, years
from cases.assessment.forms import DecisionForm, MediaReportForm
from cases.assessment.views.common import need
from cases.models import MediaReport
from cases.models.media_report import link_key
from cases.private import private_answer
from cms.register.names import name_key


def visible(user):
    """The media reports `user` may see."""
    return MediaReport.objects.filter(unit__in=access.visible_units(user)).select_related("unit", "decided_by")


class MediaFilterSet(WagtailFilterSet):
    """By state and level."""

    class Meta:
        model = MediaReport
        fields = ["state", "level"]


class StateColumn(BaseColumn):
    """The state as a shape and a word, and whether there are others like it."""

    cell_template_name = "assessment/media_state_cell.html"


class MediaIndexView(IndexView):
    """The reports a user may see, the newest first."""

    model = MediaReport
    page_title = gettext_lazy("Media reports")
    header_icon = "doc-full-inverse"
    any_permission_required = None  # `dispatch` asks: rows belong to people of units
    index_url_name = "assessment_media"
    index_results_url_name = "assessment_media_results"
    add_url_name = "assessment_media_add"
    add_item_label = gettext_lazy("Report a media report")
    filterset_class = MediaFilterSet
    is_searchable = True
    search_fields = ["title", "medium", "unit__name", "unit__short_name"]
    search_backend_name = None
    paginate_by = 25
    default_ordering = ("-published_on", "-pk")
    columns = [
        TitleColumn("title", label=gettext_lazy("title"), url_name="assessment_media_report", width="36%"),
        Column("unit", label=gettext_lazy("reporting unit")),
        Column("medium", label=gettext_lazy("medium")),
        Column("get_level_display", label=gettext_lazy("level")),
        DateColumn("published_on", label=gettext_lazy("published on"), sort_key="published_on"),
        StateColumn("state", label=gettext_lazy("state"), sort_key="state"),
    ]

    def dispatch(self, request, *args, **kwargs):
        """Refuses who has nothing to do here."""
        need(access.has_desk(request.user))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def add_url(self):
        """For who may report: the rows belong to units, not to a permission."""
        return reverse(self.add_url_name) if access.reporting_units(self.request.user).exists() else None

    def get_base_queryset(self):
        """What the user may see."""
        return visible(self.request.user)

    def get_context_data(self, **kwargs):
        """Marks what may be one with another report, for those who see both."""
        context = super().get_context_data(**kwargs)
        if access.sees_board(self.request.user):
            rows = list(context["object_list"])
            alike = duplicates.among(rows)
            for row in context["object_list"]:
                row.alike = alike.get(row.pk, [])
        return context


def report(request, pk):
    """One report; the supervisor decides here."""
    need(access.has_desk(request.user))
    shown = get_object_or_404(visible(request.user), pk=pk)
    supervises = access.supervises(request.user)
    closed = years.refusal(shown.published_on.year)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        need(supervises)
        if form.is_valid():
            try:
                verified = request.POST.get("action") == "verify"
                acts.decide_media(shown, verified=verified, why=form.cleaned_data["why"], by=request.user)
            except acts.Refused as refused:
                form.add_error("why", refused)
            else:
                messages.success(request, _("The decision is written."))
                return redirect("assessment_media_report", pk)
    context = {
        "report": shown,
        "form": form,
        "supervises": supervises and not closed,
        "closed": closed,
        "may_change": not closed and access.reporting_units(request.user).filter(pk=shown.unit_id).exists(),
        "alike": _alike(request.user, shown),
    }
    return render(request, "assessment/media_report.html", context)


def _alike(user, report):
    """The reports like this one that `user` may know of: those they see anyway, and verified ones of any unit.

    Of what another unit has reported and nobody has verified, they are not told that it is there.
    """
    seen = set(access.visible_units(user).values_list("pk", flat=True))
    others = duplicates.duplicates_of(report)
    return [other for other in others if other.unit_id in seen or other.state == MediaReport.State.VERIFIED]


def edit(request, pk=None):
    """The form of a new report, or of one that is there."""
    units = access.reporting_units(request.user)
    need(units.exists())
    row = get_object_or_404(MediaReport.objects.filter(unit__in=units), pk=pk) if pk else None
    was_verified = bool(row) and row.state == MediaReport.State.VERIFIED
    form = MediaReportForm(request.POST or None, request.FILES or None, instance=row, units=units)
    alike = []
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        new.link_key, new.title_key = link_key(new.link), name_key(new.title)[:200]
        alike = _alike(request.user, new)
        own = [other for other in alike if other.unit_id == new.unit_id and duplicates.is_same(new, other)]
        if own and not pk:
            form.add_error(None, _("Your unit has reported this already: %(title)s") % {"title": own[0].title})
        elif not alike or request.POST.get("nevertheless"):
            try:
                with transaction.atomic():
                    acts.report_media(new, by=request.user)
            except acts.Refused as refused:
                form.add_error(None, refused)
            except IntegrityError:
                form.add_error("title", _("Your unit has reported this title in this medium already."))
            else:
                messages.success(request, _("Saved: %(title)s") % {"title": new.title})
                return redirect("assessment_media_report", new.pk)
    context = {
        "form": form,
        "row": row,
        "was_verified": was_verified,
        "alike": alike,
    }
    return render(request, "assessment/media_form.html", context)


def delete(request, pk):
    """Asks, then deletes a report that is not verified."""
    units = access.reporting_units(request.user)
    row = get_object_or_404(MediaReport.objects.filter(unit__in=units), pk=pk)
    if request.method == "POST":
        try:
            acts.withdraw_media(row, by=request.user)
        except acts.Refused as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("assessment_media_report", pk)
        messages.success(request, _("Deleted: %(title)s") % {"title": row.title})
        return redirect("assessment_media")
    context = {"page_name": _("Delete the media report"), "what": row.title, "button": _("Delete")}
    context["back"] = acts.media_url(row)
    return render(request, "assessment/confirm.html", context)


def screenshot(request, pk):
    """The picture of a report, for who sees the report."""
    need(access.has_desk(request.user))
    row = get_object_or_404(visible(request.user), pk=pk)
    if not row.screenshot:
        raise Http404
    return private_answer(row.screenshot, f"screenshot-{pk}", content_type=_picture_type(row.screenshot))


def _picture_type(file):
    with file.storage.open(file.name) as opened:
        head = opened.read(12)
    if head.startswith(b"\x89PNG"):
        return "image/png"
    return "image/webp" if head[8:12] == b"WEBP" else "image/jpeg"
