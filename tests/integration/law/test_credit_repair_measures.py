"""信用信息修复管理办法 (国家发展改革委令第36号, in force 2026-04-01), its predecessor (令第58号), and sectors' rules:
市场监督管理行政处罚信息公示规定 (国家市场监督管理总局令第45号), 拖欠农民工工资失信联合惩戒对象名单管理暂行办法.

How long a case is public, whether it is at all, by which rule; and that no rule changes unseen.
"""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail_modeladmin.helpers import AdminURLHelper

from cms import clock
from cms.register import verbs
from cms.rules.history import history_of
from cms.rules.models import DeadlineRule, LoadedWord, PublicationRule, Regime, RuleChange
from tests.factories import cases, site

NOON = datetime.datetime(2026, 7, 1, 4, tzinfo=datetime.UTC)
IN_FORCE, BEFORE = datetime.date(2026, 6, 1), datetime.date(2026, 3, 31)


@pytest.fixture(autouse=True)
def july():
    """A day on which both orders have decisions."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def market(tree):
    """The market regulator, whose decisions follow Order 45."""
    tree.scjg.authority.regime = Regime.objects.get(code="market-regulation")
    tree.scjg.authority.save()
    return tree.scjg


def problems(page):
    found = {}
    for problem in page.publication_problems(clock.now()):
        found[problem.field] = found.get(problem.field, "") + problem
    return found


class TestTheClassesOfOrder36:
    """轻微、一般、严重: three months by necessity only, one year, three years, from the day of decision."""

    @pytest.mark.parametrize(
        ("severity", "last", "repair"),
        [
            ("minor", (2026, 9, 1), (2026, 6, 2)),
            ("general", (2027, 6, 1), (2026, 9, 2)),
            ("serious", (2029, 6, 1), (2027, 6, 2)),
        ],
    )
    def test_periods(self, tree, severity, last, repair):
        necessity = "影响范围广" if severity == "minor" else ""
        page = cases.punishment(tree.scjg, severity=severity, decided_on=IN_FORCE, necessity=necessity)
        entry = verbs.publish(page)
        assert entry.last_public_day == datetime.date(*last)
        assert entry.content.facts["earliest_repair_on"] == datetime.date(*repair).isoformat()

    def test_a_minor_case_is_refused_by_default(self, tree):
        page = cases.punishment(tree.scjg, severity="minor", decided_on=IN_FORCE)
        assert "必要性" in problems(page)["necessity"]

    def test_before_it_three_years_at_the_most_whatever_the_class(self, tree):
        page = cases.punishment(tree.scjg, decided_on=BEFORE)
        entry = verbs.publish(page)
        assert entry.last_public_day == datetime.date(2029, 3, 31)
        assert "第58号" in entry.content.facts["period_rule"]
        assert entry.content.facts["earliest_repair_on"] == "2026-07-01"

    def test_before_it_one_year_at_the_least_for_safety(self, tree):
        safety = Regime.objects.get(code="safety")
        entry = verbs.publish(cases.punishment(tree.scjg, decided_on=BEFORE, regime=safety))
        assert entry.content.facts["earliest_repair_on"] == "2027-04-01"
        assert entry.content.facts["regime"] == safety.name

    def test_the_page_and_the_page_of_publishing_name_the_rule(self, tree, client):
        page = cases.punishment(tree.scjg, decided_on=IN_FORCE)
        client.force_login(site.make_user("编辑", username="chief", superuser=True))
        assert "国家发展改革委令第36号" in client.get(f"/admin/cases/{page.pk}/publish/").content.decode()
        entry = verbs.publish(page)
        text = client.get(entry.path).content.decode()
        assert "国家发展改革委令第36号" in text
        assert "最长 12 个月" in text


class TestMarketRegulation:
    """令第45号: a warning alone is not published; criticism or a smaller fine three months; others three years."""

    def page(self, unit, measure, kinds, **fields):
        values = {"severity": "general", "decided_on": IN_FORCE, "measure": measure, "penalty_types": kinds} | fields
        return cases.punishment(unit, **values)

    def test_a_warning_alone_is_never_published(self, market):
        page = self.page(market, "warning", ["warning"], necessity="有必要")
        assert "不予公示" in problems(page)["measure"]
        with pytest.raises(verbs.Refused, match="不予公示"):
            verbs.publish(page)

    @pytest.mark.parametrize(
        ("measure", "kinds", "last", "repair"),
        [
            ("criticism", ["warning", "criticism"], (2026, 9, 1), ""),
            ("small_fine", ["warning", "fine"], (2026, 9, 1), ""),
            ("other", ["fine", "confiscation"], (2029, 6, 1), "2026-09-02"),
            ("other", ["fine"], (2029, 6, 1), "2026-09-02"),
        ],
    )
    def test_periods(self, market, measure, kinds, last, repair):
        """Where Order 45 does not count the earliest repair from the decision, the class does (Order 36)."""
        entry = verbs.publish(self.page(market, measure, kinds))
        assert entry.last_public_day == datetime.date(*last)
        assert "第45号" in entry.content.facts["period_rule"]
        assert entry.content.facts["earliest_repair_on"] == repair
        assert ("第36号" in entry.content.facts["repair_rule"]) == bool(repair)

    def test_the_department_has_to_say_the_kind(self, market):
        assert "处罚种类" in problems(self.page(market, "", ["fine"]))["measure"]

    @pytest.mark.parametrize(
        ("measure", "kinds"),
        [
            ("small_fine", ["fine", "confiscation"]),
            ("criticism", ["fine"]),
            ("warning", ["warning", "fine"]),
            ("other", ["warning"]),
            ("other", ["criticism"]),
            ("small_fine", []),
        ],
    )
    def test_a_kind_that_contradicts_the_penalty_is_said(self, market, measure, kinds):
        assert "不一致" in problems(self.page(market, measure, kinds))["measure"]

    def test_the_fine_decides_only_where_the_amount_is_data(self, market):
        """What a smaller fine is, the authority fixes: until it stands in the rule nothing is computed."""
        page = self.page(market, "small_fine", ["fine"], fine=Decimal(800))
        assert "measure" not in problems(page)
        rule = PublicationRule.objects.get(measure="small_fine")
        rule.fine_below = Decimal("0.5")
        rule.save()
        assert "0.5 万元" in problems(page)["measure"]
        page.fine = Decimal("0.4999")
        assert "measure" not in problems(page)
        page.measure = "other"
        assert "measure" in problems(page)

    def test_a_class_and_a_kind_that_contradict_each_other_are_said(self, market):
        """A minor case may be public for three months; the sector's three years cannot be meant."""
        page = self.page(market, "other", ["confiscation"], severity="minor", necessity="有必要")
        assert "3 个月" in problems(page)["severity"]

    def test_other_authorities_follow_the_general_rule(self, market, tree):
        entry = verbs.publish(cases.punishment(tree.fgw, decided_on=IN_FORCE))
        assert entry.last_public_day == datetime.date(2027, 6, 1)

    def test_the_sector_of_the_case_goes_before_that_of_the_authority(self, market):
        wages = Regime.objects.get(code="wage-arrears-list")
        entry = verbs.publish(cases.punishment(market, decided_on=IN_FORCE, regime=wages))
        assert entry.last_public_day == datetime.date(2029, 6, 1)
        assert "拖欠农民工工资" in entry.content.facts["period_rule"]


