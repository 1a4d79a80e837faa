"""Three reviews by three people (三审三校; domain rules §1 and §4), walked through the desk by each role."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from cms.register import verbs
from cms.register.models import Entry, LedgerLine
from tests.factories import cases
from tests.integration.reporting.conftest import written

MENDED = {"action-submit": "1", "summary": "补充处理结果。"}
APPROVED = TaskState.STATUS_APPROVED


def approvals(page):
    """Who approved, in the order of time."""
    rows = TaskState.objects.for_instance(page).filter(status=APPROVED).order_by("finished_at", "pk")
    return list(rows.values_list("finished_by__username", flat=True))


def forms_of(page, user, desk):
    """The editor's form of `page` as data for a POST."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(desk(user).client.get(url).content.decode(), form_id="page-edit-form")
    text = streamfield([("text", rich_text("<p>当事人未按规定履行义务。</p>"))])
    return url, data.dict() | nested_form_data({"body": streamfield([("situation", {"content": text})])})


def test_from_the_reporter_to_the_public(case, people, desk, client):
    assert client.get(case.get_url()).status_code == 404
    desk(people.reporter).post(case, "submit")
    for reviewer in (people.leader, people.editor, people.legal):
        assert not Entry.objects.exists()
        answer = desk(reviewer).decide(case)
        assert "已" in str(list(answer.context["messages"])[-1])
    entry = Entry.objects.get()
    assert client.get(case.get_url()).status_code == 200
    assert approvals(case) == ["leader", "editor", "legal"]
    assert entry.revision_id == case.latest_revision_id
    assert list(LedgerLine.objects.values_list("verb", "actor_id")) == [("publish", people.legal.pk)]


def test_the_modals_of_the_dashboard_do_the_same(submitted, people, desk):
    for reviewer in (people.leader, people.editor, people.legal):
        answer = desk(reviewer).modal(submitted, "approve", submitted.current_workflow_task_state)
        assert answer.redirect_chain[-1][0] == submitted.reviews_url
    assert Entry.objects.get().is_visible()


class TestWhoMay:
    """Each review has its people; the unit's leader has the own unit's cases."""

    @pytest.mark.parametrize("name", ["reporter", "other_reporter", "other_leader", "editor", "legal", "supervisor"])
    def test_only_the_units_leader_makes_the_first(self, submitted, people, desk, name):
        user, turn = getattr(people, name), submitted.current_workflow_task_state
        assert turn.task.specific.get_actions(submitted, user) == []
        for send in (
            lambda: desk(user).decide(submitted, turn=turn),
            lambda: desk(user).modal(submitted, "approve", turn),
            lambda: desk(user).modal(submitted, "reject", turn, comment="不行"),
        ):
            assert send().status_code == (404 if name.startswith("other") else 200)
            assert approvals(submitted) == []
        with pytest.raises(PermissionDenied):
            turn.approve(user=user)
        with pytest.raises(PermissionDenied):
            TaskState.objects.get(pk=turn.pk).reject(user=user, comment="不行")
        assert submitted.current_workflow_task_state == turn

    @pytest.mark.parametrize("name", ["other_reporter", "other_leader", "supervisor"])
    def test_others_do_not_see_the_page(self, submitted, people, desk, name):
        text = desk(getattr(people, name)).reviews(submitted)
        assert submitted.title not in text
        assert "成员单位审核" not in text

    def test_a_leader_approves_no_foreign_case_by_the_address_of_an_own(self, tree, submitted, people, desk):
        """Wagtail asks for the page of the address, and acts on the task of the address."""
        own = cases.punishment(tree.fgw)
        own.save_revision(user=people.other_reporter)
        own.get_workflow().start(own, people.other_reporter)
        turn = submitted.current_workflow_task_state
        assert turn.task.specific.get_actions(own, people.other_leader)
        desk(people.other_leader).modal(own, "approve", turn)
        desk(people.other_leader).post(own, "approve", task_state=turn.pk)
        assert approvals(submitted) == []

    def test_what_waits_stands_on_the_home_page_of_whose_turn_it_is(self, submitted, people, desk):
        for name, sees in [("leader", True), ("other_leader", False), ("editor", False), ("reporter", False)]:
            waiting = TaskState.objects.reviewable_by(getattr(people, name))
            assert list(waiting) == [submitted.current_workflow_task_state] * sees, name
        home = desk(people.leader).client.get(reverse("wagtailadmin_home")).content.decode()
        assert submitted.title in home


