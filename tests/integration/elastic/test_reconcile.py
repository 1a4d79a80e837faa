"""Register and indexes compared: what was tampered with or lost is named and mended."""

from io import StringIO

import pytest
from django.core.management import call_command

from cms.register import verbs
from cms.register.models import Entry
from search.backends.elasticsearch.writing import stamp
from search.models import Change
from tests.factories import cases
from tests.integration.elastic.conftest import rebuild


@pytest.fixture
def shown(tree):
    """Three public entries."""
    return [verbs.publish(cases.punishment(tree.scjg)) for _ in range(3)]


def reconciled():
    """What the command says, by what it compared."""
    said = StringIO()
    call_command("reconcile", stdout=said)
    return dict(line.split(": ", 1) for line in said.getvalue().splitlines())


FINE = "as it should be"


@pytest.mark.engine("elasticsearch")
class TestCluster:
    """The index of the cluster."""

    @pytest.fixture
    def index(self, register, shown):
        """An index in use that holds all of `shown`."""
        rebuild(register)
        return register.get_index_for_model(Entry).name

    def test_without_difference(self, index):
        assert reconciled()["search index of the cluster"] == FINE

    def test_what_is_missing_other_or_needless(self, register, index, shown):
        lost, old, gone = shown
        cluster = register.cluster
        cluster.call("delete", index=index, id=str(lost.pk))
        document = {"pk": str(old.pk), "number": old.pk, "stamp": stamp(old.pk, 999), "title": "旧"}
        cluster.call("index", index=index, id=str(old.pk), document=document, version=50, version_type="external")
        Entry.objects.filter(pk=gone.pk).update(state="suspended")
        Change.objects.update(indexed=2**40)  # as if all had been told: the outbox alone would never mend it
        assert reconciled()["search index of the cluster"] == "3 differed, mended"
        assert reconciled()["search index of the cluster"] == FINE
        held = cluster.call("search", index=index, size=10, version=True)["hits"]["hits"]
        assert {int(hit["_id"]) for hit in held} == {lost.pk, old.pk}

    def test_a_register_restored_from_yesterday_wins_over_an_index_of_today(self, register, index, shown):
        """The index has later versions than the register's outbox knows."""
        for _ in range(5):
            verbs.dispute(shown[0], why="异议。")
            verbs.resume(shown[0], why="不成立。")
        reconciled()
        Change.objects.filter(pk=shown[0].pk).update(version=2, indexed=2)
        assert reconciled()["search index of the cluster"] == "1 differed, mended"
        assert reconciled()["search index of the cluster"] == FINE

    def test_what_waits_is_no_difference_but_is_told(self, index, shown):
        verbs.suspend(shown[0], why="核实。")
        assert reconciled()["search index of the cluster"] == FINE
        assert not Change.objects.waiting().exists()
