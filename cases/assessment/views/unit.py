"""One unit's line: what it owes and how it stands, its score sheet, its items. A unit sees its own only."""

from django.shortcuts import render

from cases.assessment import access
from cases.assessment.board import Board, years_to_choose
from cases.assessment.models import ClosedYear
from cases.assessment.owed import owed_of
from cases.assessment.scoring import sheets
from cases.assessment.views.common import need, unit_asked, year_of
from cases.assessment.years import figures_of_year
from cms import clock
from cms.people import name_of


def unit(request):
    """The line of a unit in a year."""
    need(access.has_desk(request.user))
    shown_unit, year = unit_asked(request), year_of(request)
    figures = figures_of_year(year)
    board = Board(figures, unit=shown_unit.pk)
    row = next(iter(board.units), None)
    closed = ClosedYear.objects.filter(year=year).defer("data").first()
    own = access.speaks_for(request.user, shown_unit)
    context = {
        "unit": shown_unit,
        "units": access.visible_units(request.user).order_by("kind", "pk"),
        "year": year,
        "years": years_to_choose(),
        "owed": [
            {"row": owed, "zeros": [zero for zero in board.of_units("zero") if zero.obligation == owed.code]}
            for owed in (owed_of(figures, shown_unit.pk, row.kind) if row else [])
        ],
        "sheet": sheets(figures, [row])[row.key] if row else None,
        "duties": [
            (duty, duty.word(clock.today()), duty.is_overdue(clock.today())) for duty in board.of_units("duties")
        ],
        "returns": board.returns,
        "closed": closed,
        "remarks": closed.remarks.filter(unit__in=[shown_unit]) | closed.remarks.filter(unit=None) if closed else (),
        "own": own and not closed,
        "scores": (own or access.supervises(request.user)) and not closed,
        "sees_board": access.sees_board(request.user),
        "printed_at": clock.now(),
        "printed_by": name_of(request.user),
    }
    return render(request, "assessment/unit.html", context)
