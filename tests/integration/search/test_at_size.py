"""Search on a register of some size: the planner's choices change with the number of rows."""

import pytest

from cases import bulk
from cms.register.models import Entry
from cms.register.vocabulary import Kind


@pytest.mark.parametrize("address", ["/board/?q={}", "/board/?q={}&class=serious&year=2025", "/search/?q={}"])
def test_lists_answer_with_many_cases(tree, client, address):
    """Found with 2,500 cases: "unable to use function MATCH in the requested context"."""
    bulk.load(1500)
    entry = Entry.objects.filter(kind=Kind.PUNISHMENT).earliest("pk")
    response = client.get(address.format(entry.title[2:7]))
    assert response.status_code == 200
    if "year" not in address:
        assert entry.path in response.content.decode()
