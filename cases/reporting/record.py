"""Reviews as if they had been made on the desk, written at once: for the demo content and for tests."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import TaskState, WorkflowState

from cases.reporting import reviews
from cases.reporting.models import Return, ReturnReason


@dataclass(frozen=True)
class Decision:
    """Who decided at what instant; `returned` is the reason of a return, "" for an approval."""

    by: object
    at: datetime
    returned: str = ""
    reason: str = ReturnReason.FACTS  # of a return


def record(page, decisions, *, submitted_at, by=None):
    """Writes `decisions` on the latest revision of `page`, in the order of the reviews; returns the workflow state.

    Fewer than three leave the next review open; a return leaves the case with its reporter `by`. Past Wagtail's
    signals and logs: what checks them is the gate of publication.
    """
    workflow, revision = reviews.workflow(), page.get_latest_revision()
    state = WorkflowState(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=workflow,
        requested_by=by,
    )
    rows, started = [], submitted_at
    for task, decision in zip(workflow.tasks, [*decisions, None], strict=False):
        row = TaskState(workflow_state=state, revision=revision, task=task)
        row.began = started
        if decision:
            row.status = TaskState.STATUS_REJECTED if decision.returned else TaskState.STATUS_APPROVED
            row.finished_by, row.finished_at, row.comment = decision.by, decision.at, decision.returned
            started = decision.at
        rows.append(row)
        if row.status == TaskState.STATUS_REJECTED:
            break
    state.status = {
        TaskState.STATUS_REJECTED: WorkflowState.STATUS_NEEDS_CHANGES,
        TaskState.STATUS_IN_PROGRESS: WorkflowState.STATUS_IN_PROGRESS,
        TaskState.STATUS_APPROVED: WorkflowState.STATUS_APPROVED,
    }[rows[-1].status]
    WorkflowState.objects.bulk_create([state])
    TaskState.objects.bulk_create(rows)
    for row in rows:
        row.started_at = row.began  # the field had set itself to this moment
    TaskState.objects.bulk_update(rows, ["started_at"])
    for row, decision in zip(rows, decisions, strict=False):
        if decision.returned:
            Return.objects.create(task_state=row, reason=decision.reason)
    WorkflowState.objects.filter(pk=state.pk).update(created_at=submitted_at, current_task_state=rows[-1])
    return state
