"""Settings of the test run: as production, on a fast password hasher and a folder of its own for files."""

import tempfile

from cms.catalogues import compile_catalogues

from .base import *  # noqa: F403

compile_catalogues()  # before Django reads them: pytest does not come through manage.py
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="credit-media-")
EVIDENCE_ROOT = tempfile.mkdtemp(prefix="credit-evidence-")
IMPORT_ROOT = tempfile.mkdtemp(prefix="credit-imports-")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
API_REQUESTS_PER_MINUTE = 0  # tests ask much; those of the limit set it
