"""The desk's pages of imports: upload, preview, progress, what came of it."""

import io
import tempfile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from cases.importing import batches
from cases.importing.faults import Fault
from cases.importing.forms import StartForm, UploadForm
from cases.importing.models import Batch, BatchState, RowState
from cases.importing.sheets import report_lines, write_csv, write_xlsx
from cases.importing.template_file import template
from cms.desk.seeing import pages_seen_by
from cms.ops import health
from cms.register.downloads import CONTENT_TYPES
from cms.tables.refusals import Refusal
from cms.units.models import Unit

PER_PAGE = 50
FILTERS = {
    "": None,
    "bad": [RowState.BAD],
    "warned": [RowState.WARNED],
    "good": [RowState.GOOD],
    "known": [RowState.KNOWN],
    "written": [RowState.WRITTEN],
}


def _allowed(view):
    """Refuses whoever reports for no unit."""

    def guarded(request, *args, **kwargs):
        if not batches.may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    guarded.__dict__.update(view.__dict__)
    return guarded


def _batch(request, pk):
    """The batch if it is the user's own; whether there is another one is no business of theirs."""
    own = Batch.objects.select_related("user", "unit")
    if not request.user.is_superuser:
        own = own.filter(user=request.user)
    return get_object_or_404(own, pk=pk)


def _worker_runs():
    return health.worker() == "ok"


@_allowed
@transaction.non_atomic_requests
def index(request):
    """The form of upload and one's own imports; takes a table in on POST."""
    scope = batches.scope_of(request.user)
    form = UploadForm(request.POST or None, request.FILES or None, scope=scope)
    if request.method == "POST" and form.is_valid():
        try:
            batch = batches.take_in(form.cleaned_data["file"], request.user, form.cleaned_data["unit"])
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            if batch.rows.count() <= settings.IMPORT_AT_ONCE:
                batches.run(batch.pk)
            return redirect("importing_batch", batch.pk)
    own = Batch.objects.filter(user=request.user).order_by("-pk")[:20]
    context = {"form": form, "batches": [(batch, batches.counts(batch)) for batch in own]}
    context |= {"rows": settings.IMPORT_MOST_ROWS, "size": settings.IMPORT_LARGEST // 1024 // 1024}
    return render(request, "importing/index.html", context | {"days": settings.IMPORT_DAYS})


@_allowed
@require_GET
def detail(request, pk):
    """Where an import stands: progress, preview or summary, with its rows."""
    batch = _batch(request, pk)
    chosen = request.GET.get("state", "")
    states = FILTERS.get(chosen)
    rows = batch.rows.exclude(state=RowState.EXAMPLE)
    page = Paginator(rows.filter(state__in=states) if states else rows, PER_PAGE).get_page(request.GET.get("page"))
    context = _standing(batch) | {"form": StartForm(), "chosen": chosen if states else "", "page": page}
    context |= {"rows": _shown(request.user, page.object_list), "filters": _filters(context["counts"])}
    return render(request, "importing/batch.html", context | {"days": settings.IMPORT_DAYS})


def _standing(batch):
    """How far a batch is."""
    counts = batches.counts(batch)
    done = {
        BatchState.CHECKING: (counts["checked"], counts["all"]),
        BatchState.WRITING: (counts[RowState.WRITTEN], counts["due"]),
        BatchState.UNDOING: (counts["writable"], counts["due"]),
    }.get(batch.state, (0, 0))
    return {
        "batch": batch,
        "counts": counts,
        "done": done[0],
        "due": done[1],
        "worker": _worker_runs() if batch.is_active else None,
        "ready": batch.state == BatchState.READY,
        "cancellable": batch.state in {BatchState.CHECKING, BatchState.WRITING},
    }


def _filters(counts):
    """(value, name, number) of each filter that has rows."""
    yield "", _("all rows"), counts["all"]
    for value, states in FILTERS.items():
        if states and counts[states[0]]:
            yield value, states[0].label, counts[states[0]]


def _shown(user, rows):
    """Rows with their faults, and the draft where the user may see it."""
    rows = list(rows)
    seen = set(
        pages_seen_by(user).filter(pk__in=[row.page_id for row in rows if row.page_id]).values_list("pk", flat=True)
    )
    return [(row, [Fault(**data) for data in row.faults], row.page_id if row.page_id in seen else None) for row in rows]


@_allowed
@require_GET
def progress(request, pk):
    """The bar alone, for htmx; the whole page again once nothing more is to be done."""
    return _progress(request, _batch(request, pk))


def _progress(request, batch):
    response = render(request, "importing/progress.html", _standing(batch))
    if not batch.is_active:
        response["HX-Refresh"] = "true"
    return response


@_allowed
@require_POST
@transaction.non_atomic_requests
def step(request, pk):
    """Does a chunk where no worker does; htmx asks again and again, a button does without JavaScript."""
    batch = _batch(request, pk)
    if not _worker_runs():
        batches.step(batch.pk)
        batch.refresh_from_db()
    return _progress(request, batch) if request.headers.get("HX-Request") else redirect("importing_batch", pk)


@_allowed
@require_POST
@transaction.non_atomic_requests
def start(request, pk):
    """Begins to write; few rows at once, many in chunks."""
    batch = _batch(request, pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what is to be written."))
    elif not batches.start(batch.pk, whole=form.cleaned_data["how"] == StartForm.WHOLE):
        messages.error(request, _("Nothing was written: rows are wrong, or the import is further already."))
    elif batches.counts(batch)["due"] <= settings.IMPORT_AT_ONCE:
        batches.run(batch.pk)
    return redirect("importing_batch", pk)


@_allowed
@require_POST
@transaction.non_atomic_requests
def cancel(request, pk):
    """Stops an import between two chunks, or discards one that was not begun."""
    batch = _batch(request, pk)
    if batches.cancel(batch.pk):
        written = batches.counts(batch)[RowState.WRITTEN]
        messages.success(request, _("Stopped. Drafts made before: %(count)s.") % {"count": written})
    else:
        messages.warning(request, _("There was nothing to stop any more."))
    return redirect("importing_batch", pk)


@_allowed
@require_GET
def errors(request, pk, format):
    """The wrong rows as they were, with what is wrong with them: to be mended and uploaded again."""
    batch = _batch(request, pk)
    rows = batch.rows.filter(state=RowState.BAD).iterator(chunk_size=500)
    lines = report_lines(
        batch.headings, ((row.number, row.get_state_display(), _sentences(row), row.cells) for row in rows)
    )
    if format == "csv":
        file = io.StringIO(newline="")
        write_csv(file, lines)
        response = HttpResponse(file.getvalue(), content_type=CONTENT_TYPES["csv"])
        response["Content-Disposition"] = f'attachment; filename="errors-{batch.pk}.csv"'
        return response
    return _xlsx(f"errors-{batch.pk}.xlsx", lambda file: write_xlsx(file, lines))


def _sentences(row):
    return [Fault(**data).sentence for data in row.faults]


@_allowed
@require_GET
def template_file(request):
    """The template with the units the user reports for."""
    scope = batches.scope_of(request.user)
    units = Unit.objects.filter(home__isnull=False)
    units = units if scope.units is None else units.filter(pk__in=scope.units)
    return _xlsx("case-import-template.xlsx", template(units).save)


def _xlsx(name, write):
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    write(file)
    file.seek(0)
    response = FileResponse(file, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
