"""Campaign days and their rules on the desk: each kind by its questions, no two at once, every change kept."""

import pytest
from django.db import IntegrityError, transaction
from wagtail_modeladmin.helpers import AdminURLHelper

from campaigns.models import CampaignDay, DayRule
from campaigns.vocabulary import Part
from cms.rules.history import history_of
from tests.factories import site

RULE = AdminURLHelper(DayRule)
NUMBERS = ("month", "monthday", "last_month", "last_monthday", "nth", "weekday")


@pytest.fixture
def desk(tree, client):
    """A client of an administrator."""
    client.force_login(site.make_user(None, username="root", superuser=True))
    return client


@pytest.fixture
def day(db):
    """A day without a rule."""
    return CampaignDay.objects.create(code="honest-day", name="诚信日")


def typed(day, **answers):
    """What the form sends."""
    empty = dict.fromkeys([*NUMBERS, "valid_from", "valid_to", "years_typed", "name"], "")
    return empty | {"day": day.pk, "part": "day", "authority": "通知（示例）"} | answers


def rule(day, **fields):
    """A saved rule."""
    return DayRule.objects.create(
        day=day, **({"kind": "fixed_day", "month": 3, "monthday": 15, "authority": "x"} | fields)
    )


@pytest.mark.parametrize(
    ("answers", "columns"),
    [
        ({"kind": "fixed_day", "month": 3, "monthday": 15}, {"month": 3, "monthday": 15}),
        ({"kind": "fixed_day", "month": 3, "monthday": 15, "nth": 2, "weekday": 7}, {"month": 3, "nth": None}),
        ({"kind": "fixed_month", "month": 9}, {"month": 9, "monthday": None}),
        (
            {"kind": "fixed_span", "month": 4, "monthday": 20, "last_month": 4, "last_monthday": 26},
            {"last_month": 4, "last_monthday": 26},
        ),
        ({"kind": "nth_weekday", "month": 6, "nth": 2, "weekday": 7}, {"nth": 2, "weekday": 7}),
        ({"kind": "week_of", "month": 12, "monthday": 4}, {"month": 12, "monthday": 4}),
        (
            {"kind": "per_year", "years_typed": "2016-07-04 至 2016-07-08\n2018-07-05"},
            {"years": {"2016": ["2016-07-04", "2016-07-08"], "2018": ["2018-07-05", "2018-07-05"]}},
        ),
        ({"kind": "per_year"}, {"years": {}}),
    ],
)
def test_each_kind_is_stored_listed_and_shown_again(desk, day, answers, columns):
    assert desk.post(RULE.get_action_url("create"), typed(day, **answers)).status_code == 302
    made = day.rules.get()
    assert {name: getattr(made, name) for name in columns} == columns
    assert made.in_words()
    assert made.in_words() in desk.get(RULE.index_url + "?q=诚信日").content.decode()
    edit = RULE.get_action_url("edit", made.pk)
    form = desk.get(edit).context["form"]
    data = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    assert desk.post(edit, data).status_code == 302
    again = day.rules.get()
    assert {name: getattr(again, name) for name in columns} == columns


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": "fixed_day", "month": 2, "monthday": 30}, "monthday"),
        ({"kind": "fixed_day", "month": 3}, "monthday"),
        ({"kind": "fixed_month", "month": 13}, "month"),
        ({"kind": "fixed_month", "month": "99999999999999999999"}, "month"),
        ({"kind": "fixed_span", "month": 4, "monthday": 20, "last_month": 3, "last_monthday": 1}, "last_monthday"),
        ({"kind": "nth_weekday", "month": 6, "nth": 6, "weekday": 7}, "nth"),
        ({"kind": "per_year", "years_typed": "2018年7月"}, "years_typed"),
        ({"kind": "per_year", "years_typed": "2018-02-30"}, "years_typed"),
        ({"kind": "lunar"}, "kind"),
        ({"kind": "fixed_month", "month": 6, "valid_from": 2014, "valid_to": 2013}, "valid_to"),
        ({"kind": "fixed_month", "month": 6, "valid_from": 14}, "valid_from"),
        ({"kind": "fixed_month", "month": 6, "authority": ""}, "authority"),
    ],
)
def test_errors_stand_beside_the_question_and_keep_what_was_typed(desk, day, answers, field):
    answer = desk.post(RULE.get_action_url("create"), typed(day, name="打好的名称", **answers))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {field}
    assert any("\u4e00" <= char <= "\u9fff" for char in errors[field][0])
    assert "打好的名称" in answer.content.decode()
    assert not day.rules.exists()


