"""Items of the plan on the desk: the list of a year, one item's form, one unit's duty."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cases.assessment import access, acts, plan, years
from cases.assessment.board import years_to_choose
from cases.assessment.forms import DecisionForm, DutyForm, PlanItemForm
from cases.assessment.models import Duty, PlanItem
from cases.assessment.telling import unit_url
from cases.assessment.views.common import need, year_of
from cases.private import private_answer
from cms import clock
from cms.rules.history import history_of


def visible(user):
    """The duties `user` may see."""
    return Duty.objects.filter(unit__in=access.visible_units(user)).select_related("item", "unit", "done_by")


def items(request):
    """The items of a year with their units: who is done, who is open, who is late."""
    need(access.has_desk(request.user))
    year = year_of(request)
    supervises = access.supervises(request.user)
    closed = years.refusal(year)
    if request.method == "POST":
        need(supervises and not closed)
        count = plan.carry_over(year)
        messages.success(request, _("%(count)s items were carried over.") % {"count": count})
        return redirect(f"{request.path}?year={year}")
    rows = list(PlanItem.objects.filter(year=year)) if access.sees_board(request.user) else []
    duties = {}
    for duty in visible(request.user).filter(item__year=year).order_by("unit__kind", "unit"):
        duties.setdefault(duty.item, []).append(duty)
    shown = [(item, duties.get(item, [])) for item in rows] or sorted(
        duties.items(), key=lambda pair: (pair[0].due_on, pair[0].number)
    )
    today = clock.today()
    context = {
        "year": year,
        "years": years_to_choose(),
        "items": [
            {
                "item": item,
                "duties": own,
                "done": sum(duty.done_at is not None for duty in own),
                "late": sum(duty.is_overdue for duty in own),
                "left": (item.due_on - today).days,
            }
            for item, own in shown
        ],
        "supervises": supervises and not closed,
        "closed": closed,
    }
    return render(request, "assessment/items.html", context)


def edit(request, pk=None):
    """The form of an item."""
    need(access.supervises(request.user))
    row = get_object_or_404(PlanItem, pk=pk) if pk else None
    initial = {"units": list(row.duties.values_list("unit", flat=True)), "year": row.year} if row else {}
    initial = initial or {"year": year_of(request)}
    form = PlanItemForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        item = form.save()
        plan.set_units(item, list(form.cleaned_data["units"]))
        messages.success(request, _("Saved: %(title)s") % {"title": item.title})
        return redirect(f"{_list_url()}?year={item.year}")
    context = {
        "form": form,
        "row": row,
        "changes": history_of(row) if row else [],
        "back": f"{_list_url()}?year={row.year if row else initial['year']}",
        "closed": years.refusal(row.year) if row else "",
    }
    return render(request, "assessment/item_form.html", context)


def _list_url():
    from django.urls import reverse

    return reverse("assessment_items")


def duty(request, pk):
    """One unit's part of an item: its people report it done, the supervisor may open it again."""
    need(access.has_desk(request.user))
    row = get_object_or_404(visible(request.user), pk=pk)
    closed = years.refusal(row.item.year)
    own = access.speaks_for(request.user, row.unit) and not closed
    supervises = access.supervises(request.user) and not closed
    reopening = request.POST.get("action") == "reopen"
    posted = request.method == "POST"
    form = DutyForm(
        *((request.POST, request.FILES) if posted and not reopening else ()), initial={"remark": row.remark}
    )
    decision = DecisionForm(request.POST if posted and reopening else None)
    if posted:
        need(supervises if reopening else own)
        chosen = decision if reopening else form
        if chosen.is_valid():
            try:
                if reopening:
                    acts.reopen_duty(row, why=decision.cleaned_data["why"], by=request.user)
                else:
                    acts.finish_duty(row, **form.cleaned_data, by=request.user)
            except acts.Refused as refused:
                chosen.add_error("why" if reopening else None, refused)
            else:
                messages.success(request, _("Saved: %(title)s") % {"title": row.item.title})
                return redirect("assessment_duty", pk)
    context = {"duty": row, "form": form, "decision": decision, "own": own, "supervises": supervises, "closed": closed}
    context["back"] = unit_url(row.unit, row.item.year)
    return render(request, "assessment/duty.html", context)


def evidence(request, pk):
    """The file of a duty, for who sees the duty."""
    need(access.has_desk(request.user))
    row = get_object_or_404(visible(request.user), pk=pk)
    return private_answer(row.evidence, row.evidence_name)
