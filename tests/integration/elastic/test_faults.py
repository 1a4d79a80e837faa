"""The ordinary day of a cluster: whatever happens to it, citizens and editors notice a quiet note at the most.

Each fault is done to a real server; the table at the end tells what was seen.
"""

import time

import pytest
from django.urls import reverse
from elastic_transport import TlsError

from cms.register import verbs
from cms.register.fulltext import Away
from cms.register.models import Entry
from search import delivery, reconciling
from search.backends.elasticsearch.cluster import Cluster
from search.lag import Lag
from search.models import Change
from tests.factories import cases, site
from tests.integration.conftest import PATIENT
from tests.integration.elastic.conftest import rebuild
from tests.integration.elastic.servers import Proxy

pytestmark = pytest.mark.engine("elasticsearch")
NOTE = "检索服务正在恢复"
SECONDS = Cluster.seconds
table = []


@pytest.fixture
def case(tree, server):
    """A public case that the words 蒟蒻粉条 find."""
    return verbs.publish(cases.punishment(tree.scjg, subject="江津区蒟蒻粉条有限公司"))


class Visitor:
    """Does what citizens and editors do, and notes how it went."""

    def __init__(self, client, tree):
        self.client, self.tree, self.seen = client, tree, []

    def timed(self, do):
        """The result of `do()`; how long it took goes into the table."""
        start = time.perf_counter()
        result = do()
        self.seen.append(f"{time.perf_counter() - start:.2f} s")
        return result

    def search(self, *, note):
        """The search page finds the case, with or without the note."""
        response = self.timed(lambda: self.client.get("/search/", {"q": "蒟蒻粉条"}))
        assert response.status_code == 200
        assert response.context["listing"].total >= 1
        assert (NOTE in response.content.decode()) is note
        suggested = self.client.get("/search/suggest/", {"q": "蒟蒻"}).json()["suggestions"]
        assert any("蒟蒻粉条" in item["text"] for item in suggested)

    def publish(self):
        """A case is published as ever, and public at once."""
        page = cases.punishment(self.tree.scjg, subject="江津区蒟蒻粉条二厂")
        entry = self.timed(lambda: verbs.publish(page))
        assert self.client.get(entry.path).status_code == 200
        return entry

    def admin(self):
        """The desk's search of pages and its chooser find it."""
        self.client.force_login(site.make_user(None, username=f"root{len(self.seen)}", superuser=True))
        found = self.timed(lambda: self.client.get(reverse("wagtailadmin_pages:search"), {"q": "蒟蒻"}))
        assert len(found.context["pages"]) >= 1
        chooser = self.client.get(reverse("wagtailadmin_choose_page_search"), {"q": "蒟蒻"})
        assert chooser.status_code == 200
        assert "蒟蒻" in chooser.content.decode()
        self.client.logout()

    def ready(self, *, degraded):
        """The health page says it, and stays 200."""
        response = self.client.get("/readyz")
        assert response.status_code == 200
        assert response.json()["checks"]["search"].startswith("degraded" if degraded else "ok")


@pytest.fixture
def visitor(client, tree, case):
    """A visitor with something to find."""
    return Visitor(client, tree)


def through(visitor, backend, name, *, heal, reads=True, writes=True):
    """Search, publication, desk and health during a fault of reads and writes; then `heal()`, and nothing is lost."""
    if reads:
        Cluster.seconds = SECONDS  # as outside of the tests
    visitor.search(note=reads)
    visitor.search(note=reads)  # the breaker is open now: nobody waits
    visitor.publish()
    visitor.admin()
    visitor.ready(degraded=reads)
    if writes:
        with pytest.raises(Away):
            delivery.deliver()
    waiting = Change.objects.waiting().count()
    assert waiting
    Cluster.seconds = PATIENT
    heal()
    recover(backend)
    assert delivery.deliver() == waiting
    assert len(reconciling.compare(backend.cluster, backend.get_index_for_model(Entry).name)) == 0
    visitor.search(note=False)
    visitor.ready(degraded=False)
    first, second, publish, admin, *_rest = visitor.seen
    table.append((name, f"{first} / {second}", publish, admin, f"{waiting} told, 0 differ"))


def recover(backend):
    """Waits until the breaker has found out by itself that the cluster answers."""
    end = time.monotonic() + 60
    while not backend.cluster.breaker.closed and time.monotonic() < end:
        try:
            backend.cluster.search(index=backend.get_index_for_model(Entry).name, size=0)
        except Away:
            time.sleep(0.2)
    assert backend.cluster.breaker.closed, backend.cluster.breaker.reason


def test_frozen(visitor, server, at):
    backend = at(server.hosts())
    rebuild(backend)
    server.freeze()
    try:
        through(visitor, backend, "frozen (SIGSTOP)", heal=server.thaw)
    finally:
        server.thaw()


def test_killed(visitor, server, at):
    backend = at(server.hosts())
    rebuild(backend)
    server.run("kill")
    through(visitor, backend, "killed (SIGKILL)", heal=lambda: server.run("start"))


@pytest.mark.parametrize("mode", ["delay", "drip", "cut", "garble", "foreign"])
def test_spoilt_by_a_proxy(mode, visitor, server, at):
    proxy = Proxy(server.first_port)
    backend = at([proxy.host])
    rebuild(backend)
    proxy.mode = mode
    through(visitor, backend, f"proxy: {mode}", heal=lambda: setattr(proxy, "mode", "pass"), writes=mode != "delay")
    proxy.shutdown()
    proxy.server_close()


