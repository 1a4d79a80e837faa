"""Sends the letters, once each: a process claims a letter, sends it, and says so.

One that dies before sending loses its claim and another sends it. One that dies between the mail server's yes and its
own note is the only way to a second copy: that carries the same Message-ID, by which mail programs know it.
"""

import datetime
import logging
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import clock
from cms.notices.models import Letter, Notice

logger = logging.getLogger(__name__)
CLAIM = datetime.timedelta(minutes=5)
MORNING = 8  # the hour from which the digest of a day goes out
ATTEMPTS = 10  # a letter that could not be sent so often is given up, and stays readable in the admin
KEPT = datetime.timedelta(days=365)


def deliver():
    """Makes the digests that are due and sends every letter that waits; how many were sent."""
    make_digests()
    waiting = Letter.objects.filter(sent_at__isnull=True, attempts__lt=ATTEMPTS).order_by("pk")
    return sum(_send(letter) for letter in waiting.select_related("user"))


def make_digests():
    """Puts what waits for a digest into today's letter of each person, from `MORNING` on and once a day."""
    now = timezone.localtime(clock.now())
    if now.hour < MORNING:
        return
    waiting = Notice.objects.filter(mailed=True, letter__isnull=True)
    for user in set(waiting.values_list("user", flat=True)):
        with transaction.atomic():
            letter, is_new = Letter.objects.get_or_create(user_id=user, digest_on=now.date())
            if is_new:
                waiting.filter(user=user).update(letter=letter)


def _send(letter):
    """Claims and sends one letter; whether it was sent."""
    now = clock.now()
    unclaimed = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM) | Q(claimed_at__gt=now)
    mine = Letter.objects.filter(unclaimed, pk=letter.pk, sent_at__isnull=True)
    if not mine.update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    user = letter.user
    notices = list(Notice.objects.readable_by(user).filter(letter=letter).order_by("at", "pk"))
    try:
        if notices and user.is_active and user.email:
            message(letter, notices).send()
    except OSError:  # smtplib's errors are among them
        logger.exception("a notice could not be sent")
        Letter.objects.filter(pk=letter.pk).update(claimed_at=None)
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now())
    return True


def message(letter, notices):
    """The e-mail of `letter`, about `notices`: at least one."""
    if letter.digest_on:
        subject = ngettext("%(count)s notice of %(day)s", "%(count)s notices of %(day)s", len(notices)) % {
            "count": len(notices),
            "day": letter.digest_on.isoformat(),
        }
    else:
        subject = notices[0].title
    parts = ["\n".join(filter(None, [n.title, n.text, n.url and urljoin(settings.SITE_URL, n.url)])) for n in notices]
    last = _("How you are told: %(url)s") % {"url": urljoin(settings.SITE_URL, "/admin/account/")}
    headers = {
        "Message-ID": f"<notice-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    subject = " ".join(subject.split())  # a header has one line
    return EmailMessage(subject, "\n\n".join([*parts, last]) + "\n", None, [letter.user.email], headers=headers)


def forget():
    """Deletes notices and letters older than a year: they name cases."""
    before = clock.now() - KEPT
    Notice.objects.filter(at__lt=before).delete()
    Letter.objects.filter(made_at__lt=before).delete()
