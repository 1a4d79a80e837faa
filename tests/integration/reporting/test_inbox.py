"""The reviewer's inbox: what waits, how urgent it is, and decisions on several cases at once."""

import datetime

import pytest
from django.urls import reverse

from cases.reporting import reviews
from cases.reporting.models import ReturnPhrase
from cms import clock
from cms.notices.models import Notice
from cms.register.models import Entry
from tests.factories import cases
from tests.integration.reporting.conftest import written

INBOX = "reporting_inbox"


@pytest.fixture
def inbox(desk):
    """What the inbox of somebody says."""
    return lambda user, **filters: desk(user).client.get(reverse(INBOX), filters)


def at_the_editor(tree, people, **fields):
    """A case that has passed the unit's review."""
    page = written(tree, people.reporter, **fields)
    reviews.submit(page, people.reporter)
    turn = page.current_workflow_task_state
    turn.task.specific.on_action(turn, people.leader, "approve")
    page.refresh_from_db()
    return page


def many(client, action, pages, **data):
    """Decides on several cases as the form of the inbox does."""
    states = [page.current_workflow_task_state.pk for page in pages]
    answer = client.post(reverse(INBOX), {"action": action, "states": states, **data}, follow=True)
    for page in pages:
        page.refresh_from_db()
    return answer.content.decode()


class TestList:
    """Each sees what is theirs to decide."""

    def test_whose_turn_it_is(self, tree, people, inbox):
        page = at_the_editor(tree, people, title="轮到编辑的案例")
        assert page.title in inbox(people.editor).content.decode()
        for other in (people.leader, people.legal, people.other_leader):
            assert page.title not in inbox(other).content.decode()

    @pytest.mark.parametrize("name", ["reporter", "supervisor"])
    def test_who_reviews_nothing_has_none(self, people, inbox, name):
        assert inbox(getattr(people, name)).status_code == 404

    def test_the_most_urgent_first_and_late_ones_marked(self, tree, people, inbox):
        today = clock.today()
        fresh = at_the_editor(tree, people, title="刚作出决定的案例", decided_on=today)
        late = at_the_editor(tree, people, title="早该公示的案例", decided_on=today - datetime.timedelta(days=60))
        shown = inbox(people.editor).content.decode()
        assert shown.index(late.title) < shown.index(fresh.title)
        only_late = inbox(people.editor, late="on").content.decode()
        assert late.title in only_late
        assert fresh.title not in only_late

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"q": "乙公司"}, True),
            ({"q": "无此词"}, False),
            ({"kind": "punishment"}, True),
            ({"kind": "honour"}, False),
            ({"kind": "no-such-kind", "unit": "x", "review": "99999", "p": "foo"}, True),
        ],
    )
    def test_filters_and_what_is_no_filter(self, tree, people, inbox, filters, found):
        at_the_editor(tree, people, title="案例一", subject="江津区乙公司")
        answer = inbox(people.editor, **filters)
        assert answer.status_code == 200
        assert ("案例一" in answer.content.decode()) is found

    def test_all_in_review_are_shown_when_asked_for(self, tree, people, inbox, submitted):
        assert submitted.title not in inbox(people.editor).content.decode()
        assert submitted.title in inbox(people.editor, scope="all").content.decode()
        assert submitted.title not in inbox(people.other_leader, scope="all").content.decode()

    def test_it_costs_no_more_with_more_cases(self, tree, people, desk, django_assert_max_num_queries):
        at_the_editor(tree, people)
        browser = desk(people.editor).client
        browser.get(reverse(INBOX))
        for number in range(8):
            at_the_editor(tree, people, title=f"案例{number}")
        with django_assert_max_num_queries(45):
            browser.get(reverse(INBOX))


