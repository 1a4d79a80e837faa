"""The columns of the plan from outside: full, empty, by the clock, under wrong parameters; no name of a person."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import clock
from cms.register import verbs
from cms.rules.history import history_of
from home.directory.columns.catalogue import changes
from home.directory.models import (
    CatalogueItem,
    CatalogueVersion,
    Contact,
    Counter,
    CreditPlace,
)
from home.directory.tree import COLUMNS
from tests.factories import cases
from tests.factories.directory import fill, measure
from tests.integration.directory.conftest import DAY

ADDRESSES = [f"/{slug}/" for _shows, slug, _title, _intro in COLUMNS]
MOST_QUERIES = 12
WRONG = [
    *("on=2026-02-30", "on=%00", "on=999999-01-01", "kind=%00", "unit=x'", "year=" + "9" * 40, "version=%00"),
    *("who=1&need=2", "town=%F0%9F%98%80", "level=" + "x" * 3000, "publicity=%FF"),
]


@pytest.fixture
def filled(columns, honoured, make_offer):
    """Rows of every table."""
    verbs.publish(make_offer())
    fill(columns.scjg.unit, columns.baisha.town, rows=5)
    return columns


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_when_empty(columns, client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_few_queries_however_much_there_is(filled, client, address):
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= MOST_QUERIES


@pytest.mark.parametrize("address", ADDRESSES)
def test_wrong_parameters_are_dropped(filled, client, address):
    for query in WRONG:
        assert client.get(f"{address}?{query}").status_code == 200, query


def test_a_wrong_parameter_is_told_and_its_file_is_empty(filled, client):
    assert 'class="notice"' in client.get("/measures/?kind=x").content.decode()
    assert client.get("/measures/export.json?kind=x").json() == []
    assert len(client.get("/measures/export.json").json()) == 5


def test_measures_of_a_day(columns, client):
    unit, today = columns.scjg.unit, clock.today()
    measure(unit, "old", valid_to=today)
    measure(unit, "new", valid_from=today)
    measure(unit, "later", valid_from=today + DAY)
    assert [row["code"] for row in client.get("/measures/export.json").json()] == ["new"]
    before = (today - DAY).isoformat()
    assert [row["code"] for row in client.get(f"/measures/export.json?on={before}").json()] == ["old"]
    with time_machine.travel(clock.now() + DAY, tick=False):
        text = client.get("/measures/").content.decode()
        assert "限制措施later" in text
        assert "限制措施old" not in text


def test_a_change_of_a_measure_is_kept(columns):
    row = measure(columns.scjg.unit)
    row.object = "企业"
    row.save()
    assert history_of(row).first().before["object"] == "失信被执行人"


@pytest.mark.parametrize("text", ["联系 13812345678", "身份证 500116198001011234"])
def test_nothing_personal_stands_in_a_table(columns, text):
    with pytest.raises(ValidationError):
        measure(columns.scjg.unit, object=text)
    with pytest.raises(ValidationError):
        Contact(unit=columns.scjg.unit, office="信用科", telephone="13812345678").full_clean()
    Contact(unit=columns.scjg.unit, office="信用科", telephone="023-47520000").full_clean()


def test_a_hand_over_shows_who_is_responsible_now(columns, client):
    unit, today = columns.scjg.unit, clock.today()
    Contact.objects.create(unit=unit, office="旧科室", valid_to=today)
    Contact.objects.create(unit=unit, office="新科室", valid_from=today)
    text = client.get("/contacts/").content.decode()
    assert "新科室" in text
    assert "旧科室" not in text


def test_a_credit_village_is_gone_after_its_last_day(columns, client):
    values = {"level": "village", "name": "将满村", "town": columns.baisha.town, "year": 2025, "issuer": "区信用办"}
    CreditPlace.objects.create(**values, valid_to=clock.today() + DAY)
    assert "将满村" in client.get("/credit-villages/").content.decode()
    with time_machine.travel(clock.now() + DAY, tick=False):
        assert "将满村" not in client.get("/credit-villages/").content.decode()


def test_versions_of_the_catalogue(columns, client):
    unit, today = columns.scjg.unit, clock.today()
    old = CatalogueVersion.objects.create(code="old", name="旧版", in_force_on=today - 9 * DAY)
    new = CatalogueVersion.objects.create(code="new", name="新版", in_force_on=today)
    CatalogueVersion.objects.create(code="draft", name="未施行版", in_force_on=today + DAY)
    shared = {"unit": unit, "subjects": "firms", "basis": "法", "publicity": "open"}
    for version, code, cycle in [(old, "A1", "每月"), (old, "A2", "每月"), (new, "A2", "每周"), (new, "A3", "每月")]:
        CatalogueItem.objects.create(version=version, code=code, name=code, cycle=cycle, **shared)
    assert changes(new, old) == [("A1", "A1", "removed"), ("A2", "A2", "changed"), ("A3", "A3", "added")]
    text = client.get("/catalogue/").content.decode()
    assert "新版" in text
    assert "未施行版" not in text
    assert [row["code"] for row in client.get("/catalogue/export.json?version=old").json()] == ["A1", "A2"]


def test_rates_carry_numerator_denominator_and_day(columns, client):
    Counter.objects.create(
        item=5, year=2026, name="退出率", value=31, base=95, target=30, measure="家", unit=columns.fgw.unit,
        as_of=datetime.date(2026, 11, 1), source="台账",
    )  # fmt: skip
    text = " ".join(client.get("/training/").content.decode().split())
    assert "32.6%" in text
    assert "95 家中的 31 家" in text
    assert "2026-11-01" in text


class TestOffers:
    def test_the_finder_works_without_javascript(self, make_offer, client):
        verbs.publish(make_offer())
        verbs.publish(make_offer(title="信易游", slug="travel", need="travel", for_citizens=True, for_firms=False))
        text = client.get("/xinyi/?who=citizen&need=travel").content.decode()
        assert "/xinyi/travel/" in text
        assert "/xinyi/bank-tax/" not in text
        assert "data-url" not in client.get("/xinyi/?who=farmer").content.decode()

    def test_gone_after_its_last_day_and_not_there_before_its_first(self, make_offer, client):
        today = clock.today()
        entry = verbs.publish(make_offer(valid_from=today + DAY, valid_to=today + 3 * DAY))
        assert entry.path not in client.get("/xinyi/").content.decode()
        with time_machine.travel(clock.now() + DAY, tick=False):
            assert entry.path in client.get("/xinyi/").content.decode()
        with time_machine.travel(clock.now() + 3 * DAY, tick=False):
            assert client.get(entry.path).status_code == 410
            assert entry.path not in client.get("/xinyi/").content.decode()

    def test_a_story_is_told_while_its_case_is_public(self, columns, make_offer, client, editor):
        case = verbs.publish(cases.honour(columns.scjg))
        page = make_offer()
        page.stories.create(page_of_case_id=case.page_id)
        page.save_revision()
        entry = verbs.publish(page)
        assert case.path in client.get(entry.path).content.decode()
        verbs.end(case, reason="withdrawn", why="撤回同意", by=editor)
        assert case.path not in client.get(entry.path).content.decode()

    def test_an_offer_says_what_it_is(self, make_offer):
        with pytest.raises(verbs.Refused):
            verbs.publish(make_offer(steps=""))
        with pytest.raises(ValidationError):
            make_offer(slug="b", telephone="13812345678")


def test_the_news_of_the_front_page_are_articles(make_offer, client):
    """Lists, offers and commitments are pages of information too, but no news."""
    article, offer = verbs.publish(cases.information()), verbs.publish(make_offer())
    html = client.get("/").content.decode()
    assert article.path in html
    assert offer.path not in html
