"""The page with the rows behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.assessment import access, rows, tables
from cases.assessment.board import Board
from cases.assessment.views.common import kind_of, need, unit_asked, year_of
from cases.assessment.vocabulary import Obligation
from cases.assessment.years import figures_of_year
from cases.reporting.models import REVIEWS
from cms.units.members import units_of

PER_PAGE = 50


def behind(request, figure):
    """The rows behind `figure`: of all units for who sees the board, of one's own unit otherwise."""
    need(access.has_desk(request.user))
    if figure not in rows.FIGURES:
        raise Http404
    everything = access.sees_board(request.user)
    unit = None if everything and not request.GET.get("unit") else unit_asked(request)
    year, asked = year_of(request), request.GET
    month = int(asked["month"]) if asked.get("month", "") in {str(number) for number in range(1, 13)} else 0
    review = asked.get("review", "")
    filters = {
        "obligation": asked["obligation"] if asked.get("obligation") in Obligation.values else "",
        "month": month if rows.FIGURES[figure][0] in {"submitted", "adopted", "media"} else 0,
        "review": review if figure in {"reviews", "returned"} and review in {r.codename for r in REVIEWS} else "",
        "reason": asked["reason"] if figure == "returned" and "reason" in asked else None,
    }
    board = Board(figures_of_year(year), kind=kind_of(request), unit=unit and unit.pk)
    found = rows.chosen(board, figure, **filters)
    own = set(units_of(request.user).values_list("pk", flat=True))
    editor = request.user.has_perm("reporting.review_editor")
    opens = lambda key: editor or key in own  # noqa: E731
    if asked.get("format") in ("csv", "xlsx"):
        table = _table(rows.shown(board, figure, found, opens=opens), figure)
        name = f"assessment-{year}-{figure}"
        return tables.as_csv(table, name) if asked["format"] == "csv" else tables.as_xlsx([table], name)
    page = Paginator(found, PER_PAGE).get_page(asked.get("p"))
    query = asked.copy()
    query.pop("p", None)
    context = {
        "year": year,
        "unit": unit,
        "figure": rows.FIGURES[figure][2],
        "filters": _words(filters),
        "page": page,
        "rows": rows.shown(board, figure, page.object_list, opens=opens),
        "count": len(found),
        "query": query.urlencode(),
        "everything": everything,
    }
    return render(request, "assessment/rows.html", context)


def _words(filters):
    reviews = {review.codename: str(review._meta.verbose_name) for review in REVIEWS}
    words = []
    if filters["obligation"]:
        words.append(str(Obligation(filters["obligation"]).label))
    if filters["month"]:
        words.append(_("month %(number)s") % {"number": filters["month"]})
    if filters["review"]:
        words.append(reviews[filters["review"]])
    if filters["reason"] is not None:
        words.append(filters["reason"] or _("without category"))
    return words


def _table(found, figure):
    heads = [_("unit"), _("title"), _("kind"), _("date"), _("state"), _("details")]
    cells = [[row.unit, row.title, row.kind, row.on, row.state, row.detail] for row in found]
    return tables.Table(rows.FIGURES[figure][2], heads, cells)
