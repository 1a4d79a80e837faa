"""Production: the safe base; refuses to start without its own secret, hosts and address."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .environment import env

LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}

if len(SECRET_KEY) < 40:  # noqa: F405
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 40 characters in production")
if not ALLOWED_HOSTS:  # noqa: F405
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts in production")
if not env.str("SITE_URL", default=""):
    raise ImproperlyConfigured("SITE_URL must be the site's public address in production")
address = urlsplit(SITE_URL)  # noqa: F405
if address.scheme == "http":
    # Without TLS only on one machine (`make run-full`): nobody listens to the loopback.
    if not {address.hostname, *ALLOWED_HOSTS} <= LOOPBACK:  # noqa: F405
        raise ImproperlyConfigured("SITE_URL must be https in production, unless all hosts are the loopback")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
    SECURE_HSTS_SECONDS = 0
