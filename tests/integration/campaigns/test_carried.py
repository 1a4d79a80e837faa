"""What campaign pages carry: videos, quizzes, sign-up by number; and the wall of commitments."""

import datetime
import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.documents import get_document_model

from campaigns import events
from campaigns.demo.commitments import code_of
from campaigns.demo.video import webm
from campaigns.models import CommitmentIndexPage, CommitmentPage, EventCount, SignUp
from campaigns.public.commitments import Standing
from cms import clock
from cms.quality.examining import finds_shown
from cms.quality.hints import hints
from cms.register import verbs
from cms.register.models import LedgerLine
from tests.factories import cases

DAY = datetime.timedelta(days=1)
VTT = b"WEBVTT\n\n00:00.000 --> 00:03.000\n\xe6\x9f\xa5\xe4\xb8\x80\xe6\x9f\xa5\n"


def attachment(name, data):
    """A stored file."""
    made = get_document_model()(title=name, file=ContentFile(data, name=name), file_size=len(data))
    made.full_clean(exclude=["collection", "uploaded_by_user"])
    made.save()
    return made


def page_with(*blocks, **fields):
    """A draft of an edition with these blocks."""
    return cases.campaign(body=json.dumps(list(blocks)), **fields)


class TestVideos:
    """Own files, with captions and transcript, public as long as the entry is."""

    @pytest.fixture
    def film(self, db):
        return attachment("film.webm", webm("test", pictures=1))

    def block(self, film, captions=None, transcript=""):
        value = {"title": "短片", "video": film.pk, "captions": captions and captions.pk, "transcript": transcript}
        return {"type": "video", "value": value | {"image": None}}

    def test_plays_from_our_own_files_and_loads_nothing_before(self, tree, client, film):
        captions = attachment("film.vtt", VTT)
        entry = verbs.publish(page_with(self.block(film, captions, "查一查。")))
        page = client.get(entry.path).content.decode()
        assert 'preload="none"' in page
        assert 'kind="captions"' in page
        assert "查一查。" in page
        assert b"".join(client.get(film.url).streaming_content).startswith(b"\x1a\x45\xdf\xa3")
        answer = client.get(captions.url)
        assert b"".join(answer.streaming_content) == VTT
        assert answer["Content-Type"].startswith("text/vtt")
        verbs.end(entry, reason="withdrawn", why="撤回")
        assert client.get(film.url).status_code == 404
        assert client.get(captions.url).status_code == 404

    @pytest.mark.parametrize(
        ("asked", "status", "said"),
        [
            ("bytes=0-9", 206, slice(0, 10)),
            ("bytes=10-", 206, slice(10, None)),
            ("bytes=-5", 206, slice(-5, None)),
            ("bytes=0-99999999999", 206, slice(0, None)),
            ("bytes=5-2", 200, slice(0, None)),
            ("bytes=0-1,4-5", 200, slice(0, None)),
            ("bytes=-", 200, slice(0, None)),
            ("bytes=" + "9" * 400, 200, slice(0, None)),
            ("bytes=99999999999-", 416, slice(0, 0)),
            ("bytes=-0", 416, slice(0, 0)),
            ("lines=1-2", 200, slice(0, None)),
        ],
    )
    def test_a_part_of_it(self, tree, client, film, asked, status, said):
        verbs.publish(page_with(self.block(film)))
        whole = b"".join(client.get(film.url).streaming_content)
        answer = client.get(film.url, headers={"range": asked})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert (answer.status_code, body) == (status, whole[said])
        assert answer["Accept-Ranges"] == "bytes"
        if status == 206:
            assert int(answer["Content-Length"]) == len(body)
            assert answer["Content-Range"].endswith(f"/{len(whole)}")

    def test_no_part_of_what_is_not_public(self, tree, client, film):
        page_with(self.block(film))
        assert client.get(film.url, headers={"range": "bytes=0-9"}).status_code == 404

    def test_what_is_missing_is_a_find_and_a_hint(self, tree, film):
        page = page_with(self.block(film))
        assert [hint.sentence for hint in hints(page)] == ["视频“短片”缺少字幕。", "视频“短片”缺少文字稿。"]
        verbs.publish(page)
        assert [(find.wrong, find.right) for find in finds_shown()] == [("短片", "字幕"), ("短片", "文字稿")]
        complete = page_with(self.block(film, attachment("film.vtt", VTT), "查一查。"))
        assert hints(complete) == []

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.mp4", b"<html>"),
            ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 12 + b"\x00\x00\x00\x14moov\x00\x00\x00\x0c\xa9xyz+29."),
            ("a.webm", b"GIF89a"),
            ("a.vtt", b"1\n00:00"),
            ("a.mp4", b""),
        ],
    )
    def test_what_is_none_or_tells_a_place_is_refused(self, db, name, data):
        with pytest.raises(ValidationError):
            attachment(name, data)

    def test_a_film_without_a_place_is_taken(self, db):
        attachment("a.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 12 + b"\x00\x00\x00\x0cmoov\x00\x00\x00\x00")

    def test_captions_are_read_by_the_guard(self, tree, film):
        captions = attachment("film.vtt", VTT + "联系电话13800138000".encode())
        with pytest.raises(verbs.Refused):
            verbs.publish(page_with(self.block(film, captions)))


class TestQuiz:
    """Judged on the server; nothing kept, no cookie."""

    @pytest.fixture
    def entry(self, tree):
        questions = [
            {"question": "甲？", "options": ["一", "二"], "right": 2, "explanation": "因为甲。"},
            {"question": "乙？", "options": ["一", "二", "三"], "right": 1, "explanation": "因为乙。"},
        ]
        block = {"type": "quiz", "value": {"title": "小测验", "questions": questions}}
        return verbs.publish(page_with(block, slug="quiz-day"))

    def test_the_page_asks_and_does_not_tell(self, entry, client):
        page = client.get(entry.path).content.decode()
        assert 'action="quiz/"' in page
        assert "甲？" in page
        assert "因为甲。" not in page

    @pytest.mark.parametrize(("answers", "right"), [({"q1": "2", "q2": "1"}, 2), ({"q1": "1", "q2": "3"}, 0)])
    def test_the_result_with_explanations(self, entry, client, answers, right):
        answer = client.get(f"{entry.path}quiz/", answers)
        assert answer.context["right"] == right
        assert "因为甲。" in answer.content.decode()
        assert not answer.cookies

    @pytest.mark.parametrize("value", ["", "x", "0", "9", "９", "\x00", "1" * 9999])
    def test_what_is_no_answer_is_asked_again(self, entry, client, value):
        answer = client.get(f"{entry.path}quiz/", {"q1": value, "q2": "1"})
        assert answer.status_code == 200
        assert answer.context["missing"] == [1]
        assert "因为乙。" not in answer.content.decode()

    def test_ends_with_its_page(self, entry, client):
        verbs.suspend(entry, why="核实")
        assert client.get(f"{entry.path}quiz/").status_code == 404
        verbs.resume(entry, why="完毕")
        verbs.end(entry, reason="withdrawn", why="撤回")
        assert client.get(f"{entry.path}quiz/").status_code == 410
        assert client.get("/campaigns/none/quiz/").status_code == 404

    def test_not_where_there_is_none(self, tree, client):
        entry = verbs.publish(cases.campaign())
        assert client.get(f"{entry.path}quiz/").status_code == 404
        assert client.get(f"{entry.path}sign-up/").status_code == 404


class TestSignUp:
    """By number, without a name; never more than there are seats."""

    @pytest.fixture
    def entry(self, tree):
        day = clock.today() + 5 * DAY
        value = {"title": "讲座", "day": day.isoformat(), "time": "14:30:00", "place": "大厅", "seats": 10}
        return verbs.publish(page_with({"type": "event", "value": value}, slug="talk-day"))

    def event(self, entry):
        (event,) = events.events(entry)
        return event

    def post(self, client, entry, people, code="0123456789"):
        data = {"event": self.event(entry).key, "people": people, "code": code}
        return client.post(f"{entry.path}sign-up/", data)

    def test_seats_are_taken_and_given_back_with_the_code(self, entry, client):
        answer = self.post(client, entry, 4)
        assert answer.context["receipt"]["code"] == "0123456789"
        assert self.event(entry).left == 6
        answer = client.post(f"{entry.path}sign-up/", {"action": "cancel", "code": " 01234 56789 "})
        assert answer.context["cancelled"] == 4
        assert self.event(entry).left == 10
        again = client.post(f"{entry.path}sign-up/", {"action": "cancel", "code": "0123456789"})
        assert again.status_code == 404
        assert self.event(entry).left == 10

    def test_sent_twice_is_once(self, entry, client):
        self.post(client, entry, 4)
        self.post(client, entry, 4)
        assert (self.event(entry).left, SignUp.objects.count()) == (6, 1)

    def test_a_form_sent_again_says_what_is_held(self, entry, client):
        """Whoever goes back and chooses another number, or signs up anew after cancelling, is told no untruth."""
        self.post(client, entry, 4)
        assert self.post(client, entry, 5).context["receipt"]["people"] == 4
        client.post(f"{entry.path}sign-up/", {"action": "cancel", "code": "0123456789"})
        answer = self.post(client, entry, 4)
        assert (answer.status_code, self.event(entry).left) == (409, 10)
        assert "receipt" not in answer.context

    def test_no_more_than_there_are(self, entry, client):
        self.post(client, entry, 9)
        answer = self.post(client, entry, 2, "ABCDEFGHJK")
        assert answer.status_code == 409
        assert self.event(entry).left == 1
        assert self.post(client, entry, 1, "ABCDEFGHJK").status_code == 200

    def test_nothing_is_stored_but_a_number(self, entry, client):
        self.post(client, entry, 2)
        row = SignUp.objects.get()
        assert "0123456789" not in str(vars(row))
        assert {field.name for field in SignUp._meta.fields} == {
            "id", "event", "digest", "people", "at", "cancelled_at",
        }  # fmt: skip

    def test_not_once_it_has_begun(self, entry, client):
        event = self.event(entry)
        with time_machine.travel(event.starts_at, tick=False):
            assert self.post(client, entry, 1).status_code == 409
        with time_machine.travel(event.starts_at - datetime.timedelta(seconds=1), tick=False):
            assert self.post(client, entry, 1).status_code == 200

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"people": "10"},
            {"people": "0"},
            {"people": "\x00"},
            {"people": "1" * 9999},
            {"code": "x"},
            {"code": "\x00" * 10},
            {"event": "none"},
            {"action": "cancel"},
            {"action": "cancel", "code": "\x00"},
        ],
    )
    def test_nonsense_is_answered(self, entry, client, data):
        full = {"event": self.event(entry).key, "people": "1", "code": "0123456789"} if data else {}
        assert client.post(f"{entry.path}sign-up/", full | data).status_code in {400, 404}
        assert not SignUp.objects.exists()

    def test_limited_by_the_hour(self, entry, client, settings):
        settings.SIGN_UPS_PER_HOUR = 2
        codes = ["AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"]
        assert [self.post(client, entry, 1, code).status_code for code in codes] == [200, 200, 429]

    def test_ends_with_its_page(self, entry, client):
        verbs.end(entry, reason="withdrawn", why="撤回")
        assert client.get(f"{entry.path}sign-up/").status_code == 410
        assert client.post(f"{entry.path}sign-up/", {}).status_code == 410

    def test_the_database_keeps_the_count_above_nought(self, entry, client):
        self.post(client, entry, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            EventCount.objects.update(taken=-1)

    def test_old_ones_are_forgotten_and_the_count_stays(self, entry, client):
        self.post(client, entry, 3)
        with time_machine.travel(clock.now() + 91 * DAY):
            assert events.forget() == 1
        assert EventCount.objects.get().taken == 3


def commitment(**fields):
    """A saved draft of a commitment."""
    today = clock.today()
    values = {
        "title": "示例公司信用承诺", "organisation": "江津区示例有限公司", "credit_code": code_of("91500116MA5X0A001"),
        "text": "按时发放工资。", "made_on": today - 30 * DAY, "until": today + 30 * DAY,
        "public_until": today + 200 * DAY,
    } | fields  # fmt: skip
    page = CommitmentPage(**values)
    CommitmentIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


class TestCommitments:
    """In force or not by the clock; a finding has a basis, and the organisation knows of it."""

    def states(self, client):
        return [row.standing for row in client.get("/commitments/").context["rows"]]

    def test_runs_out_by_the_clock_and_is_gone_after_its_last_public_day(self, tree, client):
        entry = verbs.publish(commitment())
        page = CommitmentPage.objects.get()
        midnight = datetime.time(16)  # of the district, in UTC

        def at(day):
            return datetime.datetime.combine(day, midnight, datetime.UTC)

        second = datetime.timedelta(seconds=1)
        for moment, state in (
            (at(page.until) - second, [Standing.RUNNING]),
            (at(page.until), [Standing.OVER]),
            (at(page.public_until) - second, [Standing.OVER]),
            (at(page.public_until), []),
        ):
            with time_machine.travel(moment, tick=False):
                assert self.states(client) == state
                assert client.get(entry.path).status_code == (200 if state else 410)

    def test_a_finding_is_a_correction_in_the_ledger(self, tree, client, editor):
        page = commitment()
        entry = verbs.publish(page)
        page.outcome, page.outcome_on, page.basis = "kept", clock.today(), "检查（示例）"
        page.save_revision()
        verbs.publish(page, by=editor)
        assert self.states(client) == [Standing.KEPT]
        assert "检查（示例）" in client.get(entry.path).content.decode()
        lines = LedgerLine.objects.filter(entry=entry).order_by("seq")
        assert list(lines.values_list("verb", flat=True)) == ["publish", "correct"]

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"outcome": "broken", "outcome_on": "today", "basis": "文号"}, "told_on"),
            ({"outcome": "broken", "outcome_on": "today", "told_on": "today"}, "basis"),
            ({"outcome": "kept", "outcome_on": "today"}, "basis"),
            ({"outcome": "kept", "basis": "文号"}, "outcome_on"),
            ({"outcome_on": "today"}, "outcome"),
            ({"credit_code": "915001160000000000"}, "credit_code"),
            ({"until": "long ago"}, "until"),
            ({"public_until": "late"}, "public_until"),
        ],
    )
    def test_what_is_missing_keeps_it_back(self, tree, fields, wrong):
        page = commitment()
        today = clock.today()
        days = {"today": today, "long ago": today - 400 * DAY, "late": today + 900 * DAY}
        for name, value in fields.items():
            setattr(page, name, days.get(value, value))
        with pytest.raises(ValidationError) as caught:
            page.clean()
        assert wrong in caught.value.message_dict
        page.save_revision(clean=False)
        with pytest.raises(verbs.Refused):
            verbs.publish(page)

    def test_nor_does_the_database_take_a_broken_one_without_a_basis(self, tree):
        page = commitment()
        with pytest.raises(IntegrityError), transaction.atomic():
            CommitmentPage.objects.filter(pk=page.pk).update(outcome="broken", outcome_on=clock.today())

    def test_the_filter_counts_and_drops_what_is_wrong(self, tree, client):
        verbs.publish(commitment(title="甲信用承诺"))
        verbs.publish(commitment(title="乙信用承诺", until=clock.today() - DAY))
        answer = client.get("/commitments/?state=over")
        assert [row.entry.title for row in answer.context["rows"]] == ["乙信用承诺"]
        assert [state["count"] for state in answer.context["states"]] == [1, 1, 0, 0]
        for value in ("x", "\x00", "9" * 5000):
            answer = client.get("/commitments/", {"state": value, "page": value})
            assert answer.status_code == 200
            assert answer.context["notices"]

    def test_search_engines_keep_no_broken_promise(self, tree, client):
        today = clock.today()
        page = commitment(outcome="broken", outcome_on=today, basis="文号（示例）", told_on=today)
        assert "noindex" in client.get(verbs.publish(page).path).content.decode()
