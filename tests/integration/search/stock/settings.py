"""Settings of modelsearch's own suite: its test app and our backend, and nothing of the site.

`test_stock_suite` runs it in a process of its own, so that the test app is installed nowhere else.
"""

from cms.settings.environment import database, search_backends

SECRET_KEY = "test-only"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "modelsearch",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
DATABASES = {"default": database() | {"TEST": {"NAME": None}}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")
    # Beside the database of the tests that started this process.
    DATABASES["default"]["TEST"]["NAME"] = f"test_stock_{DATABASES['default']['NAME']}"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
# The engine under test: the cluster where there is one.
ENGINE = {"ATOMIC_REBUILD": True, **list(search_backends().values())[-1], "AUTO_UPDATE": True}
if "INDEX_PREFIX" in ENGINE:
    ENGINE["INDEX_PREFIX"] += "stock_"
MODELSEARCH_BACKENDS = {"default": ENGINE}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
USE_TZ = True
