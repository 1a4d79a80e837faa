"""The figures of a whole year, and the closing of one."""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.assessment import counting
from cases.assessment.figures import DutyRow, Figures, ScoreRow, UnitRow, WeightRow
from cases.assessment.models import ClosedYear, Duty, PlanItem, Quota, ScoreLine, Weight, YearRemark, ZeroReport
from cases.assessment.owed import quotas_of
from cases.models import MediaReport
from cms import clock
from cms.people import name_of
from cms.units.models import Unit

FROZEN = (MediaReport, ZeroReport, ScoreLine, PlanItem, Duty, Quota, Weight)


def figures_of_year(year):
    """All `Figures` of `year`: as they stood for a closed year, as they stand for any other."""
    closed = ClosedYear.objects.filter(year=year).first()
    return Figures.from_data(year, closed.data) if closed else gather(year)


def gather(year):
    """All `Figures` of `year`, counted now; a fixed number of queries, however many units and cases there are."""
    units = Unit.objects.order_by("kind", "pk").values_list("pk", "code", "short_name", "kind")
    return Figures(
        year,
        units=[UnitRow(*row) for row in units],
        quotas=quotas_of(year),
        weights=weights_of(year),
        submitted=counting.submitted(year),
        adopted=counting.adopted(year),
        media=counting.media(year),
        zero=counting.zero(year),
        reviews=counting.reviews(year),
        scores=scores_of(year),
        duties=duties_of(year),
    )


def weights_of(year):
    """The `WeightRow`s that govern `year`: of each kind of unit and code the newest row not after it, in order."""
    rows = {(row.unit_kind, row.code): row for row in Weight.objects.filter(year__lte=year).order_by("year")}
    return [
        WeightRow(row.unit_kind, row.code, row.name, row.counted, float(row.points), float(row.most))
        for row in sorted(rows.values(), key=lambda row: (row.unit_kind, row.order, row.pk))
        if row.most
    ]


def scores_of(year, unit=None):
    """A `ScoreRow` for each line scored in `year`."""
    lines = ScoreLine.objects.filter(year=year)
    if unit is not None:
        lines = lines.filter(unit=unit)
    return [
        ScoreRow(
            line.pk,
            line.unit_id,
            line.line,
            _number(line.unit_score),
            line.unit_remark,
            line.evidence_name if line.evidence else "",
            _number(line.centre_score),
            line.centre_remark,
        )
        for line in lines.order_by("pk")
    ]


def _number(score):
    return None if score is None else float(score)


def duties_of(year, unit=None):
    """A `DutyRow` for each unit's part of each item of the plan of `year`."""
    duties = Duty.objects.filter(item__year=year)
    if unit is not None:
        duties = duties.filter(unit=unit)
    return [
        DutyRow(
            duty.pk,
            duty.unit_id,
            duty.item_id,
            duty.item.number,
            duty.item.kind,
            duty.item.title,
            duty.item.due_on,
            timezone.localdate(duty.done_at) if duty.done_at else None,
            duty.remark,
            duty.evidence_name if duty.evidence else "",
        )
        for duty in duties.select_related("item").order_by("item__due_on", "item__number", "unit__kind", "unit")
    ]


def refusal(year):
    """A sentence where `year` is closed, "" where things may change."""
    if ClosedYear.objects.filter(year=year).exists():
        return _("%(year)s is closed: nothing of it changes any more. A remark can be added.") % {"year": year}
    return ""


def problem_of_closing(year):
    """Why `year` cannot be closed now, in a sentence; "" if it can."""
    if year >= clock.today().year:
        return _("A year is closed after it has ended.")
    if ClosedYear.objects.filter(year=year).exists():
        return _("This year is closed already.")
    return ""


@transaction.atomic
def close(year, *, by, at=None):
    """Closes `year` at the instant `at` (now) and returns its `ClosedYear`; raises ValueError where it cannot be."""
    if problem := problem_of_closing(year):
        raise ValueError(problem)
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        tables = ", ".join(model._meta.db_table for model in FROZEN)
        with connection.cursor() as cursor:  # whoever is writing finishes first, and is counted
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    try:
        with transaction.atomic():
            return ClosedYear.objects.create(
                year=year, at=at or clock.now(), by=by, by_name=name_of(by), data=gather(year).as_data()
            )
    except IntegrityError:
        raise ValueError(_("This year is closed already.")) from None


def remark(closed, text, *, by, unit=None):
    """Adds a dated remark to a closed year."""
    return YearRemark.objects.create(year=closed, unit=unit, text=text, at=clock.now(), by=by, by_name=name_of(by))
