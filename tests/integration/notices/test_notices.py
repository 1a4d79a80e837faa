"""People are told once, in the way they chose, and of nothing they may not know of any more."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from cms import clock
from cms.notices import deadlines, notify
from cms.notices.models import Letter, Notice, Preference
from cms.notices.sending import deliver, forget
from cms.notices.vocabulary import NoticeKind, Way
from cms.units.members import hand_over
from cms.units.models import Membership, Role
from tests.factories import site

MORNING = datetime.datetime(2026, 11, 10, 1, 0, tzinfo=datetime.UTC)  # 09:00 in Chongqing
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clerk(tree):
    return site.make_member(tree.scjg, Role.REPORTER, "clerk")


def tell(user, key="case:1", **fields):
    values = {
        "kind": NoticeKind.RETURNED,
        "title": "案例被退回",
        "text": "请补充依据",
        "url": "/admin/reporting/",
    } | fields
    return notify([user], key=key, **values)


def prefers(user, way, muted=()):
    Preference.objects.update_or_create(user=user, defaults={"way": way, "muted": list(muted)})


class TestWays:
    """As it happens, once a day, never."""

    def test_at_once_and_once(self, clerk):
        assert tell(clerk) == 1
        assert tell(clerk) == 0
        assert deliver() == 1
        assert deliver() == 0
        assert [message.to for message in mail.outbox] == [[clerk.email]]
        assert mail.outbox[0].subject == "案例被退回"
        assert "/admin/reporting/" in mail.outbox[0].body
        assert mail.outbox[0].extra_headers["Message-ID"].startswith("<notice-")

    def test_one_letter_a_day(self, clerk):
        prefers(clerk, Way.DAILY)
        with time_machine.travel(MORNING, tick=False) as traveller:
            tell(clerk, "a", title="第一件")
            tell(clerk, "b", title="第二件")
            assert deliver() == 1
            assert "共 2 条" in mail.outbox[0].subject
            assert "第一件" in mail.outbox[0].body
            assert "第二件" in mail.outbox[0].body
            tell(clerk, "c", title="第三件")
            assert deliver() == 0
            traveller.shift(DAY)
            assert deliver() == 1
            assert "第三件" in mail.outbox[1].body
            assert "第一件" not in mail.outbox[1].body

    def test_not_before_the_morning(self, clerk):
        prefers(clerk, Way.DAILY)
        with time_machine.travel(MORNING - datetime.timedelta(hours=3), tick=False):
            tell(clerk)
            assert deliver() == 0
        with time_machine.travel(MORNING, tick=False):
            assert deliver() == 1

    @pytest.mark.parametrize(
        ("way", "muted"), [(Way.NEVER, ()), (Way.AT_ONCE, ("returned",)), (Way.DAILY, ("returned",))]
    )
    def test_never_by_e_mail_but_in_the_admin(self, clerk, client, way, muted):
        prefers(clerk, way, muted)
        tell(clerk)
        with time_machine.travel(clock.now() + DAY):
            assert deliver() == 0
        client.force_login(clerk)
        assert "案例被退回" in client.get(reverse("notices")).content.decode()

    def test_the_choice_is_made_in_the_account(self, clerk, client):
        client.force_login(clerk)
        page = client.get(reverse("wagtailadmin_account")).content.decode()
        assert "案例与期限通知" in page
        data = {
            "name_email-first_name": "甲", "name_email-last_name": "乙", "name_email-email": clerk.email,
            "case_notices-way": "daily", "case_notices-kinds": ["deadline"],
            "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        }  # fmt: skip
        answer = client.post(reverse("wagtailadmin_account"), data)
        assert answer.status_code == 302
        chosen = Preference.of(clerk)
        assert chosen.way == Way.DAILY
        assert "deadline" not in chosen.muted
        assert "returned" in chosen.muted


class TestWhoMayKnow:
    """Only the person, while they belong to the unit."""

    def test_nobody_else_reads_or_opens_it(self, tree, clerk, client):
        tell(clerk)
        notice = Notice.objects.get()
        client.force_login(site.make_member(tree.scjg, Role.REPORTER, "colleague"))
        assert "案例被退回" not in client.get(reverse("notices")).content.decode()
        assert client.get(reverse("notices_open", args=[notice.pk])).status_code == 404

    def test_what_concerned_a_unit_that_was_left_is_gone(self, tree, clerk, client):
        tell(clerk, unit=tree.scjg.unit)
        hand_over(Membership.objects.get(user=clerk), to=site.make_user(None, username="heir"), on=clock.today())
        assert not Notice.objects.readable_by(clerk).exists()
        deliver()
        assert mail.outbox == []

    def test_a_closed_account_hears_nothing(self, clerk):
        tell(clerk)
        clerk.is_active = False
        clerk.save()
        deliver()
        assert mail.outbox == []

    def test_opening_marks_it_as_read_and_leads_on(self, clerk, client):
        tell(clerk)
        client.force_login(clerk)
        answer = client.get(reverse("notices_open", args=[Notice.objects.get().pk]))
        assert answer.url == "/admin/reporting/"
        assert Notice.objects.get().read_at is not None

    @pytest.mark.parametrize("url", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"])
    def test_it_leads_to_no_other_host(self, clerk, client, url):
        tell(clerk, url=url)
        client.force_login(clerk)
        assert client.get(reverse("notices_open", args=[Notice.objects.get().pk])).url == reverse("notices")

    def test_all_are_marked_as_read(self, clerk, client):
        tell(clerk, "a")
        tell(clerk, "b")
        client.force_login(clerk)
        client.post(reverse("notices"), {"action": "read"})
        assert not Notice.objects.unread().exists()

    def test_old_ones_are_forgotten(self, clerk):
        tell(clerk)
        deliver()
        with time_machine.travel(clock.now() + 366 * DAY):
            forget()
        assert not Notice.objects.exists()
        assert not Letter.objects.exists()


class Refusing:
    """A mail server that is down."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        """Fails."""
        raise ConnectionRefusedError("no mail server")


class TestTrouble:
    """Whatever happens to the sending, nobody is forgotten and nobody is told twice."""

    def test_a_server_that_is_down_is_tried_again(self, clerk, settings):
        tell(clerk)
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"
        assert deliver() == 0
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert deliver() == 1

    def test_a_letter_another_process_is_sending_is_left_to_it(self, clerk):
        tell(clerk)
        Letter.objects.update(claimed_at=clock.now())
        assert deliver() == 0
        with time_machine.travel(clock.now() + datetime.timedelta(minutes=6)):
            assert deliver() == 1  # the other has died

    def test_given_up_after_many_attempts(self, clerk, settings):
        tell(clerk)
        settings.EMAIL_BACKEND = f"{__name__}.Refusing"
        for _attempt in range(15):
            deliver()
        assert Letter.objects.get().attempts == 10

    def test_a_title_of_two_lines_makes_one_header(self, clerk):
        tell(clerk, title="第一行\r\nBcc: someone@example.com")
        deliver()
        assert "\n" not in mail.outbox[0].subject
        assert mail.outbox[0].bcc == []


class TestCalendar:
    """One's own deadlines as a calendar."""

    @pytest.fixture(autouse=True)
    def _sources(self, monkeypatch):
        own = [deadlines.OwnDeadline("task-7", datetime.date(2026, 12, 31), "报送案例", "/admin/reporting/")]
        monkeypatch.setattr(deadlines, "sources", [lambda user: own if user.username == "clerk" else []])

    def test_it_is_a_calendar_with_an_alarm(self, clerk, client):
        client.force_login(clerk)
        client.get(reverse("notices"))
        client.logout()
        token = Preference.objects.get(user=clerk).calendar_token
        answer = client.get(reverse("deadlines-calendar", args=[token]))
        assert answer["Content-Type"].startswith("text/calendar")
        assert "no-store" in answer["Cache-Control"]
        event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert str(event["UID"]).startswith("task-7@")
        assert event.decoded("DTSTART") == datetime.date(2026, 12, 31)
        assert str(event["SUMMARY"]) == "报送案例"
        assert event.walk("VALARM")[0].decoded("TRIGGER") == -DAY

    def test_a_new_address_closes_the_old_one(self, clerk, client):
        client.force_login(clerk)
        client.get(reverse("notices"))
        old = Preference.objects.get(user=clerk).calendar_token
        client.post(reverse("notices"), {"action": "renew"})
        assert client.get(reverse("deadlines-calendar", args=[old])).status_code == 404

    @pytest.mark.parametrize("token", ["x", "a" * 300, "%00", "金"])
    def test_no_address_is_guessed(self, client, tree, token):
        assert client.get(f"/deadlines/{token}.ics").status_code == 404

    def test_a_closed_account_has_no_calendar(self, clerk, client):
        token = Preference.objects.create(user=clerk).calendar_token
        clerk.is_active = False
        clerk.save()
        assert client.get(reverse("deadlines-calendar", args=[token])).status_code == 404
