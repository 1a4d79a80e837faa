"""Elasticsearch as it is, and servers of the tests' own to be frozen, killed and spoilt."""

import os
import shutil
from tempfile import mkdtemp

import pytest
from django.conf import settings

from cms.register.fulltext import ENGINE, engine
from search.backends.elasticsearch.cluster import Cluster
from search.lag import Lag
from search.rebuilding import Rebuild
from tests.integration.conftest import PATIENT, sweep
from tests.integration.elastic.servers import Nodes

HERE = "credit-test-faults-"


@pytest.fixture(autouse=True)
def _delivered(monkeypatch):
    """Not by itself here: these tests say when the outbox is delivered."""
    monkeypatch.setattr(Lag, "looked_at", float("-inf"))
    monkeypatch.setattr(Cluster, "seconds", PATIENT)


@pytest.fixture
def register(db):
    """The backend of the run's own server, without an index."""
    backend = engine()
    sweep(backend.cluster)
    yield backend
    sweep(backend.cluster)


class Bar:
    """A progress bar that shows nothing."""

    def __init__(self, **options):
        self.options = options

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def update(self, number):
        """Nothing."""


def rebuild(backend=None, say=None):
    """Builds and puts into use the index of what is in the register now."""
    Rebuild(backend or engine(), progress=Bar, say=say or (lambda line: None)).run()


@pytest.fixture
def at(monkeypatch):
    """Has the site ask other servers: `at(hosts)` gives their backend."""

    def ask(hosts, **options):
        cluster = settings.MODELSEARCH_BACKENDS[ENGINE] | {"HOSTS": hosts, "OPTIONS": options, "INDEX_PREFIX": HERE}
        monkeypatch.setitem(settings.MODELSEARCH_BACKENDS, ENGINE, cluster)
        return engine()

    return ask


def started(count, port, **variables):
    """A running cluster, ended with the session."""
    folder = mkdtemp(prefix="faults-", dir=os.environ.get("SERVICES_DIR") or None)
    os.chmod(folder, 0o755)
    nodes = Nodes(count, port, folder, **variables)
    nodes.run("start")
    yield nodes
    nodes.run("kill")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server():
    """One node that may be frozen and killed; it obeys the disk's watermarks."""
    yield from started(1, 9290, ELASTICSEARCH_SETTINGS="cluster.routing.allocation.disk.threshold_enabled=true")


@pytest.fixture(scope="session")
def three():
    """Three nodes of one cluster."""
    yield from started(3, 9320)
