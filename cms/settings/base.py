"""Settings safe as production; `dev` and `test` only loosen them. Each line that is not Django's custom says why."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import BASE_DIR, boolean, cache, count, database, env, mail, search_backends, site_url

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
SITE_URL = site_url()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "cms.units",
    "cms.rules",
    "cms.media",
    "cms.privacy",
    "cms.register",
    "cms.desk",
    "cms.ops",
    "cms.outbound",
    "cms.notices",
    "cms.quality",
    "home",
    "home.directory",
    "cases",
    "cases.remedy",
    "cases.reporting",
    "cases.importing",
    "cases.assessment",
    "campaigns",
    "search",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail_modeladmin",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.ops.middleware.NoStaleCopiesMiddleware",
    "cms.ops.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.ops.elder.ElderModeMiddleware",
    "cms.api.middleware.ProgramsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.desk.rooms.ClosedRoomsMiddleware",
    "cms.ops.middleware.AtomicWritesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.ops.context.frame",
            ],
        },
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache()}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
BACKGROUND_WORKER = True  # whether /readyz expects `manage.py worker` to run
# Wagtail reads the first name, modelsearch the second.
WAGTAILSEARCH_BACKENDS = MODELSEARCH_BACKENDS = search_backends()

AUTHENTICATION_BACKENDS = ["cms.units.members.MemberBackend"]  # what a person may do follows from today's memberships
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
# Ours first, then what the packages leave untranslated in zh-Hans.
LOCALE_PATHS = [BASE_DIR / "cms" / "locale", BASE_DIR / "cms" / "locale_wagtail"]
FORMAT_MODULE_PATH = ["cms.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
# Evidence of applicants: beside the media folder, so that nothing that serves one serves the other.
EVIDENCE_ROOT = env.str("EVIDENCE_ROOT", default=str(Path(MEDIA_ROOT).resolve().parent / "evidence"))
# Uploaded tables lie here for the seconds in which they are read; rows are kept in the database for so many days.
IMPORT_ROOT = env.str("IMPORT_ROOT", default=str(Path(MEDIA_ROOT).resolve().parent / "imports"))
IMPORT_DAYS = 7
IMPORT_LARGEST = 10 * 1024 * 1024  # bytes: the largest table of one district's year has about 4 MB
IMPORT_UNPACKED = 100 * 1024 * 1024  # bytes of an XLSX once unpacked: 10,000 full rows have about 40 MB
IMPORT_MOST_ROWS = 10_000  # a preview of more serves nobody, and all of them are read within the memory given
IMPORT_MOST_COLUMNS = 100  # three times as many as are known
IMPORT_LONGEST_CELL = 32_767  # characters; Excel's own limit
IMPORT_MOST_TEXT = 20_000_000  # characters of all cells: 2,000 a row
IMPORT_AT_ONCE = 500  # rows; more are read and written in chunks, by the worker or while the page is open
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a StreamField page with inline rows has more than 1,000 fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Public pages ask no other host for anything; the admin's needs are in cms.ops.middleware.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk shows its previews in a frame of its own
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether all subdomains of a government's domain speak HTTPS is not this site's to say
    "security.W019",  # see X_FRAME_OPTIONS
    "security.W021",  # nor whether browsers should be told so for good
]

WAGTAIL_SITE_NAME = "信用江津"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.desk.login.LoginForm"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# The end of the reviews of a case is the verb; an approval is of one text, and a changed text begins anew.
WAGTAIL_FINISH_WORKFLOW_ACTION = "cases.reporting.finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# No other host at run time, the admin included.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PictureForm"  # a truncated file is an error of the form, not a 500
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it can carry scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "pdf", "txt", "vtt", "webm", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
TAGGIT_CASE_INSENSITIVE = True

globals().update(mail("smtp://127.0.0.1:25"))  # EMAIL_URL
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="credit@localhost")
# How many proxies in front of the site add to X-Forwarded-For; none of it is believed by default.
TRUSTED_PROXIES = count("TRUSTED_PROXIES", 0)
INTAKES_PER_HOUR = count("INTAKES_PER_HOUR", 10)  # objections, applications and feedback of one address
SIGN_UPS_PER_HOUR = count("SIGN_UPS_PER_HOUR", 20)  # for events, and cancellations, of one address
WRONG_RECEIPTS_PER_HOUR = count("WRONG_RECEIPTS_PER_HOUR", 30)
API_REQUESTS_PER_MINUTE = count("API_REQUESTS_PER_MINUTE", 120)  # of one address; 0: as many as it likes

# Whether the worker asks other sites if the links to them still work; off, since a server of a closed network cannot.
LINK_CHECKS = boolean("LINK_CHECKS", False)

DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo-only")
LOGIN_URL = "wagtailadmin_login"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
