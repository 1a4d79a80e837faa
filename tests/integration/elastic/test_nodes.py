"""A cluster of three nodes loses one while it is written to: nothing is lost, and nobody notices."""

import threading

import pytest

from cms.register import verbs
from cms.register.fulltext import Away
from cms.register.models import Entry
from search import delivery, reconciling
from search.models import Change
from tests.factories import cases
from tests.integration.elastic.conftest import rebuild

pytestmark = pytest.mark.engine("elasticsearch")


def primary(three, index):
    """The number of the node that holds the index's first copy."""
    rows = three.ask(f"/_cat/shards/{index}?format=json", node=1)
    return next(int(row["node"].removeprefix("node-")) for row in rows if row["prirep"] == "p")


def test_losing_a_node_while_indexing(three, at, tree, client):
    backend = at(three.hosts())
    entries = [verbs.publish(cases.honour(tree.scjg, subject=f"江津区蒟蒻{name}社")) for name in "子丑寅卯辰巳"]
    rebuild(backend)
    alias = backend.get_index_for_model(Entry).name
    three.wait(f"/_cluster/health/{alias}?level=indices", lambda answer: answer["status"] == "green")
    lost = primary(three, alias)
    left = next(node for node in (1, 2, 3) if node != lost)
    told = threading.Event()

    def kill():
        told.wait(30)
        three.run("kill", lost)

    killer = threading.Thread(target=kill)
    killer.start()
    for number in range(30):
        Entry.objects.filter(pk=entries[number % 6].pk).update(title=f"蒟蒻第{number}次改名")
        if number == 5:
            told.set()
        try:
            delivery.deliver()
        except Away:  # the moment between the loss and the election
            assert Change.objects.waiting().exists()
        response = client.get("/search/", {"q": "蒟蒻"})
        assert response.status_code == 200
        assert response.context["listing"].total == 6
    killer.join()
    three.wait("/_cluster/health", lambda answer: answer["number_of_nodes"] == 2, node=left)
    three.wait(f"/_cluster/health/{alias}", lambda answer: answer["status"] in ("yellow", "green"), node=left)
    delivery.deliver()
    assert not Change.objects.waiting().exists()
    assert len(reconciling.compare(backend.cluster, alias)) == 0
    three.run("start", lost)


def test_an_index_without_a_copy_turns_red_with_its_node(three, at, tree, client):
    """Part of an index is no answer: it would say of a firm that nothing is known."""
    backend = at(three.hosts())
    backend.settings = {"auto_expand_replicas": "false", "number_of_replicas": 0, "number_of_shards": 3}
    for name in "子丑寅卯辰巳":
        verbs.publish(cases.honour(tree.scjg, subject=f"江津区蒟蒻{name}社"))
    rebuild(backend)
    alias = backend.get_index_for_model(Entry).name
    three.ask(
        f"/{alias}/_settings", {"index": {"auto_expand_replicas": "false", "number_of_replicas": 0}}, method="PUT"
    )
    three.wait(f"/_cluster/health/{alias}", lambda answer: answer["status"] == "green")
    lost = primary(three, alias)
    left = next(node for node in (1, 2, 3) if node != lost)
    three.run("kill", lost)
    try:
        three.wait(f"/_cluster/health/{alias}", lambda answer: answer["status"] == "red", node=left)
        response = client.get("/search/", {"q": "蒟蒻"})
        assert response.context["listing"].total == 6
        assert "检索服务正在恢复" in response.content.decode()
    finally:
        three.run("start", lost)
    three.wait(f"/_cluster/health/{alias}", lambda answer: answer["status"] == "green", node=left)
