"""Holds the reviews where Wagtail's models are saved, whichever view or shell saves them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Task, TaskState, Workflow, WorkflowTask

from cases.reporting import reviews
from cases.reporting.models import REVIEWS, ReviewTask

DECIDED = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
DECISION = ("status", "finished_by_id", "revision_id", "task_id", "workflow_state_id")


def keep_decisions(sender, instance, raw=False, **kwargs):
    """A review is decided once, from its turn, by a person who may; raises PermissionDenied otherwise."""
    if raw or instance.status not in DECIDED:
        return
    task = instance.task.specific
    if not isinstance(task, ReviewTask):
        return
    with transaction.atomic():
        before = TaskState.objects.select_for_update().filter(pk=instance.pk).first()
    if before and all(getattr(before, name) == getattr(instance, name) for name in DECISION):
        return
    if before is None or before.status != TaskState.STATUS_IN_PROGRESS:
        raise PermissionDenied(_("This review has been decided meanwhile."))
    if refusal := task.refusal(instance, instance.finished_by):
        raise PermissionDenied(refusal)


def keep_workflow(sender, instance, raw=False, **kwargs):
    """The three reviews cannot be switched off, neither the workflow nor one of its tasks."""
    if raw or instance.active or instance.pk is None:
        return
    ours = reviews.workflow()
    is_ours = ours and (
        instance == ours
        if isinstance(instance, Workflow)
        else ours.workflow_tasks.filter(task=instance.pk, task__content_type__app_label="reporting").exists()
    )
    if is_ours:
        raise PermissionDenied(_("The three reviews cannot be switched off."))


def keep_tasks(sender, instance, **kwargs):
    """None of the three can be taken out of the workflow."""
    if isinstance(instance.task.specific, ReviewTask) and instance.workflow == reviews.workflow():
        raise PermissionDenied(_("The three reviews cannot be switched off."))


def connect():
    """Connects the handlers; called once when the app is ready."""
    pre_save.connect(keep_decisions, sender=TaskState, dispatch_uid="reporting.decisions")
    for model in (Workflow, Task, *REVIEWS):
        pre_save.connect(keep_workflow, sender=model, dispatch_uid=f"reporting.workflow.{model.__name__}")
    pre_delete.connect(keep_tasks, sender=WorkflowTask, dispatch_uid="reporting.tasks")
