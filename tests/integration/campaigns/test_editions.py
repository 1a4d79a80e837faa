"""Editions ahead, their tasks, who sees what, reports of activities, and how they reach the page."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from campaigns import editions, reminders, reporting, tasks
from campaigns.models import ActivityReport, CampaignDay, CampaignPage, ChecklistItem, DayRule, Edition, Task
from campaigns.vocabulary import ReportState, Stage, Standing
from cms import clock
from cms.notices import deadlines
from cms.notices.models import Notice
from cms.register import verbs
from cms.register.models import Entry
from cms.units.models import Role
from tests.factories import cases, site

DAY = datetime.timedelta(days=1)


@pytest.fixture
def people(tree):
    """An editor, a reporter of each unit."""
    return {
        "editor": site.make_member(tree.fgw, Role.EDITOR, "office-editor"),
        "scjg": site.make_member(tree.scjg, Role.REPORTER, "reporter-scjg"),
        "fgw": site.make_member(tree.fgw, Role.REPORTER, "reporter-fgw"),
    }


@pytest.fixture
def edition(tree, people):
    """An edition in ten days, organised by the market regulator, the commission taking part."""
    first = clock.today() + 10 * DAY
    day = CampaignDay.objects.get(code="credit-care-day")
    made = Edition.objects.create(
        day=day, year=first.year, starts_on=first, ends_on=first + DAY, organiser=tree.scjg.unit
    )
    made.units.set([tree.fgw.unit])
    editions.make_tasks(made)
    return made


def report(edition, unit, by, **fields):
    """A filed report with a photograph."""
    values = {"held_on": clock.today(), "place": "文化广场", "people": 120, "description": "设台宣传。"} | fields
    row = ActivityReport(edition=edition, unit=unit, **values)
    picture = get_test_image_file(filename="scene.png", size=(40, 30))
    return reporting.file_report(row, [(picture, "宣传台")], by=by)


class TestAhead:
    """Drafts of a year from the rules."""

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_dates_nobody_means_are_refused(self, edition, people, client, day):
        client.force_login(people["editor"])
        data = {"starts_on": day, "ends_on": day, "organiser": "", "units": []}
        assert client.post(reverse("campaigns_edition_change", args=[edition.pk]), data).status_code == 200
        data = {"action": "add", "title": "布置展板", "due_on": day, "unit": ""}
        assert client.post(reverse("campaigns_edition", args=[edition.pk]), data).status_code == 200
        assert not edition.tasks.filter(due_on=day).exists()

    def test_a_draft_and_tasks_for_each_day_whose_date_is_known(self, tree):
        done = editions.prepare(2031)
        assert len(done.made) == CampaignDay.objects.count() - 2
        assert {day.code for day in done.unknown} == {"net-integrity-day", "commerce-month"}
        made = Edition.objects.get(day__code="constitution-day", year=2031)
        assert (made.starts_on, made.ends_on) == (datetime.date(2031, 12, 1), datetime.date(2031, 12, 7))
        assert not made.page.live
        assert not Entry.objects.exists()
        assert "国家宪法日" in made.page.title

    def test_twice_is_once_and_what_was_deleted_stays_deleted(self, tree):
        first = editions.prepare(2031).made
        first[0].page.delete()
        assert editions.prepare(2031).made == []
        assert Edition.objects.filter(year=2031).count() == len(first)
        assert CampaignPage.objects.count() == len(first) - 1

    def test_the_next_edition_has_the_units_of_the_last(self, edition, tree):
        made = next(e for e in editions.prepare(edition.year + 1).made if e.day == edition.day)
        assert (made.organiser, list(made.units.all())) == (tree.scjg.unit, [tree.fgw.unit])
        assert made.tasks.exists()

    def test_an_announced_date_is_taken_up(self, tree):
        editions.prepare(2031)
        rule = DayRule.objects.get(day__code="net-integrity-day")
        rule.years["2031"] = ["2031-07-01", "2031-07-02"]
        rule.save()
        (made,) = editions.prepare(2031).made
        assert made.starts_on == datetime.date(2031, 7, 1)

    def test_the_housekeeping_does_it_from_october_on(self, tree, capsys):
        with time_machine.travel("2030-09-30T04:00:00Z", tick=False):
            call_command("housekeeping")
        assert not Edition.objects.filter(year=2031).exists()
        with time_machine.travel("2030-10-01T04:00:00Z", tick=False):
            call_command("housekeeping")
        assert Edition.objects.filter(year=2031).exists()

    def test_the_command_and_the_button(self, tree, people, client, capsys):
        call_command("prepare_editions", 2031)
        assert "8 editions of 2031 made" in capsys.readouterr().out
        client.force_login(people["editor"])
        address = reverse("campaigns_editions") + "?year=2032"
        assert client.post(address, follow=True).status_code == 200
        assert Edition.objects.filter(year=2032).count() == 8

    def test_what_is_published_by_hand_becomes_an_edition_and_moves_it(self, tree):
        page = cases.campaign(unit=tree.scjg.unit)
        verbs.publish(page)
        made = Edition.objects.get(page=page)
        assert (made.starts_on, made.organiser) == (page.starts_on, tree.scjg.unit)
        page.starts_on, page.ends_on = page.starts_on + DAY, page.ends_on + DAY
        page.save_revision()
        verbs.publish(page)
        made.refresh_from_db()
        assert made.starts_on == page.starts_on


class TestTasks:
    """A checklist turned into dated tasks of units."""

    def test_dates_count_from_the_days_of_the_edition(self, edition):
        for task in edition.tasks.all():
            expected = {
                Stage.BEFORE: edition.starts_on - task.days * DAY,
                Stage.ON: min(edition.starts_on + task.days * DAY, edition.ends_on),
                Stage.AFTER: edition.ends_on + task.days * DAY,
            }[task.stage]
            assert task.due_on == expected

    def test_some_are_the_organisers_alone(self, edition, tree):
        only = ChecklistItem.objects.filter(organiser_only=True).count()
        everybody = ChecklistItem.objects.filter(organiser_only=False).count()
        assert edition.tasks.filter(unit=tree.scjg.unit).count() == only + everybody
        assert edition.tasks.filter(unit=tree.fgw.unit).count() == everybody

    def test_moved_dates_move_what_is_open(self, edition):
        done, still_open = edition.tasks.order_by("pk")[:2]
        tasks.finish(done, by=None)
        edition.starts_on, edition.ends_on = edition.starts_on + 5 * DAY, edition.ends_on + 5 * DAY
        edition.save()
        assert editions.make_tasks(edition) == 0
        assert Task.objects.get(pk=done.pk).due_on == done.due_on
        assert Task.objects.get(pk=still_open.pk).due_on == still_open.due_on + 5 * DAY

    def test_a_unit_that_leaves_loses_what_is_open(self, edition, tree):
        done = edition.tasks.filter(unit=tree.fgw.unit).first()
        tasks.finish(done, by=None)
        edition.units.clear()
        editions.make_tasks(edition)
        assert list(edition.tasks.filter(unit=tree.fgw.unit)) == [done]

    def test_standing(self, edition):
        task = edition.tasks.order_by("due_on").last()
        assert task.standing == Standing.OPEN
        with time_machine.travel(datetime.datetime.combine(task.due_on + 2 * DAY, datetime.time(), datetime.UTC)):
            assert task.standing == Standing.OVERDUE
        tasks.finish(task, by=None)
        task.refresh_from_db()
        assert task.standing == Standing.DONE

    def test_in_the_calendar_of_the_units_people_only(self, edition, people):
        own = [d for d in deadlines.of(people["scjg"]) if d.uid.startswith("campaigns-task-")]
        assert len(own) == edition.tasks.filter(unit__code="scjg").count()
        assert b"campaigns-task-" in deadlines.calendar(people["fgw"])
        assert not any(d.uid in {o.uid for o in own} for d in deadlines.of(people["fgw"]))

    def test_reminders_come_once_a_stage_and_end_when_done(self, edition, people):
        task = edition.tasks.filter(unit__code="scjg", stage=Stage.AFTER).first()
        mine = Notice.objects.filter(user=people["scjg"], key__startswith=f"campaigns:task:{task.pk}:")
        for ahead, count in ((8, 0), (7, 1), (3, 1), (1, 2), (0, 2), (-1, 3), (-5, 3)):
            moment = datetime.datetime.combine(task.due_on - ahead * DAY, datetime.time(4), datetime.UTC)
            with time_machine.travel(moment, tick=False):
                reminders.remind()
                reminders.remind()
            assert mine.count() == count, ahead
        tasks.finish(task, by=people["scjg"])
        assert not mine.unread().exists()
        assert not Notice.objects.filter(user=people["fgw"], key__startswith=f"campaigns:task:{task.pk}:").exists()


class TestDesk:
    """Editors see all units, a unit's people themselves."""

    def test_a_unit_sees_and_does_its_own_part(self, edition, people, client):
        client.force_login(people["fgw"])
        page = client.get(reverse("campaigns_edition", args=[edition.pk])).content.decode()
        own, other = edition.tasks.filter(unit__code="fgw").first(), edition.tasks.filter(unit__code="scjg").first()
        assert f'task-{own.pk}"' in page
        assert f'task-{other.pk}"' not in page
        address = reverse("campaigns_edition", args=[edition.pk])
        assert client.post(address, {"action": "done", "task": other.pk}).status_code == 404
        assert client.post(address, {"action": "done", "task": own.pk, "remark": "已落实"}).status_code == 302
        own.refresh_from_db()
        assert (own.done_by, own.remark) == (people["fgw"], "已落实")
        for action in ("open", "drop"):
            client.post(address, {"action": action, "task": own.pk})
            assert Task.objects.get(pk=own.pk).done_at

    @pytest.mark.parametrize("number", ["", "x", "\x00", "9" * 40, "-1"])
    def test_a_number_that_is_none(self, edition, people, client, number):
        client.force_login(people["editor"])
        address = reverse("campaigns_edition", args=[edition.pk])
        assert client.post(address, {"action": "done", "task": number}).status_code == 404
        assert client.get(reverse("campaigns_editions"), {"year": number}).status_code == 200
        assert client.get(reverse("campaigns_reports"), {"state": number, "p": number}).status_code == 200

    def test_the_editor_adds_opens_and_drops(self, edition, people, client):
        client.force_login(people["editor"])
        address = reverse("campaigns_edition", args=[edition.pk])
        due_on = edition.starts_on.isoformat()
        client.post(address, {"action": "add", "title": "联系媒体", "due_on": due_on, "unit": ""})
        assert edition.tasks.filter(title="联系媒体").count() == 2
        one, other = edition.tasks.filter(title="联系媒体")
        tasks.finish(one, by=people["scjg"])
        client.post(address, {"action": "open", "task": one.pk})
        client.post(address, {"action": "drop", "task": other.pk})
        assert list(edition.tasks.filter(title="联系媒体").open()) == [one]

    def test_an_edition_without_an_own_part_is_not_there(self, edition, tree, client):
        client.force_login(site.make_member(tree.baisha, Role.REPORTER, "reporter-baisha"))
        assert client.get(reverse("campaigns_edition", args=[edition.pk])).status_code == 404
        assert client.get(reverse("campaigns_report_add", args=[edition.pk])).status_code == 404
        assert str(edition) not in client.get(reverse("campaigns_editions") + f"?year={edition.year}").content.decode()

    def test_no_query_for_each_edition(self, edition, people, client, django_assert_max_num_queries):
        client.force_login(people["editor"])
        address = reverse("campaigns_editions") + "?year=2031"
        editions.prepare(2031)
        client.get(address)
        with django_assert_max_num_queries(30):
            client.get(address)


