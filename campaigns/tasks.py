"""What is done with the tasks of an edition."""

from django.db import transaction

from campaigns.models import Task
from campaigns.reminders import STAGES
from campaigns.vocabulary import Stage
from cms import clock
from cms.notices import done


@transaction.atomic
def finish(task, *, remark="", by):
    """Marks a task as done, once; reminders of it are settled."""
    changed = Task.objects.open().filter(pk=task.pk).update(done_at=clock.now(), done_by=by, remark=remark[:300])
    if changed:
        for stage in (*STAGES, "late"):
            done(f"campaigns:task:{task.pk}:{task.due_on}:{stage}")


def reopen(task):
    """Opens a task again."""
    Task.objects.filter(pk=task.pk).update(done_at=None, done_by=None)


@transaction.atomic
def add(edition, cleaned, units):
    """A task for this edition alone, for the unit chosen or for all `units`; how many."""
    chosen = [cleaned["unit"]] if cleaned["unit"] else units
    due_on = cleaned["due_on"]
    if due_on < edition.starts_on:
        stage, days = Stage.BEFORE, (edition.starts_on - due_on).days
    elif due_on <= edition.ends_on:
        stage, days = Stage.ON, (due_on - edition.starts_on).days
    else:
        stage, days = Stage.AFTER, (due_on - edition.ends_on).days
    rows = [
        Task(edition=edition, unit=unit, title=cleaned["title"], stage=stage, days=min(days, 366), due_on=due_on)
        for unit in chosen
    ]
    return len(Task.objects.bulk_create(rows))
