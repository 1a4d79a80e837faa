"""The score sheet as a form: the unit's side for its people, the centre's for the supervisor."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cases.assessment import access, acts, counting, years
from cases.assessment.figures import Figures, UnitRow
from cases.assessment.forms import CentreScoreForm, UnitScoreForm
from cases.assessment.models import ScoreLine
from cases.assessment.scoring import sheets
from cases.assessment.telling import unit_url
from cases.assessment.views.common import need, unit_asked, year_of
from cases.private import private_answer


def scores(request):
    """The sheet of a unit in a year, with the fields of the side that is looking."""
    need(access.has_desk(request.user))
    unit, year = unit_asked(request), year_of(request)
    own = access.speaks_for(request.user, unit)
    need(own or access.supervises(request.user))
    if sentence := years.refusal(year):
        messages.error(request, sentence)
        return redirect(unit_url(unit, year))
    side, form_class = ("unit", UnitScoreForm) if own else ("centre", CentreScoreForm)
    sheet = _sheet(unit, year)
    forms = [
        form_class(
            request.POST or None,
            request.FILES or None,
            prefix=line.weight.code,
            line=line,
            initial={"score": getattr(line, f"{side}_score"), "remark": _remark(line, side)},
        )
        for line in sheet.lines
    ]
    valid = [form.is_valid() for form in forms]  # each says what is wrong
    if request.method == "POST" and all(valid):
        given = {form.line.weight.code: form.cleaned_data for form in forms}
        acts.score(unit, year, given, side=side, by=request.user)
        messages.success(request, _("The scores are saved."))
        return redirect(unit_url(unit, year))
    context = {"unit": unit, "year": year, "forms": forms, "sheet": sheet, "side": side, "back": unit_url(unit, year)}
    return render(request, "assessment/scores.html", context)


def _remark(line, side):
    return getattr(line.given, f"{side}_remark") if line.given else ""


def _sheet(unit, year):
    row = UnitRow(unit.pk, unit.code, unit.short_name, unit.kind)
    figures = Figures(
        year,
        weights=years.weights_of(year),
        adopted=counting.adopted(year, unit),
        media=counting.media(year, unit),
        scores=years.scores_of(year, unit),
    )
    return sheets(figures, [row])[row.key]


def evidence(request, pk):
    """The file of a line, for who sees the unit's line."""
    need(access.has_desk(request.user))
    row = get_object_or_404(ScoreLine.objects.filter(unit__in=access.visible_units(request.user)), pk=pk)
    return private_answer(row.evidence, row.evidence_name)