class TestReports:
    """Reported by the unit, decided by the editor, public by the verb alone."""

    def test_the_form_files_it_with_a_photograph_without_metadata(self, edition, people, tree, client):
        client.force_login(people["scjg"])
        scene = get_test_image_file(filename="scene.png", size=(40, 30)).file.getvalue()
        answer = client.post(
            reverse("campaigns_report_add", args=[edition.pk]),
            {
                "unit": tree.scjg.unit.pk, "held_on": clock.today().isoformat(), "place": "几江街道", "people": 80,
                "description": "现场宣传。", "links": "https://example.invalid/a\n", "seen_1": "宣传台",
                "picture_1": SimpleUploadedFile("scene.png", scene),
            },
        )  # fmt: skip
        assert answer.status_code == 302, answer.context["form"].errors
        row = ActivityReport.objects.get()
        assert answer.url == reverse("campaigns_report", args=[row.pk])
        assert (row.state, row.links, row.pictures.get().alternative) == (
            ReportState.REPORTED, ["https://example.invalid/a"], "宣传台",
        )  # fmt: skip
        assert Notice.objects.filter(user=people["editor"]).exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"held_on": "2999-01-01"}, "held_on"),
            ({"links": "javascript:alert(1)"}, "links"),
            ({"links": "https://[::1"}, "links"),
            ({"description": "联系人电话13800138000"}, "description"),
            ({"people": "9" * 30}, "people"),
            ({"place": "\x00"}, "place"),
        ],
    )
    def test_what_the_form_refuses(self, edition, people, tree, client, changes, field):
        client.force_login(people["scjg"])
        data = {"unit": tree.scjg.unit.pk, "held_on": clock.today().isoformat(), "place": "几江", "people": 80}
        data |= {"description": "现场宣传。", "links": ""} | changes
        answer = client.post(reverse("campaigns_report_add", args=[edition.pk]), data)
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert not ActivityReport.objects.exists()

    def test_not_for_another_unit(self, edition, people, tree, client):
        client.force_login(people["fgw"])
        data = {"unit": tree.scjg.unit.pk, "held_on": clock.today().isoformat(), "place": "几江", "people": 80}
        answer = client.post(reverse("campaigns_report_add", args=[edition.pk]), data | {"description": "x"})
        assert "unit" in answer.context["form"].errors

    def test_only_the_own_unit_and_editors_see_it(self, edition, people, tree, client):
        row = report(edition, tree.scjg.unit, people["scjg"], place="只有本单位知道的地方")
        for who, status in (("scjg", 200), ("editor", 200), ("fgw", 404)):
            client.force_login(people[who])
            assert client.get(reverse("campaigns_report", args=[row.pk])).status_code == status
            listed = "只有本单位知道的地方" in client.get(reverse("campaigns_reports")).content.decode()
            assert listed == (status == 200)
            change = client.get(reverse("campaigns_report_change", args=[row.pk])).status_code
            assert change == status

    def test_returned_with_a_reason_and_filed_again(self, edition, people, tree, client):
        row = report(edition, tree.scjg.unit, people["scjg"])
        with pytest.raises(reporting.Refused):
            reporting.decide(row, accepted=False, why=" ", by=people["editor"])
        client.force_login(people["editor"])
        client.post(reverse("campaigns_report", args=[row.pk]), {"action": "return", "why": "请补充照片"})
        row.refresh_from_db()
        assert (row.state, row.decision) == (ReportState.RETURNED, "请补充照片")
        assert Notice.objects.filter(user=people["scjg"], text="请补充照片").count() == 1
        reporting.file_report(row, [], by=people["scjg"])
        row.refresh_from_db()
        assert (row.state, row.decision) == (ReportState.REPORTED, "")

    def test_a_unit_decides_nothing(self, edition, people, tree, client):
        row = report(edition, tree.scjg.unit, people["scjg"])
        client.force_login(people["scjg"])
        assert client.post(reverse("campaigns_report", args=[row.pk]), {"action": "accept"}).status_code in {302, 403}
        row.refresh_from_db()
        assert row.state == ReportState.REPORTED

    def test_public_only_once_taken_into_the_page_by_the_verb(self, tree, people, client):
        page = cases.campaign(unit=tree.scjg.unit)
        entry = verbs.publish(page)
        edition = Edition.objects.get(page=page)
        row = report(edition, tree.scjg.unit, people["scjg"], description="独一无二的活动说明")
        shown = lambda: "独一无二的活动说明" in client.get(entry.path).content.decode()  # noqa: E731
        assert not shown()
        with pytest.raises(reporting.Refused):
            reporting.take_into_page(row, by=people["editor"])
        reporting.decide(row, accepted=True, by=people["editor"])
        assert not shown()
        reporting.take_into_page(row, by=people["editor"])
        assert shown()
        entry.refresh_from_db()
        assert entry.content.facts["activities"] == [
            {"unit": tree.scjg.unit.short_name, "day": clock.today().isoformat(), "place": "文化广场", "people": 120,
             "pictures": 1, "media": 0}
        ]  # fmt: skip
        assert any("images/" in file.name for file in entry.files.all())
        # What changes on the desk afterwards changes nothing in public.
        ActivityReport.objects.filter(pk=row.pk).update(description="后来的说法")
        assert shown()
        # Taken again, it stands there once.
        reporting.take_into_page(row, by=people["editor"])
        assert client.get(entry.path).content.decode().count("后来的说法") == 1
        assert not shown()

    def test_not_past_other_changes_that_wait(self, tree, people):
        page = cases.campaign(unit=tree.scjg.unit)
        verbs.publish(page)
        row = report(Edition.objects.get(page=page), tree.scjg.unit, people["scjg"])
        reporting.decide(row, accepted=True, by=people["editor"])
        page.theme = "还没有公开的主题"
        page.save_revision()
        with pytest.raises(reporting.Refused):
            reporting.take_into_page(row, by=people["editor"])

    def test_the_guard_keeps_back_and_nothing_changes(self, tree, people):
        page = cases.campaign(unit=tree.scjg.unit)
        entry = verbs.publish(page)
        row = report(Edition.objects.get(page=page), tree.scjg.unit, people["scjg"], description="电话13800138000")
        reporting.decide(row, accepted=True, by=people["editor"])
        revision = page.latest_revision_id
        with pytest.raises(verbs.Refused):
            reporting.take_into_page(row, by=people["editor"])
        page.refresh_from_db()
        entry.refresh_from_db()
        row.refresh_from_db()
        assert (page.latest_revision_id, entry.content.facts["activities"], row.taken_at) == (revision, [], None)