class TestRulesHaveAHistory:
    """No rule is edited away: what it said before stays, with who changed it and when."""

    @pytest.fixture
    def rule(self, db):
        return PublicationRule.objects.get(severity="general", valid_from=datetime.date(2026, 4, 1))

    def form(self, rule, **changed):
        values = {
            "authority": rule.authority, "regime": "", "measure": "", "severity": "general", "published": "on",
            "published_by_default": "on", "fine_below": "", "earliest_repair_months": "3", "longest_months": "12",
            "valid_from": "2026-04-01", "valid_to": "",
        }  # fmt: skip
        return values | changed

    def test_an_edit_in_the_admin_keeps_before_and_after_and_the_person(self, tree, client, rule):
        user = site.make_user("编辑", username="chief", superuser=True)
        client.force_login(user)
        url = AdminURLHelper(PublicationRule)
        answer = client.post(url.get_action_url("edit", rule.pk), self.form(rule, longest_months="24"))
        assert answer.status_code == 302
        (change,) = history_of(rule)
        assert (change.actor, change.actor_name) == (user, "chief")
        assert change.at == clock.now()
        assert (change.before["longest_months"], change.after["longest_months"]) == (12, 24)
        text = client.get(url.get_action_url("history", rule.pk)).content.decode()
        assert "最长公示期" in text
        assert "<td>12</td>" in text.replace(" ", "").replace("\n", "")
        assert "chief" in text

    def test_a_public_case_stays_explained(self, tree, rule, client):
        entry = verbs.publish(cases.punishment(tree.scjg, decided_on=IN_FORCE))
        rule.authority, rule.longest_months = "新规则", 6
        rule.save()
        entry.refresh_from_db()
        assert entry.last_public_day == datetime.date(2027, 6, 1)
        assert entry.content.facts["period_longest_months"] == 12
        assert "新规则" not in client.get(entry.path).content.decode()

    def test_from_a_shell_as_well_making_and_deleting_included(self, rule):
        rule.longest_months = 18
        rule.save()
        rule.save()  # nothing changed: nothing to keep
        made = PublicationRule.objects.create(authority="试验规则", longest_months=3)
        key = str(made.pk)
        made.delete()
        assert [change.before is None for change in history_of(rule)] == [False]
        kept = RuleChange.objects.filter(key=key, rule="rules.publicationrule")
        assert [(c.before is None, c.after is None) for c in kept] == [(False, True), (True, False)]
        assert kept[0].before["authority"] == "试验规则"

    @pytest.mark.parametrize("model", [DeadlineRule, LoadedWord, Regime])
    def test_all_rules_have_one(self, db, model):
        row = model.objects.first()
        name = "why" if model is LoadedWord else "name"
        setattr(row, name, "改过")
        row.save()
        assert history_of(row).get().after[name] == "改过"

    def test_the_history_cannot_be_changed_or_removed(self, rule):
        rule.longest_months = 18
        rule.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleChange.objects.update(actor_name="别人")
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleChange.objects.all()._raw_delete("default")

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"longest_months": 0}, "longest_months"),
            ({"earliest_repair_months": 4, "longest_months": 3}, "earliest_repair_months"),
            ({"longest_months": 3, "fine_below": Decimal(1)}, "fine_below"),
            ({"longest_months": 3, "measure": "small_fine", "fine_below": Decimal(0)}, "fine_below"),
            (
                {"longest_months": 3, "valid_from": IN_FORCE, "valid_to": IN_FORCE},
                "valid_to",
            ),
        ],
    )
    def test_a_rule_that_contradicts_itself_is_refused_by_form_and_database(self, db, fields, wrong):
        rule = PublicationRule(authority="规则", **fields)
        with pytest.raises(ValidationError) as caught:
            rule.full_clean()
        assert wrong in caught.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            rule.save()
