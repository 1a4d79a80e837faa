"""Reminders by e-mail: one working day before a deadline, and once it has passed, to each person who must act."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.remedy import access
from cases.remedy.models import Intake, Reminder
from cms import clock
from cms.rules.workdays import deadline

logger = logging.getLogger(__name__)
AHEAD = 1  # working days


def due_soon(today=None):
    """Open intakes whose deadline is today or within `AHEAD` working days, or has passed."""
    return Intake.objects.open().filter(due_on__lte=deadline(today or clock.today(), AHEAD).day)


def remind():
    """Sends every reminder that is due and was not sent yet; how many. Safe with two runs at once."""
    return sum(_remind(pk) for pk in list(due_soon().values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk):
    intake = Intake.objects.select_for_update().get(pk=pk)
    if not intake.is_open or intake.due_on is None:
        return 0
    stage = Reminder.Stage.OVERDUE if intake.is_overdue else Reminder.Stage.SOON
    sent = 0
    for user in access.who_must_act(intake).exclude(email=""):
        reminder, is_new = Reminder.objects.get_or_create(
            intake=intake, user=user, stage=stage, due_code=intake.due_code, due_on=intake.due_on
        )
        if is_new:
            transaction.on_commit(lambda reminder=reminder: _send(reminder))
            sent += 1
    return sent


def _send(reminder):
    """Sends one reminder; where that fails, the row goes again, so that the next run tries anew."""
    intake = reminder.intake
    values = {
        "kind": intake.get_kind_display(),
        "receipt": intake.receipt_shown,
        "task": intake.get_due_code_display(),
        "day": intake.due_on.isoformat(),
        "url": settings.SITE_URL + reverse("remedy_intake", args=[intake.pk]),
    }
    if reminder.stage == Reminder.Stage.OVERDUE:
        subject = _("Overdue: %(task)s (%(receipt)s)") % values
    else:
        subject = _("Due on %(day)s: %(task)s (%(receipt)s)") % values
    text = _("%(kind)s, receipt %(receipt)s: %(task)s, last day %(day)s.\n%(url)s\n") % values
    try:
        send_mail(subject, text, None, [reminder.user.email])
    except OSError:  # smtplib's errors are among them
        logger.exception("a reminder could not be sent")
        reminder.delete()