class TestMany:
    """Bulk decisions are single decisions, each with its own check."""

    def test_passed_together(self, tree, people, desk):
        pages = [
            at_the_editor(tree, people, title=f"案例{number}", subject=f"第{number}建材公司") for number in range(2)
        ]
        assert "已通过 2 条案例" in many(desk(people.editor).client, "approve", pages)
        assert {page.current_workflow_task.name for page in pages} == {"法制与隐私审核"}

    def test_what_the_guard_finds_in_is_looked_at_by_itself(self, tree, people, desk):
        clean = at_the_editor(tree, people, title="干净的案例", subject="甲建材公司")
        found = at_the_editor(tree, people, title="含电话的案例", subject="丙建材公司", summary="电话13812345678。")
        said = many(desk(people.editor).client, "approve", [clean, found])
        assert "已通过 1 条案例" in said
        assert "含电话的案例: 未通过" in said
        assert "13812345678" not in said
        assert found.current_workflow_task.name == "信用办审核"

    def test_returned_together_with_one_reason(self, tree, people, desk):
        pages = [at_the_editor(tree, people, title=f"案例{number}") for number in range(2)]
        phrase = ReturnPhrase.objects.first()
        data = {"reason": "basis", "phrase": phrase.pk, "comment": "谢谢"}
        assert "已退回 2 条案例" in many(desk(people.editor).client, "reject", pages, **data)
        state = pages[0].current_workflow_state.current_task_state
        assert state.comment == f"{phrase.text}\n谢谢"
        assert state.case_return.reason == "basis"

    def test_a_return_without_a_reason_keeps_what_was_typed(self, tree, people, desk):
        page = at_the_editor(tree, people)
        said = many(desk(people.editor).client, "reject", [page], comment="只写了文字")
        assert "只写了文字" in said
        assert "请选择原因类别" in said
        assert page.current_workflow_task.name == "信用办审核"

    @pytest.mark.parametrize("states", [[], ["99999"], ["foo"], ["1\x00"]])
    def test_nothing_chosen(self, tree, people, desk, states):
        at_the_editor(tree, people)
        answer = desk(people.editor).client.post(reverse(INBOX), {"action": "approve", "states": states})
        assert answer.status_code == 200
        assert "请至少选择一条" in answer.content.decode()

    def test_not_by_who_wrote_it_nor_twice(self, tree, people, desk):
        page = at_the_editor(tree, people)
        turn = page.current_workflow_task_state.pk
        browser = desk(people.legal).client
        answer = browser.post(reverse(INBOX), {"action": "approve", "states": [turn]}, follow=True)
        assert "请至少选择一条" in answer.content.decode()
        page.refresh_from_db()
        assert page.current_workflow_task.name == "信用办审核"


class TestLikenesses:
    """What may have been reported already is pointed out, within what the reviewer may know of."""

    def test_the_same_number_in_a_draft(self, tree, people, desk):
        first = at_the_editor(tree, people, title="先报的案例", document_number="津市监处罚〔2026〕900号")
        second = at_the_editor(
            tree, people, title="后报的案例", document_number="津市监处罚[2026]900号", subject="另一公司"
        )
        shown = desk(people.editor).reviews(second)
        assert first.title in shown
        assert "文号相同" in shown

    def test_the_same_subject_as_one_that_is_public(self, tree, people, desk):
        public = cases.punishment(tree.scjg, subject="江津区重复公司", title="已公示的案例")
        cases.published(public)
        second = at_the_editor(tree, people, title="又报的案例", subject="江津区重复公司")
        shown = desk(people.editor).reviews(second)
        assert public.title in shown
        assert "主体相同" in shown

    def test_nearly_the_same_text(self, tree, people, desk):
        text = "执法人员现场检查发现，当事人销售的水泥经抽样检验强度不合格，货值一万二千元，违法所得三千元。" * 4
        first = at_the_editor(tree, people, title="原文", text=text, subject="甲公司")
        second = at_the_editor(tree, people, title="抄文", text=text.replace("水泥", "砂浆"), subject="乙公司")
        third = at_the_editor(
            tree, people, title="另一回事", text="当事人未公示营业执照，逾期不改正。" * 8, subject="丙公司"
        )
        shown = desk(people.editor).reviews(second)
        assert first.title in shown
        assert third.title not in shown

    def test_not_of_another_unit_to_a_leader(self, tree, people, desk):
        secret = cases.punishment(tree.fgw, title="外单位的草稿", document_number="津市监处罚〔2026〕901号")
        own = written(tree, people.reporter, document_number="津市监处罚〔2026〕901号", title="本单位的案例")
        reviews.submit(own, people.reporter)
        assert secret.title not in desk(people.leader).reviews(own)
        assert "可能已经报送过" not in desk(people.leader).client.get(reverse(INBOX)).content.decode()
        assert "可能已经报送过" in desk(people.editor).client.get(reverse(INBOX), {"scope": "all"}).content.decode()
        assert secret.title in desk(people.editor).reviews(own)


