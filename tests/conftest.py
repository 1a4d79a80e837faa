"""What every test may use."""

import pytest
from django.core.cache import cache

from cms.register.fulltext import ENGINE
from search.remembered import forget_everything


def engine_of_run():
    """The search engine this run is about: `sqlite`, `postgresql`, or `elasticsearch` beside one of them."""
    from django.conf import settings
    from django.db import connection

    return "elasticsearch" if ENGINE in settings.MODELSEARCH_BACKENDS else connection.vendor


def pytest_collection_modifyitems(config, items):
    """Leaves out what is about another engine: `make test` runs once on each, and nothing is skipped."""
    engine = engine_of_run()
    kept, other = [], []
    for item in items:
        marker = item.get_closest_marker("engine")
        (kept if marker is None or engine in marker.args else other).append(item)
    config.hook.pytest_deselected(items=other)
    items[:] = kept


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """pytest-django's database of the tests, and a template of it as it is before the first of them."""
    from tests.migrated import keep

    with django_db_blocker.unblock():
        template = keep(tmp_path_factory.mktemp("migrated"))
    yield template
    if template:
        template.remove()


@pytest.fixture(scope="session")
def migrated(django_db_setup):
    """Databases with all migrations run and nothing else in them: `with migrated.copy() as address`."""
    return django_db_setup


@pytest.fixture
def fresh(db, migrated):
    """The address of a database of this run's engine with all migrations run and nothing else in it."""
    with migrated.copy() as address:
        yield address


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Each test starts with an empty cache, and with nothing remembered in the process."""
    cache.clear()
    forget_everything()


@pytest.fixture
def tree(db):
    """The page tree with two departments, a town and their pages."""
    from tests.factories import site

    return site.make_tree()


@pytest.fixture
def editor(tree):
    """An editor of the credit office."""
    from tests.factories import site

    return site.make_user("编辑", username="editor")


@pytest.fixture
def outsider(tree):
    """A user of the desk with access to the admin and nothing else."""
    from tests.factories import site

    return site.make_user(None, username="outsider")
