"""How often one address may ask the API: counted in the cache by whole minutes; without a cache nobody is counted."""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cms import clock
from cms.ops.clients import client_address

WINDOW = 60  # seconds


def seconds_to_wait(request):
    """0 while the address may ask, and counts the request; otherwise the seconds until it may ask again."""
    most = settings.API_REQUESTS_PER_MINUTE
    if not most:
        return 0
    window, passed = divmod(int(clock.now().timestamp()), WINDOW)
    # No address is kept: only a keyed hash of it, for two minutes.
    digest = salted_hmac("api.rate", f"{client_address(request)}:{window}", algorithm="sha256").hexdigest()
    key = f"api.rate.{digest}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        asked = cache.incr(key)
    except ValueError:  # the cache is away
        return 0
    return WINDOW - passed if asked > most else 0