class TestThreePeople:
    """Nobody reviews what they last edited, nor twice: in the menu, the POST, and the model; superusers included."""

    @pytest.mark.parametrize("name", ["leader", "root"])
    def test_the_own_text(self, tree, people, desk, name):
        user = getattr(people, name)
        page = written(tree, user)
        desk(user).post(page, "submit")
        turn = page.current_workflow_task_state
        assert turn.task.specific.get_actions(page, user) == []
        assert not TaskState.objects.reviewable_by(user).exists()
        assert "不由其本人审核" in desk(user).reviews(page)
        assert "不由其本人审核" in desk(user).decide(page).content.decode()
        desk(user).modal(page, "approve", turn)
        with pytest.raises(PermissionDenied):
            turn.task.specific.on_action(turn, user, "approve")
        with pytest.raises(PermissionDenied):
            turn.approve(user=user)
        assert approvals(page) == []

    def test_two_reviews_of_one_person(self, submitted, people, desk):
        root = desk(people.root)
        root.decide(submitted)
        assert approvals(submitted) == ["root"]
        turn = submitted.current_workflow_task_state
        assert turn.task.specific.get_actions(submitted, people.root) == []
        assert not TaskState.objects.reviewable_by(people.root).exists()
        assert "另一人" in root.decide(submitted).content.decode()
        root.modal(submitted, "approve", turn)
        with pytest.raises(PermissionDenied):
            TaskState.objects.get(pk=turn.pk).approve(user=people.root)
        assert approvals(submitted) == ["root"]

    def test_no_name_no_review(self, submitted):
        with pytest.raises(PermissionDenied):
            submitted.current_workflow_task_state.approve(user=None)

    def test_approvals_are_not_carried_over_to_another_text(self, submitted, people, desk):
        desk(people.leader).decide(submitted)
        state = submitted.current_workflow_state
        state.cancel(user=people.reporter)
        revision = submitted.save_revision(user=people.reporter)
        with pytest.raises(PermissionDenied):
            state.copy_approved_task_states_to_revision(revision)

    @pytest.mark.parametrize("name", ["leader", "editor", "root"])
    def test_no_action_on_many_pages_reviews_one(self, submitted, people, desk, name):
        for action in bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page"):
            if action.action_type in {"delete", "move"}:
                continue
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action.action_type])
            desk(getattr(people, name)).client.post(f"{url}?id={submitted.pk}", {"include_descendants": "on"})
        assert approvals(submitted) == []
        assert not Entry.objects.exists()


