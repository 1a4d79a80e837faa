"""What citizens see of campaigns: calendar in three views, its subscription, results, the line of the day."""

import datetime

import pytest
import time_machine
from icalendar import Calendar

from campaigns.models import CampaignPage
from cms import clock
from cms.register import verbs
from cms.register.models import Entry
from tests.factories import cases

DAY = datetime.timedelta(days=1)
WRONG = ["x", "", "\x00", "９９９９", "9" * 5000, "2026-13", "0000-00", "-1", "2026-1", "1e3", "99999-01", "2026/01"]


def edition(day="credit-care-day", **fields):
    """A published edition of a day of the plan."""
    from campaigns.models import CampaignDay

    return verbs.publish(cases.campaign(day=CampaignDay.objects.get(code=day), **fields))


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestCalendar:
    """Month, list, year."""

    def test_days_of_the_rules_stand_there_before_any_edition(self, tree, client):
        page = text_of(client, "/campaigns/?month=2031-12")
        assert "国家宪法日" in page
        assert "宪法宣传周" in page
        assert '<a href="/campaigns/constitution' not in page

    def test_an_edition_takes_the_place_of_its_day_and_the_day_within_leads_to_it(self, tree, client):
        entry = edition(
            "work-safety-month",
            title="本区安全月",
            starts_on=datetime.date(2031, 6, 1),
            ends_on=datetime.date(2031, 6, 30),
        )
        answer = client.get("/campaigns/?month=2031-06")
        page = answer.content.decode()
        assert "本区安全月" in page
        assert not any(o.name == "安全生产月" for o in answer.context["agenda"])
        assert f'<a href="{entry.path}">安全宣传咨询日</a>' in page

    @pytest.mark.parametrize("view", ["month", "list", "year"])
    @pytest.mark.parametrize("name", ["month", "year", "view"])
    @pytest.mark.parametrize("value", WRONG)
    def test_what_is_wrong_is_dropped_with_a_notice(self, tree, client, view, name, value):
        answer = client.get("/campaigns/", {"view": view} | {name: value})
        assert answer.status_code == 200
        assert bool(answer.context["notices"]) == bool(value)

    @pytest.mark.parametrize("month", ["1990-01", "2100-12", "2024-02", "2026-03"])
    def test_every_month_one_can_turn_to(self, tree, client, month):
        assert month[:4] in text_of(client, f"/campaigns/?month={month}")

    def test_the_year_lists_every_day_of_the_plan(self, tree, client):
        page = text_of(client, "/campaigns/?view=year&year=2013")
        for name in [
            "国际消费者权益日",
            "全国法制宣传日",
            "诚信兴商宣传月",
            "安全宣传咨询日",
            "全国质量月",
            "世界知识产权日",
        ]:
            assert name in page
        assert "国家宪法日" not in page

    def test_the_list_by_year(self, tree, client):
        with time_machine.travel("2031-03-01T04:00:00Z"):
            old = edition(title="旧的一届", starts_on=datetime.date(2029, 6, 14), ends_on=datetime.date(2029, 6, 14))
            new = edition(title="新的一届", starts_on=datetime.date(2031, 6, 14), ends_on=datetime.date(2031, 6, 14))
            page = text_of(client, "/campaigns/?view=list")
            assert page.index(new.path) < page.index(old.path)
            assert new.path not in text_of(client, "/campaigns/?view=list&year=2029")

    @pytest.mark.parametrize(
        ("now", "words"),
        [
            ("2031-06-03T16:00:00Z", "还有 <strong>10</strong> 天"),
            ("2031-06-13T15:59:00Z", "还有 <strong>1</strong> 天"),
            ("2031-06-13T16:00:00Z", "正在进行"),
            ("2031-06-15T15:59:00Z", "正在进行"),
        ],
    )
    def test_the_countdown_turns_at_midnight_in_the_district(self, tree, client, now, words):
        with time_machine.travel("2031-06-01T04:00:00Z"):
            edition(starts_on=datetime.date(2031, 6, 14), ends_on=datetime.date(2031, 6, 15))
        with time_machine.travel(now, tick=False):
            assert words in text_of(client, "/campaigns/")

    def test_ended_and_suspended_editions_are_gone(self, tree, client, editor):
        entry = edition(title="会被撤下的一届")
        verbs.suspend(entry, why="核实", by=editor)
        for view in ("month", "list", "year"):
            assert "会被撤下的一届" not in text_of(client, f"/campaigns/?view={view}")
        assert "会被撤下的一届" not in client.get("/campaigns/calendar.ics").content.decode()

    def test_not_one_query_for_each_edition(self, tree, client, django_assert_max_num_queries):
        for _ in range(4):
            edition(starts_on=clock.today(), ends_on=clock.today())
        for view in ("month", "list", "year"):
            client.get("/campaigns/", {"view": view})
            with django_assert_max_num_queries(5):
                client.get("/campaigns/", {"view": view})


