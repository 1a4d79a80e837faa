"""The site's one clock: the system's time, so that the site runs under faketime and tests can move it."""

from django.utils import timezone


def now():
    """The present instant, aware."""
    return timezone.now()


def today():
    """The present date in the district's time zone."""
    return timezone.localdate(now())
