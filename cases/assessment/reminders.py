"""Reminders 30, 7 and 1 day ahead of duties and quotas, to the people of the unit: once each.

A stage that was missed is not made up for when the next one has begun; the key of a notice makes it once, also with
two runs at once.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.assessment import counting, owed
from cases.assessment.figures import Figures
from cases.assessment.models import ClosedYear, Duty
from cases.assessment.telling import tell_unit, unit_url
from cases.private import private_storage
from cms import clock
from cms.notices.deadlines import OwnDeadline
from cms.notices.vocabulary import NoticeKind
from cms.units.members import units_of
from cms.units.models import Unit

STAGES = (1, 7, 30)  # days ahead


def stage(due_on, today):
    """The stage (of `STAGES`) that a deadline is in on the date `today`; None before the first and after the last."""
    left = (due_on - today).days
    return next((days for days in STAGES if 0 <= left <= days), None)


def do_chores(sender, **kwargs):
    """The receiver of `cms.ops.signals.housekeeping`."""
    return f"assessment: reminders asked for {remind_duties() + remind_quotas()}, stray files {sweep()}"


def remind_duties():
    """Asks for a reminder of every open duty whose deadline is near; how many duties."""
    today, count = clock.today(), 0
    closed = ClosedYear.objects.values("year")
    duties = Duty.objects.filter(done_at__isnull=True, item__due_on__gte=today).exclude(item__year__in=closed)
    for duty in duties.select_related("item", "unit"):
        if days := stage(duty.item.due_on, today):
            count += 1
            _remind(
                duty.unit,
                key=f"assessment:duty:{duty.pk}:{duty.item.due_on}:{days}",
                due_on=duty.item.due_on,
                what=duty.item.title,
                url=reverse("assessment_duty", args=[duty.pk]),
            )
    return count


def remind_quotas():
    """Asks for a reminder of every quota that is not met and due soon; how many."""
    today, count = clock.today(), 0
    year = today.year
    quotas = owed.quotas_of(year)
    if not any(quota.required and stage(quota.due_on, today) for quota in quotas):
        return 0
    figures = Figures(
        year,
        quotas=quotas,
        submitted=counting.submitted(year),
        adopted=counting.adopted(year),
        media=counting.media(year),
        zero=counting.zero(year),
    )
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for key, rows in owed.tally(figures, {pk: unit.kind for pk, unit in units.items()}).items():
        for row in rows:
            if not row.met and (days := stage(row.due_on, today)):
                count += 1
                _remind(
                    units[key],
                    key=f"assessment:quota:{year}:{key}:{row.code}:{row.due_on}:{days}",
                    due_on=row.due_on,
                    what=_("%(what)s of %(year)s") % {"what": row.label, "year": year},
                    url=unit_url(units[key], year),
                )
    return count


def _remind(unit, *, key, due_on, what, url):
    words = {"day": due_on.isoformat(), "what": what}
    tell_unit(unit, kind=NoticeKind.DEADLINE, key=key, title=_("Due on %(day)s: %(what)s") % words, url=url)


def own_deadlines(user):
    """The `OwnDeadline`s of a person: open duties and unmet quotas of the units they report for or lead."""
    year = clock.today().year
    for unit in units_of(user):
        for duty in Duty.objects.filter(unit=unit, done_at__isnull=True, item__year=year).select_related("item"):
            url = reverse("assessment_duty", args=[duty.pk])
            yield OwnDeadline(f"assessment-duty-{duty.pk}", duty.item.due_on, duty.item.title, url)
        for row in owed.owed_by(unit, year):
            if not row.met:
                title = _("%(what)s of %(year)s") % {"what": row.label, "year": year}
                yield OwnDeadline(f"assessment-quota-{year}-{unit.pk}-{row.code}", row.due_on, title, unit_url(unit))


DAY = 24 * 3600


def sweep():
    """Deletes files that no row names and that are older than a day (a process died while storing); how many."""
    from cases.assessment.models import ScoreLine
    from cases.models import MediaReport

    storage = private_storage()
    if not storage.exists(""):
        return 0
    known = set(MediaReport.objects.values_list("screenshot", flat=True))
    for model in (Duty, ScoreLine):
        known.update(model.objects.filter(~Q(evidence="")).values_list("evidence", flat=True))
    old = [
        name
        for name in storage.listdir("")[1]
        if name not in known and (clock.now() - storage.get_modified_time(name)).total_seconds() > DAY
    ]
    for name in old:
        storage.delete(name)
    return len(old)