class TestOneAtATime:
    """Of a day at most one rule dates the same part in a year."""

    def test_the_form_says_which_other_rule_there_is(self, desk, day):
        rule(day, valid_from=2002, valid_to=2013)
        answer = desk.post(RULE.get_action_url("create"), typed(day, kind="fixed_month", month=6, valid_from=2013))
        assert "2002–2013" in answer.context["form"].errors["valid_from"][0]
        data = typed(day, kind="fixed_month", month=6, valid_from=2014)
        assert desk.post(RULE.get_action_url("create"), data).status_code == 302

    @pytest.mark.parametrize(("first", "last"), [(None, None), (2013, None), (None, 2002), (2005, 2006)])
    def test_nor_does_the_database_take_two(self, day, first, last):
        rule(day, valid_from=2002, valid_to=2013)
        with pytest.raises(IntegrityError), transaction.atomic():
            rule(day, valid_from=first, valid_to=last)
        later = rule(day, valid_from=2014)
        with pytest.raises(IntegrityError), transaction.atomic():
            DayRule.objects.filter(pk=later.pk).update(valid_from=2013)

    def test_another_part_may_be_dated_in_the_same_year(self, day):
        rule(day)
        rule(day, part=Part.PERIOD, kind="week_of")


@pytest.mark.parametrize(
    "fields",
    [
        {"monthday": None},
        {"month": 2, "monthday": 30},
        {"month": 13},
        {"nth": 2},
        {"years": {"2020": ["2020-01-01", "2020-01-01"]}},
        {"kind": "nth_weekday", "monthday": None, "nth": 6, "weekday": 1},
        {"kind": "nth_weekday", "monthday": None, "nth": 1, "weekday": 8},
        {"kind": "fixed_span", "last_month": 3, "last_monthday": 14},
        {"valid_from": 2014, "valid_to": 2013},
    ],
)
def test_the_database_refuses_what_is_no_rule(day, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(day, **fields)


def test_every_change_of_a_rule_is_kept(desk, day):
    made = rule(day)
    made.monthday = 16
    made.save()
    assert [line[1:] for line in history_of(made).first().lines] == [("15", "16")]
    page = desk.get(RULE.get_action_url("history", made.pk)).content.decode()
    assert "16" in page


class TestTheDaysOfThePlan:
    """What §10 of the domain rules says, in years on both sides of each change."""

    @pytest.mark.parametrize(
        ("code", "year", "part", "name", "first", "last"),
        [
            ("consumer-rights-day", 2026, None, "国际消费者权益日", "2026-03-15", "2026-03-15"),
            ("credit-care-day", 2008, None, "全国信用记录关爱日", "2008-06-14", "2008-06-14"),
            ("credit-care-day", 2007, None, "", None, None),
            ("morality-day", 2003, None, "公民道德宣传日", "2003-09-20", "2003-09-20"),
            ("constitution-day", 2013, None, "全国法制宣传日", "2013-12-04", "2013-12-04"),
            ("constitution-day", 2014, None, "国家宪法日", "2014-12-04", "2014-12-04"),
            ("constitution-day", 2018, None, "国家宪法日", "2018-12-03", "2018-12-09"),
            ("constitution-day", 2018, "day", "国家宪法日", "2018-12-04", "2018-12-04"),
            ("double-eleven", 2025, None, "“双十一”网络消费诚信宣传", "2025-10-20", "2025-11-15"),
            ("double-eleven", 2025, "day", "“双十一”网络消费诚信宣传", "2025-11-11", "2025-11-11"),
            ("net-integrity-day", 2016, None, "网络诚信宣传日", "2016-07-04", "2016-07-08"),
            ("net-integrity-day", 2018, None, "网络诚信宣传日", "2018-07-05", "2018-07-05"),
            ("net-integrity-day", 2017, None, "", None, None),
            ("commerce-month", 2018, None, "诚信兴商宣传月", "2018-09-01", "2018-09-30"),
            ("commerce-month", 2020, None, "", None, None),
            ("work-safety-month", 2001, None, "安全生产周", "2001-05-01", "2001-05-31"),
            ("work-safety-month", 2002, None, "安全生产月", "2002-06-01", "2002-06-30"),
            ("work-safety-month", 2013, "day", "安全生产月", "2013-06-09", "2013-06-09"),
            ("work-safety-month", 2014, "day", "安全生产月", "2014-06-16", "2014-06-16"),
            ("quality-month", 2026, None, "全国质量月", "2026-09-01", "2026-09-30"),
            ("ip-week", 2026, None, "全国知识产权宣传周", "2026-04-20", "2026-04-26"),
        ],
    )
    def test_when_it_falls_and_what_it_is_called(self, db, code, year, part, name, first, last):
        day = CampaignDay.objects.prefetch_related("rules").get(code=code)
        found = day.rule_in(year, part)
        span = found and found.span_in(year)
        assert tuple(str(date) for date in span or ()) == tuple(filter(None, (first, last)))
        if span:
            assert day.name_in(year) == name

    def test_every_rule_says_by_whose_decision(self, db):
        assert DayRule.objects.count() >= 16
        assert not DayRule.objects.filter(authority="").exists()
