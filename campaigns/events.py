"""Events with seats: who signs up says only how many come, and cancels with the receipt code."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from campaigns.blocks import events_of
from campaigns.models import EventCount, SignUp
from cms import clock
from cms.register.models import CODE_ALPHABET

CODE_LENGTH = 10
KEPT = datetime.timedelta(days=90)  # after the sign-up; the number of seats taken stays


class Refused(ValidationError):
    """A sign-up was refused; the message says why."""


@dataclass(frozen=True)
class Event:
    """An event of a published edition, with the seats left at this moment."""

    entry: object
    key: str
    title: str
    starts_at: datetime.datetime
    place: str
    seats: int
    taken: int

    @property
    def left(self):
        """Seats that are free; never below nought, also where an editor took seats away."""
        return max(self.seats - self.taken, 0)

    @property
    def is_over(self):
        """Whether it has begun."""
        return self.starts_at <= clock.now()

    @property
    def is_open(self):
        """Whether one can sign up now."""
        return not self.is_over and self.left > 0


def events(entry):
    """The `Event`s of a visible entry as it was approved; one query."""
    found = events_of(entry.content.data["body"])
    taken = dict(EventCount.objects.filter(entry=entry).values_list("key", "taken")) if found else {}
    return [
        Event(entry, e["key"], e["title"], _instant(e), e["place"], e["seats"], taken.get(e["key"], 0)) for e in found
    ]


def _instant(event):
    moment = f"{event['day']}T{event['time']}"
    return timezone.make_aware(datetime.datetime.fromisoformat(moment))


def new_code():
    """A receipt code that nobody guesses and that can be read aloud."""
    return get_random_string(CODE_LENGTH, CODE_ALPHABET)


def _digest(code):
    return salted_hmac("campaigns.sign_up", code, algorithm="sha256").hexdigest()


@transaction.atomic
def sign_up(event, people, code):
    """Takes seats of `event` for so many people under the receipt `code`; the same code twice takes them once.

    The `SignUp` that holds them: of a form that is sent again it is the first one, whatever number it says now. The
    seats are taken by one conditional update, so that two who want the last one cannot both have it. Raises Refused
    where it has begun, too few seats are left, or what the code stood for was cancelled.
    """
    if event.is_over:
        raise Refused(_("This event has begun; one cannot sign up any more."))
    count, _made = EventCount.objects.get_or_create(entry=event.entry, key=event.key)
    if there := SignUp.objects.filter(digest=_digest(code)).first():
        if there.cancelled_at or there.event_id != count.pk:
            raise Refused(_("Nobody is signed up under this code, or it was cancelled already."))
        return there
    free = EventCount.objects.filter(pk=count.pk, taken__lte=event.seats - people)
    if not free.update(taken=F("taken") + people):
        raise Refused(_("There are not so many seats left."))
    return SignUp.objects.create(event=count, digest=_digest(code), people=people)


@transaction.atomic
def cancel(entry, code):
    """Gives the seats back that were taken under `code` for an event of `entry`; how many, 0 where there are none."""
    digest = _digest(code.strip().upper())
    row = SignUp.objects.filter(digest=digest, event__entry=entry, cancelled_at__isnull=True).first()
    # The update decides: of two who cancel at once, one gives the seats back.
    if row is None or not SignUp.objects.filter(pk=row.pk, cancelled_at__isnull=True).update(cancelled_at=clock.now()):
        return 0
    EventCount.objects.filter(pk=row.event_id).update(taken=F("taken") - row.people)
    return row.people


def forget():
    """Deletes the sign-ups of long ago; how many. The counts stay."""
    return SignUp.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
