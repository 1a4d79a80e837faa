"""What administrators see of the index, and how they let refused entries be told again."""

import pytest
from django.urls import reverse
from modelsearch.models import IndexEntry

from cms.ops import jobs
from cms.register import verbs
from cms.units.models import Role
from search.delivery import refused
from search.models import Change
from search.models.change import MOST_ATTEMPTS
from tests.factories import cases, site

# With a cluster each question of a test delivers the outbox; `tests/integration/elastic` is about it.
pytestmark = pytest.mark.engine("sqlite", "postgresql")


@pytest.fixture
def dead(tree):
    """An entry that the index refused too often."""
    entry = verbs.publish(cases.punishment(tree.scjg, title="江津区被拒公司案"))
    change = Change.objects.get(pk=entry.pk)
    for _ in range(MOST_ATTEMPTS):
        refused(entry.pk, change.version, "mapper_parsing_exception")
    return entry


def test_refused_entries_are_shown_with_their_reason_and_tried_again(dead, client):
    client.force_login(site.make_user(None, username="root", superuser=True))
    address = reverse("search_index")
    text = client.get(address).content.decode()
    assert "江津区被拒公司案" in text
    assert "mapper_parsing_exception" in text
    assert not Change.objects.waiting().exists()
    response = client.post(address, {"key": str(dead.pk)}, follow=True)
    assert "将重试 1 个条目" in response.content.decode()
    assert Change.objects.waiting().get().pk == dead.pk


@pytest.mark.parametrize("key", ["abc", "9" * 30, "\x00", "-1"])
def test_a_key_of_nothing_harms_nothing(key, dead, client):
    client.force_login(site.make_user(None, username="root", superuser=True))
    assert client.post(reverse("search_index"), {"key": key}).status_code == 302


def test_only_who_may_sees_it(dead, tree, client):
    client.force_login(site.make_member(tree.scjg, Role.LEADER, "leader"))
    assert client.get(reverse("search_index")).status_code in (302, 403)


def test_a_later_change_begins_anew(dead):
    verbs.dispute(dead, why="异议。")
    assert Change.objects.waiting().get().attempts == 0


def test_the_difference_at_the_last_comparison_is_a_figure(dead, client):
    assert client.get("/readyz").json()["figures"]["search_index_differed"] is None
    IndexEntry.objects.filter(content_type__model="entry").delete()
    assert jobs.run(jobs.registry["reconcile"], jobs.new_holder())
    figures = client.get("/readyz").json()["figures"]
    assert figures == {"search_index_differed": 1, "search_changes_waiting": 0, "search_changes_refused": 1}
    client.force_login(site.make_user(None, username="root", superuser=True))
    assert "1 个条目有出入" in client.get(reverse("search_index")).content.decode()
