"""The embedded run (`make run`): one machine, SQLite, no service, plain HTTP on loopback."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .environment import BASE_DIR, boolean, mail

DEBUG = boolean("DEBUG", False)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]  # noqa: F405
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
globals().update(mail("consolemail://"))
BACKGROUND_WORKER = False  # what the clock ends is gone without it

if not SECRET_KEY:  # noqa: F405
    # A key of this machine, made once, so that sessions outlive a restart.
    key_file = BASE_DIR / "var" / "secret_key"
    if not key_file.exists():
        key_file.parent.mkdir(exist_ok=True)
        key_file.touch(mode=0o600)
        key_file.write_text(get_random_secret_key())
    SECRET_KEY = key_file.read_text().strip()
