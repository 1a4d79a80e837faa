"""modelsearch's own tests against our backends. Not collected by itself: see `test_stock_suite`."""

from django.conf import settings
from django.db import connection
from django.test import override_settings
from modelsearch.test.testapp import models
from modelsearch.tests import test_elasticsearch9_backend, test_postgres_backend, test_sqlite_backend
from modelsearch.tests.test_backends import BackendTests

from tests.integration.search.stock import rows


class Overridden:
    """What the tests assert of the stock analysis or weights that ours decides otherwise."""

    backend_path = settings.MODELSEARCH_BACKENDS["default"]["BACKEND"]
    fixtures = None  # not in the wheel

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        rows.make()

    def test_all_indexes(self):
        """An index of the cluster is named after its schema as well, so that another one cannot answer for it."""
        names = [index.get_key() for index in self.backend.all_indexes()]
        models = ["author", "book", "character", "advertwithcustomuuidprimarykey", "meeting", "mpanimal", "nsanimal"]
        wanted = [f"searchtests_{name}_" for name in models] if ENGINE == "elasticsearch" else ["default"]
        assert len(names) == len(wanted)
        assert all(any(part in name for name in names) for part in wanted)

    def test_reset_indexes(self):
        """Skipped by the stock class of Elasticsearch, which cannot delete behind an alias."""
        assert self.backend.search("JavaScript", models.Book).count() == 2
        self.backend.reset_indexes()
        self.backend.refresh_indexes()
        assert self.backend.search("JavaScript", models.Book).count() == 0

    def test_search_boosting_on_related_fields(self):
        """We weigh titles against the rest, no field of the rest against another: all are found, in no set order."""
        results = self.backend.search("Bilbo Baggins", models.Novel)
        assert {result.pk for result in results} == {1, 2, 3, 4}


# In a dictionary, where pytest does not look for tests.
STOCK = {
    "sqlite": test_sqlite_backend.TestSQLiteSearchBackend,
    "postgresql": test_postgres_backend.TestPostgresSearchBackend,
    "elasticsearch": test_elasticsearch9_backend.TestElasticsearch9SearchBackend,
}
ENGINE = "elasticsearch" if "INDEX_PREFIX" in settings.MODELSEARCH_BACKENDS["default"] else connection.vendor


@override_settings(MODELSEARCH_BACKENDS=settings.MODELSEARCH_BACKENDS)
class TestOurBackend(Overridden, STOCK[ENGINE]):
    """All tests of the engine's stock class, PostgreSQL's of fuzzy queries included."""


for name in [] if ENGINE == "elasticsearch" else dir(BackendTests):
    # Takes back the stock classes' skips: our backends can do what they cannot.
    if name.startswith("test_") and name not in vars(Overridden):
        setattr(TestOurBackend, name, getattr(BackendTests, name))
