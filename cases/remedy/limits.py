"""Limits on how often one address may do something, without cookies: counted by a keyed hash of address and hour."""

import datetime
import ipaddress

from django.conf import settings
from django.utils.crypto import salted_hmac

from cases.remedy.models import Attempts
from cms import clock

KEPT = datetime.timedelta(hours=2)
IPV6_PREFIX = 64  # bits of the network that one household or firm is given at the least


def client_address(request):
    """The address the request came from; of IPv6 the network, since whoever has one address there has them all.

    `X-Forwarded-For` is believed only as far as TRUSTED_PROXIES says: each proxy in front of the site appends the
    address it was asked from, so that the last that many entries are true, and the rest may be invented.
    """
    proxies = settings.TRUSTED_PROXIES
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    text = chain[-proxies] if proxies and len(chain) >= proxies else request.META.get("REMOTE_ADDR") or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    address = getattr(address, "ipv4_mapped", None) or address
    return str(address if address.version == 4 else ipaddress.ip_network((address, IPV6_PREFIX), strict=False))


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
