"""How often one address may do something in an hour, without cookies: counted in the cache under a keyed hash."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cms import clock
from cms.ops.clients import client_address

HOUR = 3600  # seconds


def too_many(request, what, most):
    """Counts that the address of `request` does `what`, and says whether it did so more than `most` times this hour.

    No address is kept, only a hash of it for two hours; while the cache is away nobody is counted.
    """
    hour = int(clock.now().timestamp()) // HOUR
    secret = f"{what}:{client_address(request)}:{hour}"
    key = f"attempts.{salted_hmac('ops.attempts', secret, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, 2 * HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:
        return False
