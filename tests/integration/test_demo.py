"""The demo content: as much and as varied as the contract says, whole, and without a dead link."""

import datetime
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import strip_tags

from cases.models import PunishmentCasePage, RewardCasePage
from cms import clock
from cms.register import ledger
from cms.register.content import texts
from cms.register.models import Entry, EntryContent, LedgerLine
from cms.register.vocabulary import Kind
from cms.rules.models import Field
from home.tree import ensure_tree
from tests.integration.answers import read

ACCOUNTS = [
    "admin", "editor", "legal", "supervisor", "reporter-fgw", "leader-fgw", "reporter-scjg", "leader-scjg",
    "town-baisha",
]  # fmt: skip


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo content in the test database, once for this module; undone afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        call_command("found_site", stdout=io.StringIO())
        call_command("demo", stdout=io.StringIO(), stderr=io.StringIO())
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


class Links(HTMLParser):
    """The addresses a page links to and the parts it has."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        for name in ("href", "src"):
            if attrs.get(name):
                self.links.add(attrs[name])


def test_accounts(demo, db):
    for name in ACCOUNTS:
        assert get_user_model().objects.get(username=name).check_password(settings.DEMO_PASSWORD)


def test_a_second_run_changes_nothing(demo, db):
    before = LedgerLine.objects.count(), PunishmentCasePage.objects.count(), get_user_model().objects.count()
    output = io.StringIO()
    call_command("demo", stdout=output)
    assert "already" in output.getvalue()
    assert before == (LedgerLine.objects.count(), PunishmentCasePage.objects.count(), get_user_model().objects.count())


def test_cases_over_three_years_in_all_fields_and_states(demo, db):
    assert Entry.objects.filter(kind=Kind.PUNISHMENT).count() >= 60
    assert Entry.objects.filter(kind=Kind.HONOUR).count() >= 40
    for kind, model in [("punishment", PunishmentCasePage), ("honour", RewardCasePage)]:
        assert set(Field.objects.filter(kind=kind)) <= {page.field for page in model.objects.all()}
    decided = list(Entry.objects.filter(kind=Kind.PUNISHMENT).values_list("decided_on", flat=True))
    assert (max(decided) - min(decided)).days > 2 * 365
    assert (clock.today() - max(decided)).days < 30
    states = Counter(Entry.objects.filter(kind=Kind.PUNISHMENT).values_list("state", "end_reason"))
    assert {state for state, _reason in states} == {"published", "disputed", "suspended", "ended"}
    assert {reason for _state, reason in states if reason} >= {"expired", "repaired", "revoked", "corrected"}
    assert PunishmentCasePage.objects.filter(entry__isnull=True).exists()  # drafts
    assert EntryContent.objects.exclude(corrections=[]).exists()


def test_prose_is_distinct(demo, db):
    """No paragraph, title or summary stands twice."""
    texts = []
    for model in (PunishmentCasePage, RewardCasePage):
        for page in model.objects.all():
            texts += [page.title, page.summary]
            for block in page.body:
                texts += [str(part.value) for part in block.value["content"] if part.block_type == "text"]
    assert len(texts) > 500
    assert [text for text, count in Counter(texts).items() if count > 1] == []
    assert min(len(text) for text in texts) > 8


def test_no_case_tells_of_a_day_after_its_publication(demo, db):
    """Dates in the prose lie before the publication, or before a correction that brought them in."""
    late, dates = [], 0
    for entry in Entry.objects.filter(kind__in=[Kind.PUNISHMENT, Kind.HONOUR]).select_related("content"):
        known = [timezone.localdate(entry.visible_from)]
        known += [timezone.localdate(datetime.datetime.fromisoformat(made["at"])) for made in entry.content.corrections]
        text = "\n".join([entry.summary, *texts(entry.content.facts), strip_tags(entry.content.html)])
        for year, month, day in re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text):
            dates += 1
            if datetime.date(int(year), int(month), int(day)) > max(known):
                late.append((entry.title, f"{year}-{month}-{day}", str(max(known))))
    assert dates > 50
    assert late == []


def test_something_was_published_lately(demo, db):
    since = clock.now() - datetime.timedelta(days=14)
    assert Entry.objects.visible().filter(kind=Kind.PUNISHMENT, visible_from__gte=since).count() >= 3


def test_summaries_of_documents_say_that_they_are_summaries(demo, db, client):
    for entry in Entry.objects.filter(kind=Kind.POLICY).exclude(path="/policies/plan-2019/"):
        text = client.get(entry.path).content.decode()
        assert ("本页为要点摘编，不是文件全文" in text) is not entry.title.startswith("解读"), entry.path


def test_guides_promise_nothing_that_is_not_there(demo, db, client):
    """The guides speak of rules in force and of forms that are there."""
    for name in ("about", "repair", "objection", "feedback", "privacy", "accessibility", "terms"):
        entry = Entry.objects.get(path=f"/{name}/")
        assert timezone.localdate(entry.visible_from) >= min(clock.today(), datetime.date(2026, 4, 1))
        text = client.get(entry.path).content.decode()
        assert not [word for word in ("三个开关", "提供入口", "三道审核", "接口服务") if word in text], name
        assert ('name="statement"' in text) is (name in {"repair", "objection", "feedback"}), name


def test_the_plan_has_its_39_items_each_at_its_anchor(demo, db, client):
    text = client.get("/policies/plan-2019/").content.decode()
    assert {f"item-{number}" for number in range(1, 40)} <= Links(text).ids
    assert "区级有关部门配合，国务院督查重点事项" not in text  # it stands as a tag beside the words
    assert "加强信用典型案例披露" in text[text.index('id="item-34"') : text.index('id="item-35"')]


def test_each_of_the_39_items_has_a_place_that_answers(demo, db, client):
    """The page is made from data; every link of every item is followed."""
    text = client.get("/plan/").content.decode()
    parts = re.split(r'data-item="(\d+)"', text.partition("</main>")[0])
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    links = {int(number): re.findall(r'<li><a href="([^"]+)"', part) for number, part in pairs}
    assert set(links) == set(range(1, 40))
    for number, addresses in links.items():
        assert addresses, number
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, (number, address)
            read(response)


def test_everything_went_through_the_verbs(demo, db):
    assert ledger.verify() is None
    assert set(LedgerLine.objects.values_list("entry_id", flat=True)) == set(Entry.objects.values_list("pk", flat=True))
    for entry in Entry.objects.select_related("content"):
        assert ledger.digest(entry.content.data) == entry.content.sha256


@pytest.mark.parametrize(
    "address", ["/board/?q=失信", "/search/?q=拖欠农民工工资", "/search/?q=黑名单", "/search/?q=信用修复"]
)
def test_the_questions_of_the_domain_have_answers(demo, db, client, address):
    text = client.get(address).content.decode()
    assert text.count("data-url=") >= 3


def test_no_link_of_the_site_is_dead(demo, db, client):
    """Every address reachable from the front page answers 200, and every anchor is there."""
    home = ensure_tree()
    assert home.live
    seen, waiting, pages, dead = set(), {"/"}, {}, []
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        if response.status_code != 200:
            dead.append((address, response.status_code))
            continue
        if not response["Content-Type"].startswith("text/html"):
            read(response)
            continue
        pages[address] = Links(response.content.decode())
        for link in pages[address].links:
            path = link.split("#")[0]
            # One filter of each list is enough: their combinations are without end.
            if path.startswith("/") and not path.startswith(("/static/", "/admin/")) and "?" not in path:
                waiting |= {path} - seen
    assert dead == []
    assert len(pages) > 180
    for address, page in pages.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = pages.get(path or address)
            if anchor and target and path.startswith(("/", "")) and not path.startswith("http"):
                assert anchor in target.ids, f"{address} links to {link}"


def test_firms_are_invented_and_say_so(demo, db, client):
    assert "虚构" in client.get("/").content.decode()
    codes = [code for code in Entry.objects.values_list("subjects__code", flat=True) if code]
    assert len(codes) > 90
    assert all(len(code) == 18 for code in codes)


def test_demo_files_hold_no_personal_data(db):
    """No mobile number and no ID number stands in the demo's texts."""

    for path in [*settings.BASE_DIR.glob("*/demo/*.json"), *settings.BASE_DIR.glob("*/*/demo/*.json")]:
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), path
        assert not re.search(r"(?<!\d)\d{17}[\dX](?![\dA-Z])", text), path