class TestTwoBrowsers:
    """What one has decided, the other cannot decide again."""

    def test_the_same_review_by_two_people(self, tree, submitted, people, desk):
        turn = submitted.current_workflow_task_state
        desk(people.leader).decide(submitted, turn=turn)
        answer = desk(people.root).decide(submitted, turn=turn)
        assert "已经作出" in answer.content.decode()
        answer = desk(people.leader).modal(submitted, "approve", turn)
        assert answer.status_code == 200
        assert approvals(submitted) == ["leader"]

    def test_a_task_read_before_the_others_decision(self, submitted, people):
        """Both have read it as open: the second one finds it decided under the lock."""
        first, second = (TaskState.objects.get(pk=submitted.current_workflow_task_state.pk) for _ in range(2))
        first.task.specific.on_action(first, people.leader, "approve")
        for act in (
            lambda: second.task.specific.on_action(second, people.root, "approve"),
            lambda: second.approve(user=people.root),
            lambda: second.reject(user=people.root, comment="晚了"),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert approvals(submitted) == ["leader"]

    def test_submitted_twice(self, submitted, people, desk):
        answer = desk(people.reporter).post(submitted, "submit")
        assert "不能提交" in answer.content.decode()
        assert WorkflowState.objects.for_instance(submitted).count() == 1


class TestLocked:
    """While in review nobody changes the text: what the second reviewer reads is what the first one approved."""

    @pytest.mark.parametrize("name", ["reporter", "leader", "editor", "root"])
    def test_for_everyone(self, submitted, people, desk, name):
        user = getattr(people, name)
        url, data = forms_of(submitted, user, desk)
        before = submitted.latest_revision_id
        text = desk(user).client.get(url).content.decode()
        assert "成员单位审核" in text
        assert f'href="{submitted.reviews_url}"' in text
        desk(user).client.post(url, data | {"summary": "悄悄改过"})
        answer = desk(user).client.post(url, data | {"summary": "悄悄改过"}, headers={"accept": "application/json"})
        assert not json.loads(answer.content)["success"]
        submitted.refresh_from_db()
        assert submitted.latest_revision_id == before

    def test_also_for_who_locked_the_page_first(self, submitted, people, desk):
        Page.objects.filter(pk=submitted.pk).update(locked=True, locked_by=people.root)
        submitted.refresh_from_db()
        assert submitted.permissions_for_user(people.root).page_locked()

    def test_in_a_shell_and_by_the_api(self, submitted, people, desk):
        with pytest.raises(PermissionDenied):
            submitted.save_revision(user=people.editor)
        first = submitted.get_latest_revision()
        url = reverse("wagtailadmin_api:pages:action", args=[submitted.pk, "revert_to_page_revision"])
        answer = desk(people.editor).client.post(url, {"revision_id": first.pk}, content_type="application/json")
        assert answer.status_code in {400, 403}
        submitted.refresh_from_db()
        assert submitted.latest_revision_id == first.pk

    def test_taken_back_by_the_reporter(self, submitted, people, desk):
        url, data = forms_of(submitted, people.reporter, desk)
        desk(people.reporter).client.post(url, data | {"action-cancel-workflow": "1"})
        assert submitted.current_workflow_state is None
        assert not submitted.permissions_for_user(people.reporter).page_locked()


class TestReturned:
    """A return says why; the mended text is reviewed by all three anew."""

    def test_needs_a_reason(self, submitted, people, desk):
        leader, turn = desk(people.leader), submitted.current_workflow_task_state
        for comment in ("", "  "):
            answer = leader.decide(submitted, "reject", comment=comment)
            assert "请说明退回理由" in answer.content.decode()
            leader.modal(submitted, "reject", turn, comment=comment)
            with pytest.raises(PermissionDenied):
                turn.task.specific.on_action(turn, people.leader, "reject", comment=comment)
        modal = leader.client.post(
            reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "reject", turn.pk]),
            {"comment": ""},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        assert "请说明退回理由" in json.loads(modal.content)["html"]
        assert submitted.current_workflow_task_state == turn

    @pytest.mark.parametrize("button", ["page of the reviews", "editor"])
    def test_the_mended_text_begins_anew(self, submitted, people, desk, button):
        desk(people.leader).decide(submitted)
        desk(people.editor).decide(submitted, "reject", comment="请写清处理结果")
        assert "请写清处理结果" in desk(people.reporter).reviews(submitted)
        submitted.refresh_from_db()
        if button == "editor":
            url, data = forms_of(submitted, people.reporter, desk)
            answer = desk(people.reporter).client.post(url, data | MENDED, follow=True)
            assert answer.redirect_chain[-1][0] == submitted.reviews_url
        else:
            submitted.summary = "补充处理结果。"
            submitted.save_revision(user=people.reporter)
            desk(people.reporter).post(submitted, "submit")
        submitted.refresh_from_db()
        assert submitted.current_workflow_task.name == "成员单位审核"
        assert submitted.permissions_for_user(people.leader).page_locked() is not False
        for reviewer in (people.leader, people.editor, people.legal):
            assert not Entry.objects.exists()
            desk(reviewer).decide(submitted)
        assert Entry.objects.get().summary == "补充处理结果。"
        assert approvals(submitted) == ["leader", "leader", "editor", "legal"]

    def test_the_same_text_goes_back_to_who_returned_it(self, submitted, people, desk):
        desk(people.leader).decide(submitted)
        desk(people.editor).decide(submitted, "reject", comment="请核对文号")
        desk(people.reporter).post(submitted, "submit")
        assert submitted.current_workflow_task.name == "信用办审核"
        for reviewer in (people.editor, people.legal):
            desk(reviewer).decide(submitted)
        assert Entry.objects.get().is_visible()


