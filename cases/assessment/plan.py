"""Items of the plan: carried over into a new year, and who is responsible for them."""

from django.db import transaction

from cases.assessment.models import Duty, PlanItem


@transaction.atomic
def carry_over(year):
    """Copies the items of the newest year before `year` into it, with their units and the same day; how many."""
    if PlanItem.objects.filter(year=year).exists():
        return 0
    before = PlanItem.objects.filter(year__lt=year).order_by("-year").values_list("year", flat=True).first()
    items = list(PlanItem.objects.filter(year=before).prefetch_related("duties")) if before else []
    for item in items:
        copy = PlanItem.objects.create(
            year=year,
            number=item.number,
            kind=item.kind,
            title=item.title,
            due_on=_same_day(item.due_on, year - before),
        )
        Duty.objects.bulk_create(Duty(item=copy, unit_id=duty.unit_id) for duty in item.duties.all())
    return len(items)


def _same_day(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def set_units(item, units):
    """Makes `units` the responsible ones; what was done stays, also of a unit that is no longer among them."""
    item.duties.filter(done_at__isnull=True).exclude(unit__in=units).delete()
    there = set(item.duties.values_list("unit", flat=True))
    Duty.objects.bulk_create(Duty(item=item, unit=unit) for unit in units if unit.pk not in there)
