"""Tasks in people's calendars, and reminders of them: a week and a day ahead, and once they are overdue."""

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import editions
from campaigns.events import forget
from campaigns.models import Task
from cms import clock
from cms.notices import notify
from cms.notices.deadlines import OwnDeadline
from cms.notices.vocabulary import NoticeKind
from cms.units.members import people_of, units_of

STAGES = (1, 7)  # days ahead


def stage(due_on, today):
    """The stage a task due on `due_on` is in: a number of `STAGES`, "late", or None before the first."""
    left = (due_on - today).days
    return "late" if left < 0 else next((days for days in STAGES if left <= days), None)


def task_url(task):
    """Where the desk shows a task: in its edition."""
    return f"{reverse('campaigns_edition', args=[task.edition_id])}#task-{task.pk}"


def remind():
    """Tells the people of each unit of the open tasks that are near or late, once a stage; how many are new."""
    today, new, people = clock.today(), 0, {}
    rows = Task.objects.open().filter(due_on__gte=today.replace(year=today.year - 1, day=1))
    for task in rows.select_related("edition__day", "unit").prefetch_related("edition__day__rules"):
        now = stage(task.due_on, today)
        if now is None:
            continue
        if task.unit_id not in people:
            people[task.unit_id] = list(people_of(task.unit))
        words = _("Overdue since %(day)s: %(what)s") if now == "late" else _("Due on %(day)s: %(what)s")
        new += notify(
            people[task.unit_id],
            kind=NoticeKind.DEADLINE,
            key=f"campaigns:task:{task.pk}:{task.due_on}:{now}",
            title=words % {"day": task.due_on.isoformat(), "what": f"{task.edition} · {task.title}"},
            url=task_url(task),
            unit=task.unit,
        )
    return new


def own_deadlines(user):
    """The `OwnDeadline`s of a person: open tasks of the units they report for or lead."""
    rows = Task.objects.open().filter(unit__in=units_of(user))
    for task in rows.select_related("edition__day").prefetch_related("edition__day__rules"):
        title = f"{task.edition} · {task.title}"
        yield OwnDeadline(f"campaigns-task-{task.pk}", task.due_on, title, task_url(task))


def keep_house(sender, **kwargs):
    """The receiver of `cms.ops.signals.housekeeping`."""
    today, made = clock.today(), 0
    if today.month >= editions.AHEAD_FROM:
        made = len(editions.prepare(today.year + 1).made)
    return f"campaigns: {made} editions made, {remind()} reminders, {forget()} sign-ups forgotten"
