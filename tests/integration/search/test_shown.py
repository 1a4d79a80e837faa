"""What lists and pages of entries say beside the entries' own words."""

import datetime
import re

import pytest

from cms import clock
from cms.register import verbs
from cms.units.models import UnitName
from home.models import ColumnPage, InfoPage
from tests.factories import cases

DAY = datetime.timedelta(days=1)
FOLD = "依据、列入、退出与救济"


def timeline(client, entry):
    """`[(word, date)]` of a case's dates in the order of the page."""
    text = client.get(entry.path).content.decode()
    (part,) = re.findall(r'<ol class="timeline".*?</ol>', text, re.S)
    return re.findall(r'<span class="word">([^<]+)</span>\s*<time datetime="[^"]+">([^<]+)</time>', part)


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        ("minor", ["决定日期", "可修复", "公示日期", "公示截止"]),
        ("general", ["决定日期", "公示日期", "可修复", "公示截止"]),
        ("serious", ["决定日期", "公示日期", "可修复", "公示截止"]),
    ],
)
def test_the_dates_of_a_case_stand_in_their_own_order(tree, client, severity, words):
    decided_on = clock.today() - 5 * DAY
    page = cases.punishment(
        tree.scjg,
        severity=severity,
        necessity="确有提示必要。",
        decided_on=decided_on,
        notified_on=decided_on - 9 * DAY,
    )
    shown = timeline(client, verbs.publish(page))
    assert [word for word, _date in shown] == words
    assert [date for _word, date in shown] == sorted(date for _word, date in shown)


def test_only_cases_carry_a_state_on_a_units_page(tree, client):
    page = InfoPage(title="信用宣传进社区", slug="street", unit=tree.scjg.unit, live=False)
    tree.scjg.page.add_child(instance=page)
    page.save_revision()
    verbs.publish(page)
    assert "公示中" not in client.get("/units/scjg/").content.decode()
    verbs.publish(cases.punishment(tree.scjg))
    assert client.get("/units/scjg/").content.decode().count("badge published") == 1


def test_only_names_of_the_past_are_told(tree, client):
    unit = tree.scjg.unit
    changed = datetime.date(2019, 2, 18)
    unit.names.all().update(valid_from=changed)
    UnitName.objects.create(unit=unit, full="江津区工商行政管理局", short="区工商局", valid_to=changed)
    text = client.get("/units/scjg/").content.decode()
    assert "2019年2月18日前名称：江津区工商行政管理局" in text
    assert text.count("前名称：") == 1


def test_the_rules_stand_on_lists_of_decisions_and_policies(tree, client):
    tree.home.add_child(instance=ColumnPage(title="信用动态", slug="news"))
    addresses = ["/board/", "/honours/", "/policies/", "/units/scjg/", "/news/", "/campaigns/", "/units/"]
    shown = [address for address in addresses if FOLD in client.get(address).content.decode()]
    assert shown == ["/board/", "/honours/", "/policies/", "/units/scjg/"]


def test_an_honoured_firm_is_no_party(tree, client):
    text = client.get(verbs.publish(cases.honour(tree.scjg)).path).content.decode()
    assert "<dt>守信主体</dt>" in text
    assert "<dt>当事人</dt>" not in text


def test_engines_keep_no_copy_of_the_names_on_the_front_page(tree, client):
    text = client.get("/").content.decode()
    assert '<meta name="robots" content="noarchive">' in text
    assert re.search(r'<section aria-labelledby="h-board" data-nosnippet>', text)


@pytest.mark.parametrize("public", [True, False])
def test_an_unknown_verification_code_accuses_nobody(tree, client, public):
    if public:
        verbs.publish(cases.information(title="投诉举报", slug="feedback"))
    text = client.get("/verify/", {"code": "ABCDEFGHJK"}).content.decode()
    assert "没有查到这个核验码" in text
    assert "请核对是否输错" in text
    assert ('<a href="/feedback/">请告诉我们</a>' in text) is public
    assert "请告诉我们" in text
