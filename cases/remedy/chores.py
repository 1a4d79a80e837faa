"""What the site's housekeeping does for intakes: deadlines counted anew, reminders, deletion, reading of evidence."""

from django.db import transaction

from cases.remedy import evidence, limits, reminders, retention
from cases.remedy.due import set_due
from cases.remedy.models import Evidence, Intake


def do_chores(sender, **kwargs):
    """The receiver of `cms.ops.signals.housekeeping`; each piece in transactions of its own."""
    moved = sum(_count_anew(pk) for pk in list(Intake.objects.open().values_list("pk", flat=True)))
    for pk in list(Evidence.objects.filter(findings__isnull=True).values_list("pk", flat=True)):
        evidence.read_evidence.enqueue(pk)  # where the process died before it was read
    reminded = reminders.remind()
    removed = retention.remove_due()
    swept = evidence.sweep()
    limits.forget()
    return f"intakes: deadlines moved {moved}, reminders {reminded}, data deleted {removed}, stray files {swept}"


@transaction.atomic
def _count_anew(pk):
    """Whether the next deadline moved: holidays are announced, and editors correct rules, while intakes wait."""
    intake = Intake.objects.select_for_update().get(pk=pk)
    before = intake.due_on, intake.due_announced
    set_due(intake)
    if (intake.due_on, intake.due_announced) == before:
        return False
    intake.save(update_fields=["due_code", "due_on", "due_announced"])
    return True
