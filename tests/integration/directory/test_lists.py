"""Lists of the fields: none without basis, entry, exit, remedy; an honour is shown while it is valid, by the clock."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms import clock
from cms.register import verbs
from cms.register.models import EntrySubject
from tests.factories import cases
from tests.integration.directory.conftest import DAY

ENDING, LASTING = "江津区将满诚信机械有限公司", "江津区长久诚信粮油有限公司"


@pytest.mark.parametrize("name", ["entry_rule", "exit_rule", "remedy"])
def test_no_list_without_its_rules(make_list, name):
    page = make_list(**{name: "  "})
    with pytest.raises(verbs.Refused):
        verbs.publish(page)
    assert [problem.field for problem in page.publication_problems(clock.now())] == [name]


def test_no_list_without_a_basis(make_list):
    page = make_list()
    page.bases = []
    page.save_revision()
    with pytest.raises(verbs.Refused):
        verbs.publish(page)


def test_no_second_list_of_a_field(make_list, honoured):
    with pytest.raises(ValidationError):
        make_list(slug="second")


@pytest.mark.parametrize(
    ("fields", "member"),
    [
        ({"of_persons": True, "persons": 3}, {"name": "江津区诚信机械有限公司"}),
        ({}, {"name": "王小明", "code": ""}),
        ({"field": "quality"}, {"name": "江津区诚信机械有限公司"}),
    ],
)
def test_persons_and_the_dishonest_are_not_named(make_list, fields, member):
    page = make_list(fields.pop("field", "contract-honouring"), members=[member], **fields)
    with pytest.raises(verbs.Refused):
        verbs.publish(page)


def test_persons_are_counted(make_list, client):
    page = make_list("moral-models", of_persons=True, persons=26, persons_on=clock.today())
    text = client.get(verbs.publish(page).path).content.decode()
    assert "守信个人 26 名" in text


def test_the_page_says_all_that_49_asks(honoured, client):
    text = client.get(honoured.path).content.decode()
    for words in ("《行政处罚法》 第四十八条", "依规定列入。", "期满移出。", "可以提出异议。", "国办发〔2020〕49号"):
        assert words in text
    assert honoured.path in client.get("/lists/").content.decode()


def everywhere(client, entry, name):
    """The addresses at which the name stands."""
    code = EntrySubject.objects.get(entry=entry, name=name).code
    asked = {
        entry.path: name,
        "/lists/": name,
        f"/lookup/?q={name}": entry.path,
        f"/lookup/?q={code}": entry.path,
        f"/lookup/?q={name[3:7]}": entry.path,
        f"/search/suggest/?q={name}": entry.path,
        f"/search/suggest/?q={code}": entry.path,
        f"/search/?q={name}": entry.path,
        f"/print/{entry.code}/notice/": name,
        f"/print/{entry.code}/booklet/": name,
        f"/verify/{entry.code}/": name,
        f"/api/v1/entries/{entry.code}": name,
        f"/elder{entry.path}": name,
    }
    found = set()
    for address, sign in asked.items():
        response = client.get(address)
        assert response.status_code == 200
        text = response.content.decode()
        if sign in text:
            found.add(address.partition("?")[0])
    return found


def test_an_honour_is_gone_after_its_last_day(honoured, client):
    """With no scheduler and no new index: it is asked when it is read."""
    end = EntrySubject.objects.get(name=ENDING).until
    last = timezone.make_aware(datetime.datetime.combine(end, datetime.time(23, 59)))
    with time_machine.travel(last, tick=False):
        shown = everywhere(client, honoured, ENDING)
        assert shown >= {honoured.path, "/lookup/", "/search/suggest/", f"/print/{honoured.code}/notice/"}
        # A sheet on a wall asks no clock: the last day stands beside the name.
        assert f"{end.year}年{end.month}月{end.day}日" in client.get(f"/print/{honoured.code}/notice/").content.decode()
    with time_machine.travel(last + DAY, tick=False):
        assert everywhere(client, honoured, ENDING) == set()
        assert everywhere(client, honoured, LASTING) >= {honoured.path, "/lookup/", "/search/suggest/"}
        assert honoured.is_visible()


def test_a_revoked_honour_is_gone_on_its_day(make_list, client):
    member = {"name": ENDING, "revoked_on": clock.today()}
    entry = verbs.publish(make_list(members=[member]))
    assert everywhere(client, entry, ENDING) == set()


def test_cases_stay_as_they_were(columns, client):
    """A subject of a case has no end of its own."""
    entry = verbs.publish(cases.punishment(columns.scjg, subject="江津区曝光建材有限公司"))
    subject = entry.subjects.get()
    assert subject.until is None
    with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False):
        assert entry.path in client.get(f"/lookup/?q={subject.code}").content.decode()


def test_files_carry_the_definitions(honoured, client):
    rows = client.get("/lists/export.json").json()
    assert [row["basis"] for row in rows] == ["《行政处罚法》 第四十八条"]
    assert client.get("/lists/export.csv").content.decode("utf-8-sig").startswith("领域,")
    assert client.get("/lists/export.xlsx").status_code == 200
    assert client.get("/lists/feed.atom").status_code == 404
