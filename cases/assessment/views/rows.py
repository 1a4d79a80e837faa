"""The page with the rows behind a figure."""

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.assessment import access, rows
from cases.assessment.board import Board
from cases.assessment.views.common import kind_of, need, unit_asked, year_of
from cases.assessment.vocabulary import Obligation, Standing
from cases.assessment.years import figures_of_year
from cases.reporting.models import REVIEWS
from cms.desk import tables

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
    standing = asked["standing"] if figure == "units" and asked.get("standing") in Standing.values else ""
    if figure == "units":
        found = rows.standing_so(board, obligation=filters["obligation"], standing=standing)
        show = list
    else:
        found = rows.chosen(board, figure, **filters)
        show = partial(rows.shown, board, figure, user=request.user)
    if asked.get("format") in ("csv", "xlsx"):
        table, name = _table(show(found), figure), f"assessment-{year}-{figure}"
        return tables.as_csv(table, name) if asked["format"] == "csv" else tables.as_xlsx([table], name)
    page = Paginator(found, PER_PAGE).get_page(asked.get("p"))
    query = asked.copy()
    query.pop("p", None)
    context = {
        "year": year,
        "unit": unit,
        "figure": rows.FIGURES[figure][2],
        "filters": [*_words(filters), *([Standing(standing).label] if standing else [])],
        "page": page,
        "rows": show(page.object_list),
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
