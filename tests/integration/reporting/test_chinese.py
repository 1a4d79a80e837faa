"""What the reviews add to the desk is Chinese in every stage."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from cases.reporting import reviews
from cases.reporting.models import REVIEWS
from tests.integration.test_admin_language import ALLOWED, english, html_of

NAMES = {"reporter", "leader", "editor", "legal", "root", "example", "invalid"}


def seen(client, name, *args):
    """The English that stands on the page of the address."""
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return english(html_of(response), ALLOWED | NAMES)


@pytest.mark.parametrize("stage", ["submitted", "passed once", "returned", "public"])
def test_in_every_stage(submitted, people, desk, stage):
    for reviewer in {"submitted": "", "passed once": "l", "returned": "l", "public": "led"}[stage]:
        desk({"l": people.leader, "e": people.editor, "d": people.legal}[reviewer]).decide(submitted)
    if stage == "returned":
        desk(people.editor).decide(submitted, "reject", comment="请补充")
    client = desk(people.root).client
    for name in ("reporting_reviews", "desk_publish"):
        assert seen(client, name, submitted.pk) == [], name
    for name in ("edit", "history", "workflow_history"):
        assert seen(client, f"wagtailadmin_pages:{name}", submitted.pk) == [], name
    for name in ("wagtailadmin_home", "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks"):
        assert seen(client, name) == [], name


def test_dialogs_and_the_forms_of_tasks(submitted, people, desk):
    client, turn = desk(people.root).client, submitted.current_workflow_task_state
    for action in ("approve", "reject"):
        assert seen(client, "wagtailadmin_pages:workflow_action", submitted.pk, action, turn.pk) == []
    assert seen(client, "wagtailadmin_workflows:edit", reviews.workflow().pk) == []
    for task in reviews.workflow().tasks:
        assert seen(client, "wagtailadmin_workflows:edit_task", task.pk) == []
    for model in REVIEWS:
        assert seen(client, "wagtailadmin_workflows:add_task", "reporting", model._meta.model_name) == []
    assert seen(client, "wagtailadmin_workflows:select_task_type") == []
    assert TaskState.objects.for_instance(submitted).count() == 1
