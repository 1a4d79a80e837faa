"""Which deadline an intake stands under, and what is promised on its receipt (domain rules §3)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.remedy.vocabulary import Kind, Status
from cms.notices.deadlines import OwnDeadline
from cms.rules.deadlines import DeadlineCode, due
from cms.rules.workdays import Deadline


@dataclass(frozen=True)
class Promise:
    """What has to be done, and by when."""

    code: str
    deadline: Deadline

    @property
    def label(self):
        """What has to be done, in words."""
        return DeadlineCode(self.code).label


# What follows the receipt, and the last step, by kind.
FIRST = {
    Kind.OBJECTION: DeadlineCode.MARK_DISPUTED,
    Kind.REPAIR: DeadlineCode.ACCEPT_REPAIR,
    Kind.FEEDBACK: DeadlineCode.ACCEPT_FEEDBACK,
}
LAST = {
    Kind.OBJECTION: DeadlineCode.DECIDE_OBJECTION_OWN,
    Kind.REPAIR: DeadlineCode.ANSWER_REPAIR,
    Kind.FEEDBACK: DeadlineCode.ANSWER_FEEDBACK,
}


def next_code(intake):
    """The code of the deadline `intake` stands under now; "" for one that is closed."""
    if not intake.is_open:
        return ""
    if intake.status == Status.RECEIVED:
        return FIRST[intake.kind]
    if intake.kind == Kind.OBJECTION and intake.forwarded_to_id:
        return DeadlineCode.DECIDE_OBJECTION_OTHER
    return LAST[intake.kind]


def set_due(intake):
    """Writes the next deadline into the unsaved `intake`; every period begins on the day of receipt."""
    intake.due_code = next_code(intake)
    found = due(intake.due_code, timezone.localdate(intake.received_at)) if intake.due_code else None
    intake.due_on, intake.due_announced = (found.day, found.announced) if found else (None, True)


def promises(intake):
    """The `Promise`s of a new intake, in order; a deadline without a rule in force is not promised."""
    start = timezone.localdate(intake.received_at)
    codes = [FIRST[intake.kind], LAST[intake.kind]]
    if intake.kind == Kind.OBJECTION:
        codes.append(DeadlineCode.DECIDE_OBJECTION_OTHER)
    found = [(code, due(code, start)) for code in codes]
    return [Promise(code, deadline) for code, deadline in found if deadline]


def own_deadlines(user):
    """The deadlines of intakes that `user` must act on, for their calendar: without a word of what was written."""
    from cases.remedy import access  # it reads the models, which read this

    waiting = access.visible_to(user).filter(due_on__isnull=False).open()
    if not access.may_handle(user):
        waiting = waiting.filter(status=Status.CHECKING)
    for intake in waiting:
        title = _("%(task)s (%(receipt)s)") % {"task": intake.get_due_code_display(), "receipt": intake.receipt_shown}
        url = reverse("remedy_intake", args=[intake.pk])
        yield OwnDeadline(f"intake-{intake.pk}-{intake.due_code}", intake.due_on, title, url)
