"""What is done with intakes: each act is one function in one transaction, writes a step, and asks the verbs.

What a verb refuses, the act refuses; nothing is half done then.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.remedy import effects
from cases.remedy.due import set_due
from cases.remedy.evidence import keep, read_evidence
from cases.remedy.models import Intake, IntakeStep
from cases.remedy.vocabulary import Act, Kind, Outcome, Status, Topic
from cms import clock
from cms.people import name_of
from cms.privacy import guard
from cms.privacy.scanner import scan
from cms.register.verbs import Refused

# How each kind may be decided.
OUTCOMES = {
    Kind.OBJECTION: (Outcome.UPHELD, Outcome.PARTLY, Outcome.REJECTED),
    Kind.REPAIR: (Outcome.UPHELD, Outcome.REJECTED),
    Kind.FEEDBACK: (Outcome.ANSWERED,),
}


@transaction.atomic
def receive(*, kind, statement, entry=None, topic="", name="", contact="", capacity="", files=(), at=None):
    """Takes an intake in and returns it; `files` are `(original name, checked file)` pairs (see `evidence.checked`).

    The statement is read by the guard at once, the files after the commit.
    """
    intake = Intake(
        kind=kind,
        entry=entry,
        topic=topic,
        statement=statement,
        statement_findings=_findings(statement),
        applicant_name=name,
        contact=contact,
        capacity=capacity,
        received_at=at or clock.now(),
    )
    set_due(intake)
    intake.save()
    _step(intake, Act.RECEIVED, by=None, at=intake.received_at)
    for row in keep(intake, files):
        transaction.on_commit(lambda pk=row.pk: read_evidence.enqueue(pk))
    return intake


@transaction.atomic
def accept(intake, *, by, why="", at=None):
    """Accepts an intake; an objection marks its case as disputed in the same transaction."""
    at = at or clock.now()
    intake = _locked(intake, Status.RECEIVED)
    if intake.kind == Kind.OBJECTION and intake.topic != Topic.CONSENT:
        effects.mark(intake, by=by, at=at)
    intake.status, intake.accepted_at = Status.ACCEPTED, at
    _write(intake, Act.ACCEPTED, by=by, at=at, why=why)
    return intake


@transaction.atomic
def refuse(intake, *, answer, by, at=None):
    """Does not accept an intake; `answer` says why, to the applicant."""
    at = at or clock.now()
    intake = _locked(intake, Status.RECEIVED)
    _fit_for_the_applicant(intake, answer)
    intake.status, intake.answered_at, intake.answer = Status.REFUSED, at, answer.strip()
    _write(intake, Act.REFUSED, by=by, at=at)
    return intake


@transaction.atomic
def forward(intake, *, unit, why, by, at=None):
    """Sends an accepted intake to `unit` for checking; an objection then has the longer deadline."""
    at = at or clock.now()
    intake = _locked(intake, Status.ACCEPTED)
    if not why.strip():
        raise Refused(_("Say what the unit is to check."))
    intake.status, intake.forwarded_to = Status.CHECKING, unit
    _write(intake, Act.FORWARDED, by=by, at=at, why=f"{unit}：{why.strip()}")
    return intake


@transaction.atomic
def report(intake, *, why, by, at=None):
    """Writes what the unit found; the intake goes back to those who decide."""
    at = at or clock.now()
    intake = _locked(intake, Status.CHECKING)
    if not why.strip():
        raise Refused(_("Say what the unit found."))
    intake.status = Status.ACCEPTED
    _write(intake, Act.REPORTED, by=by, at=at, why=why)
    return intake


@transaction.atomic
def decide(intake, *, outcome, answer, why, by, effect="", at=None):
    """Decides an accepted intake, moves the case as the decision says, and keeps the `answer` for the applicant.

    `effect` says what an objection that is upheld does to the case; `why` is kept in the steps and the ledger.
    """
    at = at or clock.now()
    intake = _locked(intake, Status.ACCEPTED)
    if outcome not in OUTCOMES[intake.kind]:
        raise Refused(_("Choose how it is decided."))
    if not why.strip():
        raise Refused(_("Say why: the ledger keeps the sentence."))
    _fit_for_the_applicant(intake, answer)
    intake.status, intake.outcome = Status.DECIDED, outcome
    intake.answered_at, intake.answer = at, answer.strip()
    effects.carry_out(intake, effect=effect, why=why, by=by, at=at)
    _write(intake, Act.DECIDED, by=by, at=at, why=why)
    return intake


def _locked(intake, status):
    """The intake as it stands now, locked; raises Refused unless it is in `status`."""
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    if intake.removed_at is not None:
        raise Refused(_("The personal data of this intake were deleted; nothing more can be done with it."))
    if intake.status != status:
        raise Refused(
            _("This is not possible while the intake is %(status)s.") % {"status": intake.get_status_display()}
        )
    return intake


def _fit_for_the_applicant(intake, answer):
    """Raises Refused unless the answer may be read by whoever holds the receipt: nobody is named in it."""
    if not answer.strip():
        raise Refused(_("Write the answer: the applicant reads it with the receipt code."))
    found = _findings(answer)
    if found:
        masks = "、".join(find["masked"] for find in found)
        raise Refused(_("The answer holds personal data (%(masks)s); take them out.") % {"masks": masks})
    named = [intake.applicant_name] if len(intake.applicant_name) > 1 else []
    if intake.entry is not None:
        named += [intake.entry.title, *intake.entry.subjects.values_list("name", flat=True)]
    if any(name in answer for name in named):
        raise Refused(
            _("The answer names the applicant, the case or its subject; write “you”, “this case” or “the subject”.")
        )


def _findings(text):
    """Where and of what kind the guard's finds in `text` are, without what they say."""
    return [
        {"start": find.start, "kind": find.kind, "masked": find.masked}
        for find in scan(text, allowed=guard.public_numbers())
    ]


def _write(intake, act, *, by, at, why=""):
    set_due(intake)
    intake.save()
    _step(intake, act, by=by, at=at, why=why)


def _step(intake, act, *, by, at, why=""):
    IntakeStep.objects.create(intake=intake, act=act, at=at, by=by, by_name=name_of(by), why=why.strip())
