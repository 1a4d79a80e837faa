"""What integration tests measured, shown at the end of the run, from xdist's workers as well."""

import os

import pytest
from django.conf import settings

from cms.register.fulltext import ENGINE, engine

PATIENT = 10  # seconds: a busy test machine is no fault of the cluster
CLUSTER = settings.MODELSEARCH_BACKENDS.get(ENGINE)
if CLUSTER:
    CLUSTER["INDEX_PREFIX"] += f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}-"


@pytest.fixture(autouse=True)
def _delivered(monkeypatch):
    """On Elasticsearch: an index of the test's own; the outbox is delivered before each question, as by a worker."""
    if not CLUSTER:
        yield
        return
    from cms.register.models import Entry  # modelsearch's own suite runs without our models
    from search.backends.elasticsearch.cluster import Cluster
    from search.backends.elasticsearch.mapping import index_body
    from search.delivery import deliver
    from search.lag import Lag

    monkeypatch.setattr(Lag, "looked_at", float("-inf"))
    ask, made = Cluster.searches, []

    def deliver_and_ask(cluster, index, bodies):
        if not made:
            sweep(cluster)
            made.append(index)
            body = index_body(Entry, {"refresh_interval": "-1"})
            cluster.call("indices.create", index=f"{index}_made", aliases={index: {}}, **body)
        deliver(refresh=True)
        return ask(cluster, index, bodies)

    monkeypatch.setattr(Cluster, "searches", deliver_and_ask)
    monkeypatch.setattr(Cluster, "seconds", PATIENT)
    yield
    if made:
        sweep(engine().cluster)


def sweep(cluster):
    """Deletes every index of this run."""
    for name in cluster.call("indices.get", index=f"{CLUSTER['INDEX_PREFIX']}*", features="aliases"):
        cluster.call("indices.delete", index=name)


def pytest_terminal_summary(terminalreporter):
    """Writes the tables that tests recorded with `record_property("table", …)`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "table":
                terminalreporter.write_line(value)
