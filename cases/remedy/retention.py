"""Deletes applicants' data when their time is over (个人信息保护法 art. 19 and 47): what remains names nobody."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.remedy import evidence
from cases.remedy.models import Intake, IntakeStep
from cases.remedy.vocabulary import CLOSED, Act, Status
from cms import clock
from cms.rules.deadlines import DeadlineCode, due


def last_day(intake):
    """The last day on which the applicant's data are kept; None while the intake is being worked on, or without a rule.

    Counted from the answer; of what nobody accepted, from the receipt.
    """
    start = intake.answered_at or (intake.received_at if intake.status == Status.RECEIVED else None)
    found = start and due(DeadlineCode.KEEP_APPLICANTS_DATA, timezone.localdate(start))
    return found.day if found else None


def remove_due():
    """Deletes the data of every intake whose time is over; how many."""
    waiting = Intake.objects.filter(Q(status__in=CLOSED) | Q(status=Status.RECEIVED), removed_at__isnull=True)
    today = clock.today()
    late = [intake.pk for intake in waiting if (last := last_day(intake)) and last < today]
    return sum(remove(pk) for pk in late)


@transaction.atomic
def remove(pk):
    """Deletes name, contact, statement and evidence of the intake `pk`; whether this run did it.

    Kind, grounds, receipt, state, dates, steps and the answer, in which nobody is named, stay.
    """
    intake = Intake.objects.select_for_update().filter(pk=pk, removed_at__isnull=True).first()
    if intake is None:
        return False
    evidence.remove_all(intake)
    intake.applicant_name = intake.contact = intake.statement = intake.capacity = ""
    intake.statement_findings = []
    intake.removed_at = clock.now()
    intake.due_code, intake.due_on, intake.due_announced = "", None, True
    intake.save()
    IntakeStep.objects.create(intake=intake, act=Act.REMOVED, at=intake.removed_at)
    return True
