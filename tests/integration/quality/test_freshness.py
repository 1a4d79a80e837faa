"""How fresh columns are, by limits that are data, and who is told."""

import datetime

import pytest
from django.urls import reverse

from cases.remedy.models import Intake
from cases.remedy.vocabulary import Kind
from cms import clock
from cms.notices.models import Notice
from cms.quality import freshness
from cms.quality.freshness import Column, Freshness, Standing, standings
from cms.quality.models import ColumnKind, FreshnessLimit
from cms.quality.reminders import tell_editors
from cms.register import verbs
from cms.rules.models import RuleChange
from home.models import ColumnPage
from tests.factories import cases

DAY = datetime.timedelta(days=1)


def standing(key):
    """Where the column `key` stands."""
    return next(row for row in standings() if row.column.key == key)


@pytest.fixture
def column(tree):
    """A column of news."""
    page = ColumnPage(title="工作动态", slug="news")
    tree.home.add_child(instance=page)
    return page


def news(column, at, **fields):
    """An article of the column, public since `at`."""
    page = cases.information(**fields)
    page.move(column, pos="last-child")
    page.refresh_from_db()
    return verbs.publish(page, at=at)


def at_state(days_ago, limit=14, kind=ColumnKind.NEWS, count=1):
    """The state of a column whose newest item is so many days old."""
    today = datetime.date(2026, 5, 20)
    last = None if days_ago is None else today - days_ago * DAY
    rule = limit and FreshnessLimit(kind=kind, days=limit)
    return Standing(Column("k", kind, "栏目", last, count), rule, today).state


def test_states_by_age():
    assert at_state(0) == at_state(10) == Freshness.FRESH
    assert at_state(11) == at_state(13) == Freshness.SOON
    assert at_state(14) == at_state(400) == Freshness.STALE
    assert at_state(400, limit=None) == Freshness.FREE
    assert at_state(None, count=0) == at_state(None, limit=None, count=0) == Freshness.EMPTY
    assert at_state(None, count=3) == Freshness.STALE  # undated alone: not updated
    assert at_state(None, count=0, kind=ColumnKind.MESSAGES) == Freshness.FRESH


def test_the_limits_of_the_indicators(db):
    limits = dict(FreshnessLimit.objects.values_list("kind", "days"))
    assert limits == {"home": 14, "news": 14, "policy": 180, "messages": 90}
    assert all("国办秘函〔2019〕19号" in limit.authority for limit in FreshnessLimit.objects.all())


def test_a_column_goes_stale_by_the_clock(column, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 1, 2, tzinfo=datetime.UTC), tick=False)
    key = f"column:{column.pk}"
    assert standing(key).state == Freshness.EMPTY
    news(column, clock.now())
    assert standing(key).state == Freshness.FRESH
    assert standing("home").state == Freshness.FRESH
    time_machine.shift(11 * DAY)
    row = standing(key)
    assert (row.state, row.days_left, row.stale_on) == (Freshness.SOON, 3, datetime.date(2026, 5, 15))
    time_machine.shift(3 * DAY)
    assert standing(key).state == standing("home").state == Freshness.STALE
    news(column, clock.now())
    assert standing(key).state == standing("home").state == Freshness.FRESH


def test_limits_are_data_with_history(column, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 1, 2, tzinfo=datetime.UTC), tick=False)
    news(column, clock.now() - 9 * DAY)
    FreshnessLimit.objects.create(kind="news", days=7, authority="区规定", valid_from=datetime.date(2026, 5, 3))
    assert standing(f"column:{column.pk}").state == Freshness.FRESH
    time_machine.shift(2 * DAY)
    row = standing(f"column:{column.pk}")
    assert (row.state, row.limit.authority) == (Freshness.STALE, "区规定")
    assert RuleChange.objects.filter(rule="quality.freshnesslimit").exists()


def test_policies_have_half_a_year(tree):
    verbs.publish(cases.policy(), at=clock.now() - 170 * DAY)
    assert standing("policies").state == Freshness.FRESH
    assert standing("home").state == Freshness.STALE


def test_messages_that_wait_are_counted_and_not_quoted(tree, client, editor):
    words = "某某公司拖欠我三个月工资"
    Intake.objects.create(
        kind=Kind.FEEDBACK, statement=words, applicant_name="申请人甲", received_at=clock.now() - 91 * DAY
    )
    row = standing("intakes:feedback")
    assert (row.state, row.column.count) == (Freshness.STALE, 1)
    tell_editors()
    client.force_login(editor)
    for name in ("quality", "quality_columns"):
        page = client.get(reverse(name)).content.decode()
        assert "超期未" in page
        assert words not in page
        assert "申请人甲" not in page
    assert words not in "".join(Notice.objects.values_list("title", flat=True))


def test_editors_are_told_before_and_when_once_each(column, editor, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 1, 2, tzinfo=datetime.UTC), tick=False)
    news(column, clock.now())

    def told():
        tell_editors()
        return list(Notice.objects.filter(user=editor, title__contains="工作动态").values_list("title", flat=True))

    assert told() == []
    time_machine.shift(11 * DAY)
    assert told() == told() == ["栏目“工作动态”须在2026-05-15前更新"]
    time_machine.shift(DAY)
    assert len(told()) == 1
    time_machine.shift(2 * DAY)
    assert sorted(told()) == sorted(["栏目“工作动态”须在2026-05-15前更新", "栏目“工作动态”超期未更新"])
    time_machine.shift(5 * DAY)
    assert len(told()) == 2
    news(column, clock.now())
    time_machine.shift(14 * DAY)
    assert len(told()) == 3  # anew, for the newer item


def test_empty_columns_are_told_in_one_notice(tree, editor):
    tell_editors()
    tell_editors()
    assert Notice.objects.filter(user=editor, title__contains="栏目为空").count() == 1


def test_each_app_registered_its_columns(tree):
    keys = {row.column.key.split(":")[0] for row in standings()}
    assert {"home", "policies", "unit", "board", "intakes"} <= keys
    assert len(freshness.sources) == len(set(freshness.sources)) >= 4


def test_state_by_symbol_and_word(column, client, editor):
    client.force_login(editor)
    page = client.get(reverse("quality_columns")).content.decode()
    assert '<span aria-hidden="true">○</span> 空白' in page
    assert "工作动态" in page
