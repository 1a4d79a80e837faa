"""A rebuild beside the index in use: no gap, nothing lost, goes on after a kill, and has a way back."""

import pytest
from django.core.management import CommandError, call_command

from cms.register import verbs
from cms.register.fulltext import Away
from cms.register.models import Entry
from search import delivery, rebuilding, reconciling
from search.models import Build, Change
from tests.factories import cases
from tests.integration.elastic.conftest import rebuild

pytestmark = pytest.mark.engine("elasticsearch")


def differences(backend):
    """How much the index in use differs from the register."""
    return len(reconciling.compare(backend.cluster, backend.get_index_for_model(Entry).name))


def found(client, question):
    """The titles a search page shows."""
    return [entry.title for entry in client.get("/search/", {"q": question}).context["listing"].entries]


@pytest.fixture
def shown(tree):
    """Three public entries."""
    return [verbs.publish(cases.punishment(tree.scjg, subject=f"江津区甲{name}公司")) for name in "子丑寅"]


def test_the_first_one_leaves_nothing_to_be_told(register, shown, client):
    rebuild(register)
    assert not Change.objects.waiting().exists()
    assert differences(register) == 0
    assert len(found(client, "江津区甲")) == 3


def test_what_changes_meanwhile_is_there_before_the_switch(register, shown, tree, client, monkeypatch):
    rebuild(register)
    fill = rebuilding.Rebuild._fill

    def and_meanwhile(self, build):
        fill(self, build)
        Entry.objects.filter(pk=shown[0].pk).update(title="其间改名的案例")
        verbs.end(shown[1], reason="revoked", why="决定被撤销。")
        verbs.publish(cases.honour(tree.scjg, subject="江津区甲卯公司"))
        assert len(found(client, "江津区甲子")) == 1  # from the index in use, while the other one is built

    monkeypatch.setattr(rebuilding.Rebuild, "_fill", and_meanwhile)
    at_the_switch = []
    switch = rebuilding.Rebuild._switch
    monkeypatch.setattr(
        rebuilding.Rebuild,
        "_switch",
        lambda self, build: (
            at_the_switch.append(len(reconciling.compare(self.cluster, build.index, waiting=True))),
            switch(self, build),
        ),
    )
    rebuild(register)
    assert at_the_switch == [0]
    assert differences(register) == 0
    assert found(client, "其间改名的案例") == ["其间改名的案例"]
    assert len(found(client, "江津区甲卯")) == 1


def test_a_killed_one_goes_on_where_it_was(register, shown, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 1)
    send = rebuilding.Rebuild._send
    sent = []

    def killed(self, build, versions):
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.extend(versions)
        send(self, build, versions)

    monkeypatch.setattr(rebuilding.Rebuild, "_send", killed)
    with pytest.raises(KeyboardInterrupt):
        rebuild(register)
    build = Build.objects.get()
    assert (build.sent, build.switched_at) == (2, None)
    with pytest.raises(rebuilding.Busy):  # it may be alive: it gave a sign of life just now
        rebuild(register)
    Build.objects.update(touched_at=build.touched_at - rebuilding.SIGN_OF_LIFE)
    monkeypatch.setattr(rebuilding.Rebuild, "_send", send)
    said = []
    rebuild(register, said.append)
    assert said[0].startswith("going on with")
    assert Build.objects.get().index == build.index
    assert differences(register) == 0


def test_the_way_back_brings_what_was_missed(register, shown, client):
    rebuild(register)
    rebuild(register)
    verbs.suspend(shown[0], why="核实。")
    delivery.deliver()
    new, old = Build.objects.order_by("-switched_at")
    for index in (old.index, new.index):  # what is public no more lies in neither
        register.cluster.call("indices.refresh", index=index)
        held = register.cluster.call("search", index=index, size=9)["hits"]["hits"]
        assert {int(hit["_id"]) for hit in held} == {entry.pk for entry in shown[1:]}
    call_command("rebuild_modelsearch_index", roll_back=True, verbosity=0)
    assert register.cluster.call("indices.get_alias", name=old.alias).keys() == {old.index}
    assert differences(register) == 0
    assert len(found(client, "江津区甲")) == 2
    call_command("rebuild_modelsearch_index", roll_back=True, verbosity=0)
    assert register.cluster.call("indices.get_alias", name=old.alias).keys() == {new.index}


def test_only_the_index_before_is_kept(register, shown):
    for _ in range(3):
        rebuild(register)
    kept = register.cluster.call("indices.get", index=f"{register.index_prefix}*", features="aliases")
    assert set(kept) == set(Build.objects.values_list("index", flat=True))
    assert len(kept) == 2


def test_without_an_index_before_there_is_no_way_back(register, shown):
    rebuild(register)
    with pytest.raises(CommandError, match="no index to go back to"):
        call_command("rebuild_modelsearch_index", roll_back=True, verbosity=0)


def test_an_index_of_another_schema_does_not_answer(register, shown, client, monkeypatch):
    rebuild(register)
    monkeypatch.setattr("search.backends.elasticsearch.schema", lambda root: "another")
    response = client.get("/search/", {"q": "江津区甲"})
    assert "检索服务正在恢复" in response.content.decode()
    assert len(response.context["listing"].entries) == 3  # from the database
    assert "rebuild_modelsearch_index" in client.get("/readyz").json()["checks"]["search"]


def test_no_index_comes_into_being_by_a_write(register, shown):
    with pytest.raises(Away):
        delivery.deliver()
    assert not register.cluster.call("indices.get", index=f"{register.index_prefix}*")
