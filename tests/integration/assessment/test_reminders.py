"""Reminders 30, 7 and 1 day ahead, once each; deadlines as a calendar."""

import datetime

import pytest
from django.core.management import call_command

from cases.assessment import acts, plan
from cases.assessment.models import PlanItem
from cases.assessment.reminders import do_chores, own_deadlines, remind_duties, remind_quotas, stage
from cms.notices.models import Notice
from cms.units.models import Role
from tests.factories import site
from tests.integration.assessment.conftest import case, media, noon

DAY = datetime.date


@pytest.fixture
def duty(clock, tree, people):
    """The duty of the market regulator in an item due on 31 August."""
    item = PlanItem.objects.create(year=2026, number=1, kind="inspection", title="平台建设", due_on=DAY(2026, 8, 31))
    plan.set_units(item, [tree.scjg.unit])
    return item.duties.get()


def told(user):
    """How many reminders a person has."""
    return Notice.objects.filter(user=user, kind="deadline").count()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAY(2026, 7, 31), None),
        (DAY(2026, 8, 1), 30),
        (DAY(2026, 8, 23), 30),
        (DAY(2026, 8, 24), 7),
        (DAY(2026, 8, 29), 7),
        (DAY(2026, 8, 30), 1),
        (DAY(2026, 8, 31), 1),
        (DAY(2026, 9, 1), None),
    ],
)
def test_the_stages(day, expected):
    assert stage(DAY(2026, 8, 31), day) == expected


def test_each_stage_is_told_once_to_the_people_of_the_unit(clock, people, duty):
    for day, expected in [(31, 0), (32, 1), (33, 1), (54, 1), (55, 2), (60, 2), (61, 3), (62, 3), (63, 3)]:
        clock.move_to(noon(DAY(2026, 7, 1) + datetime.timedelta(days=day - 1)))
        for _run in (1, 2):
            do_chores(None)
        assert told(people.reporter) == told(people.leader) == expected, day
    for who in (people.other, people.editor, people.legal, people.supervisor):
        assert told(who) == 0
    assert "平台建设" in Notice.objects.filter(user=people.reporter, kind="deadline").first().title


def test_a_missed_run_is_made_up_for_by_the_stage_that_has_begun(clock, people, duty):
    clock.move_to(noon(DAY(2026, 8, 27)))
    remind_duties()
    assert told(people.reporter) == 1
    assert Notice.objects.get(user=people.reporter, kind="deadline").key.endswith(":7")


def test_a_moved_deadline_reminds_again(clock, people, duty):
    clock.move_to(noon(DAY(2026, 8, 27)))
    remind_duties()
    PlanItem.objects.filter(pk=duty.item_id).update(due_on=DAY(2026, 9, 2))
    remind_duties()
    assert told(people.reporter) == 2


def test_what_is_done_reminds_nobody(clock, people, duty):
    acts.finish_duty(duty, remark="已办结", by=people.reporter)
    clock.move_to(noon(DAY(2026, 8, 30)))
    assert remind_duties() == 0
    assert told(people.reporter) == 0


def test_unmet_quotas_remind_and_met_ones_do_not(clock, tree, people):
    case(tree.scjg, submitted=DAY(2026, 3, 2))
    media(tree.scjg, DAY(2026, 3, 2))  # not verified yet
    zero = acts.file_zero(tree.scjg.unit, 2026, "reward", reason="没有", by=people.reporter)
    acts.decide_zero(zero, accepted=True, by=people.supervisor)
    Notice.objects.all().delete()
    clock.move_to(noon(DAY(2026, 11, 30)))
    assert remind_quotas() == 0
    clock.move_to(noon(DAY(2026, 12, 1)))
    remind_quotas()
    remind_quotas()
    assert ["媒体报道" in notice.title for notice in Notice.objects.filter(user=people.reporter)] == [True]
    assert told(people.other) == 3
    assert told(people.supervisor) == 0


def test_people_without_a_role_today_hear_nothing(clock, tree, people, duty):
    gone = site.make_member(tree.scjg, Role.REPORTER, "gone")
    gone.is_active = False
    gone.save()
    clock.move_to(noon(DAY(2026, 8, 30)))
    remind_duties()
    assert told(gone) == 0


def test_the_housekeeping_does_it(clock, people, duty):
    clock.move_to(noon(DAY(2026, 8, 30)))
    call_command("housekeeping")
    assert told(people.reporter) >= 1


def test_own_deadlines_are_those_of_the_own_unit(clock, tree, people, duty):
    titles = [deadline.title for deadline in own_deadlines(people.reporter)]
    assert "平台建设" in titles
    assert len(titles) == 4
    assert "平台建设" not in [deadline.title for deadline in own_deadlines(people.other)]
    assert list(own_deadlines(people.supervisor)) == []