def watermark(server, *, full):
    """Has the server take its disk for full, whatever its size: more must be free than any disk has; or no more so."""
    free = {"low": "903tb", "high": "902tb", "flood_stage": "901tb"}
    watermarks = "cluster.routing.allocation.disk.watermark"
    levels = {f"{watermarks}.{level}": size if full else None for level, size in free.items()}
    server.ask("/_cluster/settings", {"persistent": levels | {"cluster.info.update.interval": "10s"}}, method="PUT")


def test_disk_full(visitor, server, at):
    """The flood stage of the disk's watermark makes the index read-only: it is read on, until it is behind."""
    backend = at(server.hosts())
    rebuild(backend)
    watermark(server, full=True)
    settings = f"/{backend.get_index_for_model(Entry).name}/_settings?flat_settings=true"

    def blocked(answer):
        (index,) = answer.values()
        return index["settings"].get("index.blocks.read_only_allow_delete") == "true"

    def heal():
        watermark(server, full=False)
        server.wait(settings, lambda answer: not blocked(answer))

    try:
        server.wait(settings, blocked)
        through(visitor, backend, "disk full, read-only", heal=heal, reads=False)
    finally:
        heal()


def test_read_only_for_long(visitor, server, at, monkeypatch):
    """An index that hears of nothing does not answer for long: the newest would not be found."""
    backend = at(server.hosts())
    rebuild(backend)
    verbs.publish(cases.punishment(visitor.tree.scjg, subject="江津区新蒟蒻厂"))
    Change.objects.waiting().update(changed_at="2020-01-01T00:00:00Z")
    Lag.looked_at = float("-inf")
    response = visitor.client.get("/search/", {"q": "新蒟蒻厂"})
    assert NOTE in response.content.decode()
    assert response.context["listing"].total == 1
    visitor.ready(degraded=True)
    delivery.deliver()
    Lag.looked_at = float("-inf")
    visitor.search(note=False)


def test_nobody_listens(visitor, at, server):
    backend = at(["http://127.0.0.1:9"])
    visitor.search(note=True)
    visitor.publish()
    visitor.admin()
    visitor.ready(degraded=True)
    assert not backend.cluster.breaker.closed
    table.append(("refused", visitor.seen[0], visitor.seen[1], visitor.seen[2], "—"))


def test_a_question_that_is_refused_keeps_no_other_waiting(register, visitor):
    rebuild(register)
    index = register.get_index_for_model(Entry).name
    with pytest.raises(Away, match="exception"):
        register.cluster.searches(index, [{"query": {"no such query": {}}}])
    assert register.cluster.breaker.closed
    visitor.search(note=False)


def test_gone_between_two_questions_of_one_page(register, visitor, monkeypatch):
    """A page beyond the end, or a filter that does not exist, asks twice."""
    rebuild(register)
    ask, asked = Cluster.searches, []

    def once(cluster, index, bodies):
        asked.append(index)
        if len(asked) % 2 == 0:
            raise Away("gone")
        return ask(cluster, index, bodies)

    monkeypatch.setattr(Cluster, "searches", once)
    for params in ({"page": "9"}, {"unit": "nobody"}):
        response = visitor.client.get("/search/", {"q": "蒟蒻粉条", **params})
        assert response.status_code == 200
        assert response.context["listing"].total == len(response.context["listing"].entries) == 1
        assert NOTE in response.content.decode()


def test_what_was_seen(record_property):
    """The table of all faults, shown at the end of the run."""
    heads = ("fault", "search (first / next)", "publish", "admin search", "afterwards")
    lines = [("{:<24}{:<24}{:<10}{:<14}{}").format(*row) for row in (heads, *table)]
    record_property("table", "\n".join(["", *lines, ""]))
    assert len(table) == 9


class TestSecurity:
    """The run's own server speaks TLS and asks for a key."""

    @pytest.fixture
    def own(self, register):
        """Host and options of the run's own server; without TLS there is nothing to test."""
        from django.conf import settings

        cluster = settings.MODELSEARCH_BACKENDS["register"]
        assert cluster["HOSTS"][0].startswith("https://"), "the run's server must speak TLS"
        return cluster["HOSTS"], cluster["OPTIONS"]

    def test_a_certificate_of_somebody_else_is_refused(self, own, visitor, at, tmp_path):
        hosts, options = own
        from tests.integration.elastic.certificates import authority

        other = tmp_path / "ca.crt"
        other.write_bytes(authority())
        backend = at(hosts, **options | {"ca_certs": str(other)})
        visitor.search(note=True)
        with pytest.raises(TlsError):
            backend.cluster.es.info()

    def test_a_wrong_key(self, own, visitor, at, caplog):
        hosts, options = own
        at(hosts, **options | {"api_key": "c2VjcmV0OnNlY3JldA=="})
        visitor.search(note=True)
        visitor.ready(degraded=True)
        assert "c2VjcmV0" not in caplog.text

    def test_the_key_opens_its_own_indexes_only(self, own, register):
        for call, body in [
            ("indices.create", {"index": "others-index"}),
            ("search", {"index": ".security-7"}),
            ("cluster.put_settings", {"persistent": {"action.auto_create_index": "true"}}),
            ("security.get_user", {}),
            ("indices.delete", {"index": "others-index"}),
        ]:
            with pytest.raises(Away, match="403"):
                register.cluster.call(call, **body)

    def test_no_secret_is_in_a_log_or_a_representation(self, own, register, caplog):
        _hosts, options = own
        with caplog.at_level("DEBUG"), pytest.raises(Away):
            register.cluster.search(index="credit-test-nothing")
        shown = caplog.text + repr(register.cluster.es) + str(register.cluster.breaker.reason)
        assert options["api_key"] not in shown