class TestRemarks:
    """Places are marked by Wagtail's comments."""

    def test_they_stand_where_they_belong(self, submitted, people, desk):
        browser = desk(people.leader)
        shown = browser.reviews(submitted)
        assert 'name="place0"' in shown
        turn = submitted.current_workflow_task_state
        browser.post(submitted, "reject", reason="wording", comment="请改标题", place0="标题太长", task_state=turn.pk)
        comment = submitted.wagtail_admin_comments.get()
        assert (comment.text, comment.contentpath, comment.user) == ("标题太长", "title", people.leader)
        assert comment.revision_created_id == turn.revision_id

    def test_one_that_is_too_long_keeps_the_others(self, submitted, people, desk):
        turn = submitted.current_workflow_task_state
        data = {"reason": "wording", "comment": "请改标题", "place0": "长" * 501, "task_state": turn.pk}
        answer = desk(people.leader).post(submitted, "reject", **data)
        assert "请改标题" in answer.content.decode()
        assert not submitted.wagtail_admin_comments.exists()

    def test_what_changed_since_the_return_is_shown(self, submitted, people, desk):
        desk(people.leader).decide(submitted, "reject", comment="请写清罚款")
        draft = submitted.get_latest_revision_as_object()
        draft.penalty = "罚款二万元"
        draft.save_revision(user=people.reporter)
        submitted.refresh_from_db()
        desk(people.reporter).post(submitted, "submit")
        shown = desk(people.leader).reviews(submitted)
        assert "上次审核以来的改动" in shown
        assert 'class="addition">二' in shown or "罚款二万元" in shown


class TestOnItsDate:
    """An approval may say from when."""

    def test_it_waits_for_its_date_and_is_public_then(self, tree, people, desk, time_machine_at):
        page = at_the_editor(tree, people)
        at = clock.now() + datetime.timedelta(days=2)
        turn = page.current_workflow_task_state
        desk(people.editor).post(
            page, "approve", task_state=turn.pk, publish_at=at.astimezone().strftime("%Y-%m-%d %H:%M")
        )
        page.refresh_from_db()
        desk(people.legal).decide(page)
        assert not Entry.objects.filter(page_id=page.pk).exists()
        assert "自动公示" in desk(people.editor).reviews(page)
        from cases.reporting.schedule import publish_due

        assert publish_due() == 0
        time_machine_at(at + datetime.timedelta(minutes=1))
        assert publish_due() == 1
        assert Entry.objects.get(page_id=page.pk).is_visible(clock.now())
        assert publish_due() == 0

    def test_not_before_the_reviews_stand(self, tree, people, desk, time_machine_at):
        from cases.reporting.schedule import publish_due

        page = at_the_editor(tree, people)
        at = clock.now() + datetime.timedelta(hours=2)
        turn = page.current_workflow_task_state
        desk(people.editor).post(
            page, "approve", task_state=turn.pk, publish_at=at.astimezone().strftime("%Y-%m-%d %H:%M")
        )
        time_machine_at(at + datetime.timedelta(hours=1))
        assert publish_due() == 0
        page.refresh_from_db()
        desk(people.legal).decide(page)
        assert Entry.objects.filter(page_id=page.pk).exists()

    def test_a_reviewer_switched_off_meanwhile_is_told_to_the_editors(self, tree, people, desk, time_machine_at):
        from cases.reporting.schedule import publish_due

        page = at_the_editor(tree, people)
        at = clock.now() + datetime.timedelta(days=2)
        turn, day = page.current_workflow_task_state, at.astimezone().strftime("%Y-%m-%d %H:%M")
        desk(people.editor).post(page, "approve", task_state=turn.pk, publish_at=day)
        page.refresh_from_db()
        desk(people.legal).decide(page)
        people.legal.is_active = False
        people.legal.save()
        time_machine_at(at + datetime.timedelta(minutes=1))
        assert publish_due() == publish_due() == 0
        assert not Entry.objects.filter(page_id=page.pk).exists()
        notice = Notice.objects.get(user=people.editor, key__startswith="schedule:")
        assert page.title in notice.title
        assert "法制" in notice.text

    def test_a_date_that_has_passed(self, tree, people, desk):
        page = at_the_editor(tree, people)
        turn = page.current_workflow_task_state
        answer = desk(people.editor).post(page, "approve", task_state=turn.pk, publish_at="2020-01-01 10:00")
        assert "该时间已过" in answer.content.decode()
        page.refresh_from_db()
        assert page.current_workflow_task.name == "信用办审核"

    def test_a_date_by_which_it_would_never_be_public(self, tree, people, desk):
        page = at_the_editor(tree, people)
        turn = page.current_workflow_task_state
        answer = desk(people.editor).post(page, "approve", task_state=turn.pk, publish_at="9999-12-31 23:59")
        assert "请核对日期" in answer.content.decode()
        page.refresh_from_db()
        assert page.current_workflow_task.name == "信用办审核"

    @pytest.mark.parametrize("number", ["9" * 30, "²", "x", "-1", "\x00", ""])
    def test_a_decision_on_what_is_no_review(self, tree, people, desk, number):
        page = at_the_editor(tree, people)
        answer = desk(people.editor).post(page, "approve", task_state=number)
        assert "已经作出" in answer.content.decode()
        page.refresh_from_db()
        assert page.current_workflow_task.name == "信用办审核"
