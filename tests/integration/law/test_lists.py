"""What every list of cases says: 国办发〔2020〕49号 (no list without basis, entry, exit and remedy) and the dates.

The date of the decision stands beside the date of publication wherever a case is shown (domain rules §5).
"""

import datetime

import pytest
from django.utils import timezone

from cms import clock
from cms.register import verbs
from tests.factories import cases
from tests.integration.answers import read
from tests.public_addresses import Trace, addresses

DAY = datetime.timedelta(days=1)


@pytest.fixture
def entry(tree):
    """A case decided and published on two days that nothing else on the site bears."""
    decided = clock.today() - 37 * DAY
    page = cases.punishment(tree.scjg, decided_on=decided, notified_on=decided - 9 * DAY)
    return verbs.publish(page, at=clock.now() - 5 * DAY)


@pytest.mark.parametrize("address", ["/board/", "/honours/", "/units/scjg/"])
def test_a_list_says_basis_entry_exit_and_remedy(tree, client, address):
    text = client.get(address).content.decode()
    for word in ("依据", "列入", "退出", "救济"):
        assert f"<dt>{word}" in text, word


def test_decision_and_publication_stand_together(entry, tree, client):
    subject = entry.subjects.get()
    trace = Trace(
        name=subject.name,
        code=subject.code,
        document_number=entry.document_number,
        path=entry.path,
        verification=entry.code,
        words=(entry.title, str(entry.year)),
        frames=("/", "/board/", "/units/scjg/"),
    )
    dates = {entry.decided_on.isoformat(), timezone.localdate(entry.visible_from).isoformat()}
    shown = []
    for address in addresses(trace):
        answer = client.get(address)
        content = read(answer)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        text = content.decode()
        if f'href="{entry.path}"' in text or address == entry.path:
            shown.append(address.split("?")[0])
            assert {date for date in dates if date in text} == dates, address
    assert {"/", "/board/", "/units/scjg/", "/search/", "/lookup/", entry.path} <= set(shown)


def test_offenders_are_not_ranked(tree, client):
    """No order by the size of the fine, whatever is asked for: the address says so and keeps its own order."""
    small = verbs.publish(cases.punishment(tree.scjg, fine="0.1"))
    large = verbs.publish(cases.punishment(tree.scjg, fine="900"))
    text = client.get("/board/?order=fine").content.decode()
    assert text.index(large.path) < text.index(small.path)  # the later entry first: equal days, newer number
    plain = client.get("/board/").content.decode()
    assert plain.index(large.path) < plain.index(small.path)
    assert "排名" not in plain.replace("不排名", "")
