"""The dashboard and its three reports: terms, columns, links."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.desk import tables
from cms.quality import access, examining, freshness, reports, terms
from cms.quality.links.checking import round_
from cms.quality.models import LinkState, Severity, TermKind

PER_PAGE = 50
SECONDS = 20  # that somebody waits for an examination; the worker does the rest
INSIDE_SHOWN = 200


def dashboard(request):
    """The three with counts and states."""
    access.need(access.sees(request.user))
    rows = freshness.standings()
    states = {state: sum(row.state == state for row in rows) for state in freshness.Freshness}
    context = {
        "terms": reports.term_counts(request.user),
        "waiting": _waiting(),
        "faults": [row for row in rows if row.is_fault][:5],
        "soon": [row for row in rows if row.state == freshness.Freshness.SOON],
        "columns": len(rows),
        "states": [(state, freshness.SHAPES[state], count) for state, count in states.items() if count],
        "inside": len(reports.inside_faults()),
        **_asking(),
    }
    return _render(request, "quality/dashboard.html", context)


def term_report(request):
    """Every find in what is public, or in drafts."""
    access.need(access.sees(request.user))
    drafts = request.GET.get("where") == "drafts" and access.sees_drafts(request.user)
    kind, severity = _one_of(request, "kind", TermKind), _one_of(request, "severity", Severity)
    rows = reports.finds(request.user, drafts=drafts)
    if kind:
        rows = rows.filter(kind=kind)
    if severity:
        rows = rows.filter(severity=severity)
    page = Paginator(reports.with_pages(rows), PER_PAGE).get_page(request.GET.get("p"))
    for find in page:
        find.shape = reports.SEVERITY_SHAPES[find.severity]
    context = {
        "page": page,
        "drafts": drafts,
        "kind": kind,
        "severity": severity,
        "kinds": TermKind.choices,
        "severities": Severity.choices,
        "waiting": _waiting(),
        "query": f"kind={kind}&severity={severity}" + ("&where=drafts" if drafts else ""),
    }
    return _render(request, "quality/terms.html", context)


def column_report(request):
    """Every column with its state."""
    access.need(access.sees(request.user))
    return _render(request, "quality/columns.html", {"rows": freshness.standings()})


def link_report(request):
    """Broken links: within the site as of now, of other sites as they were asked."""
    access.need(access.sees(request.user))
    state = _one_of(request, "state", LinkState)
    rows = reports.outside(state).order_by("state", "failing_since", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    faults = reports.inside_faults()
    shown = faults[:INSIDE_SHOWN]
    reports.with_places([fault.link for fault in shown])
    context = {
        "faults": shown,
        "more_faults": len(faults) - len(shown),
        "page": page,
        "links": reports.with_places(page.object_list),
        "state": state,
        "states": LinkState.choices,
        "query": f"state={state}",
        **_asking(),
    }
    return _render(request, "quality/links.html", context)


@require_POST
def examine(request):
    """Examines what waits, for some seconds."""
    access.need(access.sees_drafts(request.user))
    entries, drafts = examining.examine_all(seconds=SECONDS)
    left = _waiting()
    done = entries + drafts
    said = ngettext("%(count)s text examined.", "%(count)s texts examined.", done) % {"count": done}
    if left:
        said += _("%(count)s wait for the background worker.") % {"count": left}
    messages.success(request, said)
    return redirect("quality_terms")


TABLES = {
    "terms": reports.terms_table,
    "columns": lambda user: reports.columns_table(),
    "links": lambda user: reports.links_table(),
}


def export(request, what, format):
    """One report as CSV or XLSX, or all of them as sheets of one XLSX (`all`)."""
    access.need(access.sees(request.user))
    name = f"quality-{what}"
    if what == "all" and format == "xlsx":
        return tables.as_xlsx([make(request.user) for make in TABLES.values()], name)
    if what not in TABLES or format not in ("csv", "xlsx"):
        raise Http404
    table = TABLES[what](request.user)
    return tables.as_csv(table, name) if format == "csv" else tables.as_xlsx([table], name)


def _waiting():
    """How many texts were not examined by the present terms."""
    known = terms.load()
    return examining.public(known).count() + examining.drafts(known).count()


def _asking():
    """What the pages say of links of other sites."""
    counts = reports.outside_counts()
    return {
        "asks": settings.LINK_CHECKS,
        "round": round_(),
        "outside": [(LinkState(state), reports.LINK_SHAPES[state], count) for state, count in counts.items()],
        "outside_all": sum(counts.values()),
        "broken": counts[LinkState.BROKEN],
        "forbidden": counts[LinkState.FORBIDDEN],
    }


def _one_of(request, name, choices):
    asked = request.GET.get(name, "")
    return asked if asked in choices.values else ""


def _render(request, template, context):
    return render(request, template, context | {"edits": access.sees_drafts(request.user)})
