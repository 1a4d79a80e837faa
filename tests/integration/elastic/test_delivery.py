"""The outbox: nothing rolled back is indexed, nothing committed is lost, older never overwrites newer."""

import pytest
from django.db import transaction
from elastic_transport import ConnectionTimeout

from cms.register import verbs
from cms.register.fulltext import Away
from cms.register.models import Entry, EntrySubject
from search import delivery
from search.backends.elasticsearch import writing
from search.models import Change
from search.models.change import MOST_ATTEMPTS
from tests.factories import cases
from tests.integration.elastic.conftest import rebuild

pytestmark = pytest.mark.engine("elasticsearch")


@pytest.fixture
def index(register, tree):
    """The name of an index in use, with nothing in it."""
    rebuild(register)
    return register.get_index_for_model(Entry).name


@pytest.fixture
def held(register, index):
    """`held()`: `{key: version}` of the documents in the index."""

    def ask():
        register.cluster.call("indices.refresh", index=index)
        answer = register.cluster.call("search", index=index, size=100, version=True)
        return {int(hit["_id"]): hit["_version"] for hit in answer["hits"]["hits"]}

    return ask


def version(entry):
    """The version of an entry in the outbox."""
    return Change.objects.get(pk=entry.pk).version


def test_each_verb_reaches_the_index(tree, held):
    entry = verbs.publish(cases.punishment(tree.scjg))
    assert Change.objects.waiting().get().pk == entry.pk
    assert held() == {}
    assert delivery.deliver() == 1
    assert held() == {entry.pk: version(entry)}
    assert not Change.objects.waiting().exists()
    verbs.suspend(entry, why="核实。")
    delivery.deliver()
    assert held() == {}
    verbs.resume(entry, why="核实无误。")
    delivery.deliver()
    assert held() == {entry.pk: version(entry)}
    verbs.end(entry, reason="repaired", why="已修复。")
    delivery.deliver()
    assert held() == {}


def test_what_is_rolled_back_is_never_told(tree, held):
    with transaction.atomic():
        verbs.publish(cases.punishment(tree.scjg))
        transaction.set_rollback(True)
    assert not Change.objects.exists()
    assert delivery.deliver() == 0
    assert held() == {}


def test_no_way_to_change_the_register_goes_past_the_outbox(tree, held):
    entry = verbs.publish(cases.punishment(tree.scjg))
    delivery.deliver()
    for change in (
        lambda: Entry.objects.filter(pk=entry.pk).update(title="批量更新"),
        lambda: EntrySubject.objects.filter(entry=entry).update(name="另一公司"),
        lambda: EntrySubject.objects.bulk_create([EntrySubject(entry=entry, name="又一公司")]),
        lambda: EntrySubject.objects.filter(entry=entry, name="又一公司").delete(),
    ):
        before = version(entry)
        change()
        assert version(entry) > before
        assert Change.objects.waiting().exists()
        delivery.deliver()
        assert held() == {entry.pk: version(entry)}


def test_a_late_delivery_does_not_overwrite_a_newer_one(register, index, tree, held):
    entry = verbs.publish(cases.punishment(tree.scjg))
    old = {entry.pk: version(entry)}
    verbs.dispute(entry, why="当事人提出异议。")
    delivery.deliver()
    now = held()
    assert list(writing.write(register.cluster, index, old, None, seconds=5)) == [(entry.pk, "")]
    assert held() == now == {entry.pk: version(entry)}


def test_a_late_delivery_does_not_bring_back_what_was_removed(register, index, tree, held, monkeypatch):
    entry = verbs.publish(cases.punishment(tree.scjg))
    old = {entry.pk: version(entry)}
    late = list(writing.operations(old, None))  # written before the end, sent after it
    verbs.end(entry, reason="revoked", why="决定被撤销。")
    delivery.deliver()
    monkeypatch.setattr(writing, "operations", lambda versions, at: iter(late))
    assert list(writing.write(register.cluster, index, old, None, seconds=5)) == [(entry.pk, "")]
    assert held() == {}


def test_a_change_made_while_it_is_delivered_is_delivered_too(tree, held, monkeypatch):
    entry = verbs.publish(cases.punishment(tree.scjg))
    write, made = writing.write, []

    def and_meanwhile(*args, **options):
        if not made:
            made.append(Entry.objects.filter(pk=entry.pk).update(title="其间的更正"))
        return write(*args, **options)

    monkeypatch.setattr(writing, "write", and_meanwhile)
    delivery.deliver()
    assert held() == {entry.pk: version(entry)}
    assert not Change.objects.waiting().exists()


def test_what_the_cluster_does_not_take_waits(register, tree, held, monkeypatch):
    entry = verbs.publish(cases.punishment(tree.scjg))

    def away(*args, **options):
        raise ConnectionTimeout("late")

    monkeypatch.setattr(register.cluster.es.__class__, "bulk", away)
    with pytest.raises(Away):
        delivery.deliver()
    assert Change.objects.waiting().get().attempts == 0  # the cluster's fault is not the document's
    monkeypatch.undo()
    delivery.deliver()
    assert held() == {entry.pk: version(entry)}


def test_a_refused_document_holds_up_nobody_and_ends_among_the_dead(tree, held, monkeypatch):
    bad = verbs.publish(cases.punishment(tree.scjg))
    good = verbs.publish(cases.honour(tree.scjg))
    real = writing.Mapping.get_document

    def spoilt(mapping, entry):
        return real(mapping, entry) | ({"unknown_field": 1} if entry.pk == bad.pk else {})

    monkeypatch.setattr(writing.Mapping, "get_document", spoilt)
    assert delivery.deliver() == 1
    assert held() == {good.pk: version(good)}
    change = Change.objects.get(pk=bad.pk)
    assert (change.attempts, change.error) == (1, "strict_dynamic_mapping_exception")
    assert delivery.deliver() == 0  # not before its time
    for attempt in range(2, MOST_ATTEMPTS + 1):
        Change.objects.filter(pk=bad.pk).update(next_try=None)
        delivery.deliver()
        assert Change.objects.get(pk=bad.pk).attempts == attempt
    assert list(Change.objects.dead()) == [change]
    assert not Change.objects.waiting().exists()
    monkeypatch.undo()
    delivery.try_again([bad.pk])
    delivery.deliver()
    assert held() == {good.pk: version(good), bad.pk: version(bad)}


def test_without_an_index_changes_wait(register, tree):
    verbs.publish(cases.punishment(tree.scjg))
    with pytest.raises(Away):
        delivery.deliver()
    assert Change.objects.waiting().count() == 1