class TestTheEnd:
    """The last approval publishes through the verb, or says what is missing and keeps the reviews."""

    def pass_all(self, page, people, desk):
        for reviewer in (people.leader, people.editor, people.legal):
            answer = desk(reviewer).decide(page)
        return answer.content.decode()

    def test_refused_by_the_gate_the_reviews_stand(self, tree, people, desk):
        page = written(tree, people.reporter, impact_assessment="")
        desk(people.reporter).post(page, "submit")
        assert "影响评估" in desk(people.leader).reviews(page)
        text = self.pass_all(page, people, desk)
        assert "影响评估" in text
        assert not Entry.objects.exists()
        assert approvals(page) == ["leader", "editor", "legal"]
        page.refresh_from_db()
        assert not page.live
        assert page.review_problems(page.get_latest_revision()) == []

    def test_a_find_of_the_guard_is_waived_and_an_editor_publishes(self, tree, people, desk):
        page = written(tree, people.reporter, summary="联系电话13812341234。")
        desk(people.reporter).post(page, "submit")
        text = self.pass_all(page, people, desk)
        assert "138****1234" in text
        editor = desk(people.editor)
        url = reverse("privacy_findings", args=[page.pk])
        find = editor.client.get(url).context["open"][0].digest
        editor.client.post(url, {"digest": find, "action": "waive", "reason": "经营者公布的经营电话"})
        edit = editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert reverse("desk_publish", args=[page.pk]) in edit
        editor.client.post(reverse("desk_publish", args=[page.pk]))
        assert Entry.objects.get().is_visible()

    def test_a_correction_waits_for_its_sentence(self, tree, people, desk, client):
        page = cases.punishment(tree.scjg)
        entry = verbs.publish(page)
        page.refresh_from_db()
        page.summary = "更正后的摘要。"
        page.save_revision(user=people.reporter)
        publish = reverse("desk_publish", args=[page.pk])
        shown = desk(people.editor).client.post(publish, {"what": "更正摘要"}).content.decode()
        assert all(word in shown for word in ("成员单位审核", "信用办审核", "法制与隐私审核", "提交审核"))
        desk(people.editor).post(page, "submit")
        assert "说明更正内容" in self.pass_all(page, people, desk)
        assert "更正后的摘要。" not in client.get(entry.path).content.decode()
        assert desk(people.editor).client.post(publish, {"what": "更正摘要"}).status_code == 302
        assert "更正后的摘要。" in client.get(entry.path).content.decode()

    def test_an_emergency_needs_no_review(self, tree, people, desk, client):
        entry = verbs.publish(cases.punishment(tree.scjg))
        desk(people.editor).client.post(reverse("desk_suspend", args=[entry.page_id]), {"why": "法院裁定"})
        assert client.get(entry.path).status_code == 404

    def test_an_ended_case_is_not_submitted(self, tree, people, desk):
        page = cases.punishment(tree.scjg)
        verbs.end(verbs.publish(page), reason="repaired", why="修复")
        page = type(page).objects.get(pk=page.pk)
        page.save_revision(user=people.reporter)
        assert "不能提交" in desk(people.editor).post(page, "submit").content.decode()
        assert page.current_workflow_state is None


def test_a_new_case_is_submitted_from_its_form(tree, people, desk):
    reporter = desk(people.reporter)
    url = reverse("wagtailadmin_pages:add", args=["cases", "punishmentcasepage", tree.scjg.page.pk])
    form = reporter.client.get(url).content.decode()
    assert "保存并提交审核" in form
    data = querydict_from_html(form, form_id="page-edit-form").dict()
    data |= {"title": "新写的案例", "body-count": "0", "action-submit": "1", "subjects-0-name": "江津区新店有限公司"}
    answer = reporter.client.post(url, data, follow=True)
    page = Page.objects.get(title="新写的案例").specific
    assert answer.redirect_chain[-1][0] == page.reviews_url
    assert page.current_workflow_task.name == "成员单位审核"
    assert "影响评估" in answer.content.decode()  # what is missing is told before a reviewer finds it
