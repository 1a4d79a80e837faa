"""Limits on how often one address may do something, without cookies: counted by a keyed hash of address and hour."""

import datetime

from django.utils.crypto import salted_hmac

from cases.remedy.models import Attempts
from cms import clock
from cms.ops.clients import client_address

KEPT = datetime.timedelta(hours=2)


def _key(request, what):
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    secret = f"{what}:{client_address(request)}:{hour.isoformat()}"
    return salted_hmac("remedy.attempts", secret, algorithm="sha256").hexdigest(), hour


def is_limited(request, what, most):
    """Whether the address did `what` `most` times or more in this hour."""
    digest, _hour = _key(request, what)
    return Attempts.objects.filter(digest=digest, count__gte=most).exists()


def count(request, what):
    """Counts that the address did `what`."""
    Attempts.add(*_key(request, what))


def forget():
    """Deletes the counts of hours past; how many."""
    return Attempts.objects.filter(hour__lt=clock.now() - KEPT).delete()[0]