class TestSubscription:
    """RFC 5545."""

    def events(self, client):
        answer = client.get("/campaigns/calendar.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}

    def test_whole_days_with_an_exclusive_end_an_alarm_and_an_address(self, tree, client):
        entry = edition(starts_on=clock.today() + 3 * DAY, ends_on=clock.today() + 4 * DAY, place="文化广场")
        (event,) = [e for uid, e in self.events(client).items() if uid.startswith(f"edition-{entry.code}@")]
        assert event["dtstart"].dt == entry.decided_on
        assert event["dtend"].dt == entry.decided_on + 2 * DAY
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert str(event["url"]).endswith(entry.path)
        assert str(event["location"]) == "文化广场"
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == -datetime.timedelta(hours=15)

    def test_identifiers_stay_and_the_sequence_grows_with_each_correction(self, tree, client):
        entry = edition()
        before = self.events(client)
        page = CampaignPage.objects.get(pk=entry.page_id)
        page.theme = "新的主题"
        page.save_revision()
        verbs.publish(page)
        after = self.events(client)
        assert set(before) == set(after)
        (uid,) = [uid for uid in after if uid.startswith(f"edition-{entry.code}@")]
        assert int(after[uid]["sequence"]) == int(before[uid]["sequence"]) + 1
        assert after[uid]["last-modified"].dt >= before[uid]["last-modified"].dt
        assert after[uid]["dtstamp"].dt == after[uid]["last-modified"].dt

    def test_asked_twice_it_says_the_same(self, tree, client):
        edition()
        with time_machine.travel(clock.now() + DAY / 24, tick=False):
            first = client.get("/campaigns/calendar.ics").content
        with time_machine.travel(clock.now() + DAY / 12, tick=False):
            assert client.get("/campaigns/calendar.ics").content == first

    def test_days_of_the_rules_are_in_it_until_an_edition_is(self, tree, client):
        year = clock.today().year + 1
        (uid,) = [uid for uid in self.events(client) if uid.startswith(f"credit-care-day-day-{year}@")]
        entry = edition(starts_on=datetime.date(year, 6, 14), ends_on=datetime.date(year, 6, 14))
        found = self.events(client)
        assert uid not in found
        assert any(key.startswith(f"edition-{entry.code}@") for key in found)

    def test_what_has_ended_leaves(self, tree, client, editor):
        entry = edition()
        verbs.end(entry, reason="withdrawn", why="改期", by=editor)
        assert not any(entry.code in uid for uid in self.events(client))


class TestLineOfTheDay:
    """On the day the frame of every page says so, and never longer."""

    def test_on_the_day_and_until_it_ends(self, tree, client):
        with time_machine.travel("2031-06-01T04:00:00Z"):
            entry = edition(
                title="今天的活动",
                starts_on=datetime.date(2031, 6, 14),
                ends_on=datetime.date(2031, 6, 14),
                expire_at=datetime.datetime(2031, 6, 14, 8, tzinfo=datetime.UTC),
            )
        line = f'<strong>今天</strong> <a href="{entry.path}">今天的活动</a>'
        for now, shown in (("13T15:59:59", 0), ("13T16:00:00", 1), ("14T07:59:59", 1), ("14T08:00:00", 0)):
            with time_machine.travel(f"2031-06-{now}Z", tick=False):
                for address in ("/", "/board/", "/lookup/"):
                    assert (line in text_of(client, address)) == bool(shown), (now, address)

    def test_an_act_takes_it_away_at_once(self, tree, client, editor):
        entry = edition(title="今天的活动", starts_on=clock.today(), ends_on=clock.today())
        assert "今天的活动" in text_of(client, "/board/")
        verbs.suspend(entry, why="核实", by=editor)
        assert "今天的活动" not in text_of(client, "/board/")

    def test_not_on_its_own_page(self, tree, client):
        entry = edition(title="今天的活动", starts_on=clock.today(), ends_on=clock.today())
        assert "<strong>今天</strong>" not in text_of(client, entry.path)


class TestResults:
    """Counted from what is public."""

    def test_figures_of_a_year(self, tree, client):
        import json

        activity = {
            "report": 1, "unit": "区市场监管局", "day": "2026-03-15", "place": "广场", "people": 120, "text": "宣传",
            "pictures": [], "links": ["https://example.invalid/a"],
        }  # fmt: skip
        first = clock.today().replace(month=1, day=1)
        edition(starts_on=first, ends_on=first, activities=json.dumps([{"type": "activity", "value": activity}] * 2))
        edition("morality-day", starts_on=first, ends_on=first, people_reached=60, places=3)
        total = client.get("/campaigns/results/").context["total"]
        assert total == {"editions": 2, "activities": 5, "people": 300, "units": 1, "media": 2, "pictures": 0}

    @pytest.mark.parametrize("value", WRONG)
    def test_a_wrong_year_is_dropped_with_a_notice(self, tree, client, value):
        answer = client.get("/campaigns/results/", {"year": value})
        assert answer.status_code == 200
        assert answer.context["dropped"] == bool(value)

    def test_nothing_that_is_not_public(self, tree, client, editor):
        first = clock.today().replace(month=1, day=1)
        entry = edition(starts_on=first, ends_on=first, people_reached=60)
        verbs.end(entry, reason="withdrawn", why="撤回", by=editor)
        assert client.get("/campaigns/results/").context["total"]["people"] == 0
        assert Entry.objects.filter(pk=entry.pk).exists()
