"""The unit's home on the desk: what it owes, what was returned, what waits, what is public."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Page

from cases.reporting.desk import standing
from cases.reporting.models import UnitReviewTask
from cms import clock
from cms.people import name_of
from cms.units.members import people_of, units_of
from cms.units.models import Role

FEW, PAGE = 5, 25  # cases that wait for a leader, on the desk; cases on the page of one pile


def desk(request):
    """All piles of one unit, or one pile whole (`?show=`); 403 for who is in no unit."""
    unit, units = unit_of(request)
    if unit is None:
        raise PermissionDenied
    pile = standing.BY_NAME.get(request.GET.get("show", ""))
    if pile is None:
        return render(request, "reporting/desk/desk.html", desk_context(request, unit, units))
    cases = standing.rows(standing.standing(standing.cases_of(request.user, unit)), pile)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    page.object_list = standing.add_reviews(list(page.object_list))
    context = {"unit": unit, "units": units, "pile": pile, "cases": page, "leaders": _leaders(unit)}
    return render(request, "reporting/desk/pile.html", context)


def unit_of(request):
    """The unit whose desk is asked for (`?unit=`, otherwise the first) and all units of the person."""
    units = list(units_of(request.user).select_related("home", "town"))
    asked = request.GET.get("unit")
    return next((unit for unit in units if unit.code == asked), units[0] if units else None), units


def desk_context(request, unit, units):
    """What the desk shows; the number of queries does not grow with the cases."""
    cases = standing.standing(standing.cases_of(request.user, unit))
    numbers = standing.counts(cases)
    piles = [
        (pile, numbers[pile.name], list(standing.rows(cases, pile)[: pile.few]) if numbers[pile.name] else [])
        for pile in standing.PILES
    ]
    standing.add_reviews([case for _pile, _number, rows in piles for case in rows])
    return {
        "unit": unit,
        "units": units,
        "piles": piles,
        "owed": owed(unit),
        "year": clock.today().year,
        "leaders": _leaders(unit),
        "waiting": waiting_for(request.user, unit),
    }


def owed(unit):
    """What the unit owes this year, by the rules of the assessment."""
    from cases.assessment.owed import owed_by  # it reads the models of the reviews

    return [row for row in owed_by(unit, clock.today().year) if row.required or row.done]


def _leaders(unit):
    return [name_of(person) for person in people_of(unit, Role.LEADER)]


def waiting_for(user, unit):
    """The cases of the unit that wait for a review by `user`: `(number, the first few with `turn`)`, oldest first."""
    task = UnitReviewTask.objects.filter(active=True).first()
    if task is None or not units_of(user, Role.LEADER).filter(pk=unit.pk).exists():
        return None
    keys = {str(pk) for pk in standing.cases_of(user, unit).values_list("pk", flat=True)}
    turns = task.get_task_states_user_can_moderate(user).select_related("workflow_state", "revision__user")
    turns = [turn for turn in turns.order_by("started_at") if turn.workflow_state.object_id in keys]
    pages = Page.objects.in_bulk([int(turn.workflow_state.object_id) for turn in turns[:FEW]])
    rows = []
    for turn in turns[:FEW]:
        page = pages[int(turn.workflow_state.object_id)]
        page.turn = turn
        rows.append(page)
    return len(turns), rows
