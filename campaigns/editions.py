"""Editions ahead: drafts for a year from the rules, tasks from the checklist, in step with what is published."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import CampaignDay, CampaignIndexPage, CampaignPage, ChecklistItem, Edition, Task
from cms import clock
from cms.register.vocabulary import State

AHEAD_FROM = 10  # the month from which the housekeeping makes the editions of the next year


@dataclass
class Prepared:
    """What `prepare` did: the editions made, and the days of which nobody knows the date yet."""

    made: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


def prepare(year, *, by=None):
    """Makes the editions of `year` that are missing, each with a draft of its page and its tasks; a `Prepared`.

    Nothing becomes public by it. A second run makes nothing more, nor do two at once: the row of an edition is unique.
    A draft that somebody deleted stays deleted.
    """
    done, known = Prepared(), set(Edition.objects.filter(year=year).values_list("day", flat=True))
    for day in CampaignDay.objects.prefetch_related("rules"):
        span = day.span_in(year)
        if day.pk in known:
            continue
        if span is None:
            if any(rule.kind == "per_year" for rule in day.rules.all()):
                done.unknown.append(day)
            continue
        with transaction.atomic():
            edition, is_new = Edition.objects.get_or_create(
                day=day, year=year, defaults={"starts_on": span[0], "ends_on": span[1], **_as_before(day)}
            )
            if is_new:
                edition.units.set(_units_before(day, year))
                make_page(edition, by=by)
                make_tasks(edition)
                done.made.append(edition)
    return done


def _last(day):
    return Edition.objects.filter(day=day).order_by("-year").first()


def _as_before(day):
    """Who organised the last edition organises the next."""
    last = _last(day)
    return {"organiser": last.organiser} if last else {}


def _units_before(day, year):
    last = Edition.objects.filter(day=day, year__lt=year).order_by("-year").first()
    return list(last.units.all()) if last else []


def make_page(edition, *, by=None):
    """A draft of the page of `edition`, where it has none; the page, or None without a calendar to hang it in."""
    index = CampaignIndexPage.objects.select_for_update().first()
    if index is None or edition.page_id:
        return edition.page
    day, year = edition.day, edition.year
    name = day.name_in(year)
    slug, number = f"{day.code}-{year}", 1
    while index.get_children().filter(slug=slug).exists():
        number += 1
        slug = f"{day.code}-{year}-{number}"
    page = CampaignPage(
        title=_("%(name)s %(year)s") % {"name": name, "year": year},
        slug=slug,
        day=day,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        unit=edition.organiser,
        organisers="、".join(_names(edition)),
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision(user=by)
    edition.page = page
    edition.save(update_fields=["page"])
    return page


def _names(edition):
    units = [edition.organiser, *edition.units.all()]
    return dict.fromkeys(unit.short_name for unit in units if unit)


def units_of_edition(edition):
    """The units that have tasks in `edition`: the organiser first, then who takes part, each once."""
    units = {unit.pk: unit for unit in [edition.organiser, *edition.units.all()] if unit}
    return list(units.values())


@transaction.atomic
def make_tasks(edition):
    """Brings the tasks of `edition` into step with its units, its dates and the checklist; how many are new.

    What was done stays, and so does what was added for this edition alone; open tasks of units that left go.
    """
    items = ChecklistItem.objects.filter(Q(day__isnull=True) | Q(day=edition.day), in_use=True)
    units = units_of_edition(edition)
    there = set(edition.tasks.values_list("unit", "item"))
    new = [
        Task(
            edition=edition, unit=unit, item=item, title=item.title, stage=item.stage, days=item.days,
            due_on=edition.due_on(item.stage, item.days),
        )
        for item in items
        for unit in units
        if (unit.pk, item.pk) not in there and (unit == edition.organiser or not item.organiser_only)
    ]  # fmt: skip
    Task.objects.bulk_create(new, ignore_conflicts=True)
    edition.tasks.open().exclude(unit__in=units).delete()
    moved = []
    for task in edition.tasks.open():
        due_on = edition.due_on(task.stage, task.days)
        if due_on != task.due_on:
            task.due_on = due_on
            moved.append(task)
    Task.objects.bulk_update(moved, ["due_on"])
    return len(new)


@transaction.atomic
def follow(entry):
    """Brings the desk's edition into step with what was just published of it: its page, dates and organiser."""
    page = CampaignPage.objects.filter(pk=entry.page_id).select_related("day", "unit").first()
    if page is None or entry.state == State.ENDED:
        return
    year = Edition.objects.filter(page=page).values_list("year", flat=True).first() or page.starts_on.year
    edition, is_new = Edition.objects.select_for_update().get_or_create(
        day=page.day, year=year, defaults={"starts_on": page.starts_on, "ends_on": page.ends_on, "organiser": page.unit}
    )
    if edition.page_id not in (None, page.pk):
        return  # a second page of the same campaign: the plan belongs to the first
    kept = (edition.starts_on, edition.ends_on, edition.organiser_id, edition.page_id)
    edition.starts_on, edition.ends_on = page.starts_on, page.ends_on
    edition.organiser, edition.page = page.unit or edition.organiser, page
    if kept != (edition.starts_on, edition.ends_on, edition.organiser_id, edition.page_id):
        edition.save()
    if not is_new and edition.ends_on >= clock.today():
        make_tasks(edition)
