"""What a case's reviews come to: the gate of publication, and the workflow they are made in."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, Workflow, WorkflowState

from cases.reporting.models import REVIEWS
from cms.desk.problems import Problem

# What a workflow's approvals are worth: one returned or taken back is no longer anybody's word.
COUNTED = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_APPROVED)


def workflow():
    """The workflow of the three reviews (made by a migration; nobody can switch it off), or None."""
    return Workflow.objects.filter(workflow_tasks__task__unitreviewtask__isnull=False).order_by("pk").first()


def missing(revision):
    """The kinds of review (of `REVIEWS`) that `revision` still needs: three approvals of this very revision count.

    They are of one workflow and by three people, none of whom wrote the revision. An approval without a name or
    a time counts nothing, nor that of an account switched off since: it may have been switched off for a reason.
    """
    rows = (
        TaskState.objects.filter(
            revision=revision,
            status=TaskState.STATUS_APPROVED,
            finished_at__isnull=False,
            finished_by__is_active=True,
            workflow_state__status__in=COUNTED,
        )
        .exclude(finished_by=revision.user_id)
        .order_by("finished_at", "pk")
        .values_list("workflow_state", "task__content_type", "finished_by")
    )
    workflows = {}
    for state, kind, reviewer in rows:
        workflows.setdefault(state, {})[kind] = reviewer
    kinds = ContentType.objects.get_for_models(*REVIEWS)
    lacks = [list(REVIEWS)]
    for reviewers in workflows.values():
        seen, lack = set(), []
        for review in REVIEWS:
            reviewer = reviewers.get(kinds[review].pk)
            if reviewer is None or reviewer in seen:
                lack.append(review)
            seen.add(reviewer)
        lacks.append(lack)
    return min(lacks, key=len)


def problems(revision):
    """A `Problem` naming each review that `revision` still needs; all of them for a page without a revision."""
    return [Problem(review.problem) for review in (missing(revision) if revision else REVIEWS)]


def submit(page, user):
    """Sends the latest revision of `page` into the three reviews, anew or again after a return.

    The caller has asked whether `user` may. Raises ValidationError when it is in review already.
    """
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)
    page.refresh_from_db()
