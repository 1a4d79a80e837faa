"""The database's own index compared with the register; that of a cluster is tested in `tests/integration/elastic`."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from modelsearch.models import IndexEntry

from cms.ops.models import CACHE_KEY, SiteMarks
from cms.register import verbs
from search.upkeep import compare_embedded
from tests.factories import cases

# With a cluster each question of a test delivers the outbox; `tests/integration/elastic` is about it.
pytestmark = pytest.mark.engine("sqlite", "postgresql")


def test_rows_the_index_lacks_or_holds_in_vain(tree):
    shown = [verbs.publish(cases.punishment(tree.scjg)) for _ in range(3)]
    rows = IndexEntry.objects.filter(content_type__model="entry")
    before = rows.get(object_id=str(shown[0].pk)).pk
    rows.filter(object_id=str(shown[0].pk)).delete()
    rows.filter(object_id=str(shown[1].pk)).update(object_id="999999")
    assert compare_embedded() == 3
    assert compare_embedded() == 0
    assert {int(row.object_id) for row in rows} == {entry.pk for entry in shown}
    assert not rows.filter(pk=before).exists()


def test_a_stale_cache_is_named_and_forgotten(tree):
    SiteMarks.cached()
    SiteMarks.objects.update(telephone="023-47500000")  # past `save`, which forgets by itself
    said = StringIO()
    call_command("reconcile", stdout=said)
    assert "cached site marks: 1 differed, mended" in said.getvalue()
    assert cache.get(CACHE_KEY) is None
