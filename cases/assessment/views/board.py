"""The supervisor's board, on the screen, on paper and as files."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.assessment import access
from cases.assessment.board import Board, years_to_choose
from cases.assessment.models import ClosedYear
from cases.assessment.views.common import kind_of, need, year_of
from cases.assessment.years import figures_of_year, problem_of_closing
from cms import clock
from cms.charts import Columns
from cms.desk import tables
from cms.people import name_of
from cms.units.models import Unit


def board(request):
    """The whole board of a year."""
    need(access.sees_board(request.user))
    year, kind = year_of(request), kind_of(request)
    shown = Board(figures_of_year(year), kind=kind)
    lines, months = shown.lines, shown.months
    closed = ClosedYear.objects.filter(year=year).defer("data").prefetch_related("remarks__unit").first()
    context = {
        "board": shown,
        "year": year,
        "years": years_to_choose(),
        "kind": kind,
        "kinds": Unit.Kind.choices,
        "lines": lines,
        "totals": shown.totals(lines),
        "met": sum(line.met for line in lines),
        "months": months,
        "chart": _chart(months),
        "closed": closed,
        "supervises": access.supervises(request.user),
        "may_close": access.supervises(request.user) and not problem_of_closing(year),
        "printed_at": clock.now(),
        "printed_by": name_of(request.user),
        "query": f"year={year}" + (f"&kind={kind}" if kind else ""),
    }
    return render(request, "assessment/board.html", context)


def _chart(months):
    rows = [
        (month.number, _("Month %(number)s") % {"number": month.number}, (month.submitted, month.adopted))
        for month in months
    ]
    return Columns(rows, [_("submitted"), _("adopted")])


def export(request, format):
    """The board as a file: CSV holds the matrix, XLSX a sheet for each table."""
    need(access.sees_board(request.user))
    if format not in ("csv", "xlsx"):
        raise Http404
    year = year_of(request)
    shown = Board(figures_of_year(year), kind=kind_of(request))
    matrix = matrix_table(shown)
    name = f"assessment-{year}"
    if format == "csv":
        return tables.as_csv(matrix, name)
    return tables.as_xlsx(
        [matrix, months_table(shown), in_time_table(shown), reviews_table(shown), items_table(shown)], name
    )


def matrix_table(board):
    """Units and obligations, one row a unit."""
    heads = [_("unit"), _("kind of unit")]
    for _code, label in board.obligations:
        heads += [
            _("%(what)s: submitted") % {"what": label},
            _("%(what)s: adopted") % {"what": label},
            _("%(what)s: required") % {"what": label},
            _("%(what)s: state") % {"what": label},
            _("%(what)s: due on") % {"what": label},
        ]
    heads += [_("items done"), _("items overdue"), _("items in all"), _("unit score"), _("centre score")]
    kinds = dict(Unit.Kind.choices)
    rows = []
    for line in board.lines:
        row = [line.unit.name, str(kinds.get(line.unit.kind, ""))]
        for owed in line.owed:
            row += [owed.done, owed.adopted, owed.required, str(owed.standing.label), owed.due_on]
        row += [line.duties_done, line.duties_overdue, line.duties, line.unit_score, line.centre_score]
        rows.append(row)
    return tables.Table(_("Units and obligations"), heads, rows)


def months_table(board):
    """Submitted and adopted by month."""
    rows = [[month.number, month.submitted, month.adopted] for month in board.months]
    return tables.Table(_("By month"), [_("month"), _("submitted"), _("adopted")], rows)


def in_time_table(board):
    """Published in time, with every case behind the figure."""
    units = {row.key: row.name for row in board.units}
    rows = [
        [
            units[row.unit],
            row.obligation_label,
            row.decided_on,
            row.on,
            row.due_on,
            _("yes") if row.in_time else _("no"),
        ]
        for row in board.of_units("adopted")
        if row.due_on
    ]
    heads = [_("unit"), _("kind"), _("date of decision"), _("published on"), _("due on"), _("in time")]
    return tables.Table(_("Published in time"), heads, rows)


def reviews_table(board):
    """The three reviews."""
    rows = [[str(row.label), row.count, row.returned, row.mean_days, row.median_days] for row in board.review_times]
    heads = [_("Review"), _("decided"), _("returned"), _("mean in days"), _("median in days")]
    return tables.Table(_("Three reviews"), heads, rows)


def items_table(board):
    """The items of the plan, one row a unit's part."""
    units = {row.key: row.name for row in board.units}
    today = clock.today()
    rows = [
        [row.number, row.title, units[row.unit], row.due_on, row.done_on, row.word(today), row.remark]
        for row in board.of_units("duties")
    ]
    heads = [_("number in the plan"), _("matter"), _("unit"), _("due on"), _("done on"), _("state"), _("remark")]
    return tables.Table(_("Items of the plan"), heads, rows)
