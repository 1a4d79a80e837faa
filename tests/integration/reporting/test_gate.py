"""The gate counts reviews as they stand in the database (domain rules §1: three reviews by three different people)."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cases.reporting import reviews
from cases.reporting.models import REVIEWS, UnitReviewTask
from cases.reporting.record import Decision, record
from cms import clock
from cms.register import verbs
from cms.register.models import Entry
from tests.factories import cases, site

NAMES = ["缺少成员单位审核。", "缺少信用办审核。", "缺少法制与隐私审核。"]


@pytest.fixture
def page(tree):
    """A complete case with its three reviews."""
    return cases.punishment(tree.scjg)


def problems(page):
    """The sentences about reviews of the latest revision."""
    return [str(problem) for problem in page.review_problems(page.get_latest_revision())]


def rows(page):
    """The task states of the latest revision, in order."""
    return TaskState.objects.filter(revision=page.latest_revision_id).order_by("pk")


@pytest.mark.parametrize("make", [cases.punishment, cases.honour])
def test_each_missing_review_is_named(tree, make):
    page = make(tree.scjg)
    assert problems(page) == []
    rows(page).filter(task__name="信用办审核").delete()
    assert problems(page) == [NAMES[1]]
    page.save_revision()
    assert problems(page) == NAMES
    with pytest.raises(verbs.Refused, match="成员单位审核") as refused:
        verbs.publish(page)
    assert refused.value.messages == NAMES


def test_a_correction_is_reviewed_as_well(page):
    entry = verbs.publish(page)
    page.refresh_from_db()
    page.save_revision()
    with pytest.raises(verbs.Refused) as refused:
        verbs.correct(entry, what="更正")
    assert refused.value.messages == NAMES
    cases.reviewed(page)
    verbs.correct(entry, what="更正")


def test_it_takes_one_query(page, django_assert_num_queries):
    revision = page.get_latest_revision()
    reviews.missing(revision)  # the kinds of task are kept by Django
    with django_assert_num_queries(1):
        assert page.review_problems(revision) == []


class TestWhatCountsNothing:
    """Rows written past the desk."""

    @pytest.mark.parametrize(
        "change",
        [
            {"finished_by": None},
            {"finished_at": None},
            {"status": TaskState.STATUS_SKIPPED},
            {"status": TaskState.STATUS_REJECTED},
            {"status": TaskState.STATUS_IN_PROGRESS},
        ],
        ids=str,
    )
    def test_a_row_that_says_too_little(self, page, change):
        rows(page).filter(task__name="法制与隐私审核").update(**change)
        assert problems(page) == [NAMES[2]]

    def test_of_the_author(self, page):
        author = rows(page).first().finished_by
        type(page.get_latest_revision()).objects.filter(pk=page.latest_revision_id).update(user=author)
        page = type(page).objects.get(pk=page.pk)
        assert problems(page) == [NAMES[0]]

    def test_of_the_same_person_twice(self, page):
        rows(page).update(finished_by=rows(page).first().finished_by)
        assert problems(page) == NAMES[1:]

    def test_of_an_account_switched_off(self, page):
        get_user_model().objects.filter(username="reviewer-unit").update(is_active=False)
        assert problems(page) == [NAMES[0]]

    @pytest.mark.parametrize("status", [WorkflowState.STATUS_CANCELLED, WorkflowState.STATUS_NEEDS_CHANGES])
    def test_of_a_workflow_taken_back_or_returned(self, page, status):
        WorkflowState.objects.for_instance(page).update(status=status)
        assert problems(page) == NAMES

    def test_pieced_together_from_two_workflows(self, page):
        rows(page).filter(task__name="信用办审核").delete()
        people = [get_user_model().objects.create(username=f"later-{number}") for number in range(2)]
        record(page, [Decision(person, clock.now()) for person in people], submitted_at=clock.now())
        assert len(problems(page)) == 1

    def test_of_another_kind_of_task(self, page):
        other = GroupApprovalTask.objects.create(name="法制与隐私审核")
        rows(page).filter(task__name="法制与隐私审核").update(task=other)
        assert problems(page) == [NAMES[2]]

    def test_of_another_text(self, page):
        page.save_revision()
        assert problems(page) == NAMES


class TestTheWorkflowStays:
    """An administrator can neither detach nor switch off the reviews, nor put another workflow in their place."""

    @pytest.fixture
    def root(self, tree, client):
        user = site.make_user(None, username="root", superuser=True)
        client.force_login(user)
        return user

    @pytest.fixture
    def foreign(self, db):
        workflow = Workflow.objects.create(name="一级审核")
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="审"), sort_order=0)
        return workflow

    def test_another_workflow_attached_to_the_pages_above(self, tree, page, foreign):
        WorkflowPage.objects.create(page=tree.scjg.page, workflow=foreign)
        assert page.get_workflow() == reviews.workflow() != foreign
        assert page.has_workflow

    def test_another_workflow_publishes_nothing(self, page, foreign, root):
        state = foreign.start(page, root)  # the three reviews stand, but this is not their end
        state.current_task_state.approve(user=root)
        assert not Entry.objects.exists()

    def test_switched_off_in_the_admin(self, root, client):
        workflow = reviews.workflow()
        client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
        for task in workflow.tasks:
            client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
        assert reviews.workflow().active
        assert [task.active for task in reviews.workflow().tasks] == [True] * 3

    def test_a_task_taken_out(self, root, client):
        with pytest.raises(PermissionDenied), transaction.atomic():
            reviews.workflow().workflow_tasks.first().delete()
        workflow = reviews.workflow()
        workflow.workflow_tasks = list(workflow.workflow_tasks.all())[1:]
        with pytest.raises(PermissionDenied), transaction.atomic():
            workflow.save()
        assert [type(task) for task in reviews.workflow().tasks.specific()] == list(REVIEWS)

    def test_other_workflows_and_tasks_are_the_administrators(self, foreign):
        other = UnitReviewTask.objects.create(name="又一个")
        other.deactivate()
        foreign.deactivate()
        assert not foreign.active
