"""What an intake does to its case: the mark, and what a decision asks of the verbs."""

import datetime

from django.utils.translation import gettext as _

from cases.remedy.models import Intake
from cases.remedy.vocabulary import OPEN, Effect, Kind, Outcome, Status, Topic
from cms.register import verbs
from cms.register.models import Entry
from cms.register.vocabulary import EndReason, State


def _fresh(intake):
    """The entry as it stands now; None where there is none or its publication is over."""
    entry = Entry.objects.filter(pk=intake.entry_id).first()
    return None if entry is None or Entry.objects.gone().filter(pk=entry.pk).exists() else entry


def _sentence(intake, why):
    """What the ledger keeps: the receipt leads to the rest."""
    return f"{intake.get_kind_display()} {intake.receipt_shown}：{why.strip()}"


def mark(intake, *, by, at):
    """Marks the case as disputed; one that is marked, hidden or over needs no mark."""
    entry = _fresh(intake)
    if entry is not None and entry.state == State.PUBLISHED:
        verbs.dispute(entry, why=_sentence(intake, _("accepted; being checked")), by=by, at=at)


def carry_out(intake, *, effect, why, by, at):
    """Moves the case as the decision of `intake` says; raises Refused where that is not possible."""
    entry = _fresh(intake)
    why = _sentence(intake, why)
    if intake.kind == Kind.FEEDBACK or entry is None:
        return
    if intake.kind == Kind.REPAIR:
        if intake.outcome == Outcome.UPHELD:
            verbs.end(entry, reason=EndReason.REPAIRED, why=why, by=by, at=at)
    elif intake.outcome == Outcome.UPHELD:
        _uphold(intake, entry, effect, why=why, by=by, at=at)
    elif intake.outcome == Outcome.PARTLY:
        if entry.state != State.SUSPENDED:
            verbs.suspend(entry, why=why, by=by, at=at)
    else:
        _unmark(intake, entry, why=why, by=by, at=at)


def _uphold(intake, entry, effect, *, why, by, at):
    """An objection that is right ends the publication, or follows the correction."""
    if intake.topic == Topic.CONSENT:
        effect = Effect.END_WITHDRAWN  # nothing else fits: consent is the only ground to stand on
    if effect == Effect.CORRECTION:
        if not corrected_since(entry, intake.received_at):
            raise verbs.Refused(_("Publish the correction first, then decide: the wrong text is public still."))
        _unmark(intake, entry, why=why, by=by, at=at)
    elif effect in Effect.values:
        verbs.end(entry, reason=effect, why=why, by=by, at=at)
    else:
        raise verbs.Refused(_("Choose what follows for the case."))


def corrected_since(entry, instant):
    """Whether a correction of `entry` was published after `instant`."""
    made = [datetime.datetime.fromisoformat(correction["at"]) for correction in entry.content.corrections]
    return any(at >= instant for at in made)


def _unmark(intake, entry, *, why, by, at):
    """Takes the mark off, unless another accepted objection to the same case is open."""
    others = Intake.objects.filter(entry=entry, kind=Kind.OBJECTION, status__in=OPEN, removed_at__isnull=True)
    others = others.exclude(status=Status.RECEIVED).exclude(topic=Topic.CONSENT).exclude(pk=intake.pk)
    if entry.state == State.DISPUTED and not others.exists():
        verbs.resume(entry, why=why, by=by, at=at)
