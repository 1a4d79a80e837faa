"""What waits for a reviewer: the cases in review, with their age and the day by which they should be public."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cases.reporting import duplicates
from cases.reporting.models import REVIEWS
from cms import clock
from cms.desk.seeing import pages_seen_by
from cms.register.vocabulary import Kind
from cms.rules.deadlines import DeadlineCode, due_each
from cms.units.models import Unit


@dataclass
class Waiting:
    """One case at one review."""

    state: TaskState
    page: Page
    draft: "_Draft"  # as it stands in the revision under review
    unit: Unit | None = None
    due_on: datetime.date | None = None
    is_alike: bool = False

    @property
    def title(self):
        """The case's title as reviewed."""
        return self.draft.title

    @property
    def kind(self):
        """The kind of case in words."""
        return self.page.specific_class._meta.verbose_name

    @property
    def days(self):
        """For how many days the case has been with its reviewers."""
        return (clock.today() - timezone.localdate(self.state.workflow_state.created_at)).days

    @property
    def is_late(self):
        """Whether it should have been public by now."""
        return self.due_on is not None and self.due_on < clock.today()


def states_for(user, *, mine=True):
    """The open task states of cases: those that `user` may decide on, or all that `user` may know of."""
    open_ = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if mine:
        ours = TaskState.objects.none()
        for review in REVIEWS:
            for task in review.objects.filter(active=True):
                ours |= task.get_task_states_user_can_moderate(user)
        open_ = ours
    else:
        kinds = [review._meta.model_name for review in REVIEWS]
        open_ = open_.filter(
            task__content_type__app_label="reporting",
            task__content_type__model__in=kinds,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
    return open_.select_related("revision", "task", "workflow_state").order_by("workflow_state__created_at", "pk")


def waiting(user, filters):
    """The `Waiting` cases under the cleaned `filters` (scope, unit, kind, review, late, q), the most urgent first."""
    states = list(states_for(user, mine=filters.get("scope") != "all"))
    numbers = {int(state.workflow_state.object_id) for state in states}
    seen = pages_seen_by(user).filter(pk__in=numbers)
    pages = {page.pk: page for page in seen.specific(defer=True)}
    rows = []
    for state in states:
        page = pages.get(int(state.workflow_state.object_id))
        if page is not None and getattr(page, "is_case", False):
            rows.append(Waiting(state, page, _Draft(page, state.revision.content)))
    _add_deadlines(rows)
    units = Unit.objects.in_bulk({row.draft.unit_id for row in rows})
    alike = duplicates.marked([row.page.pk for row in rows], user)
    for row in rows:
        row.is_alike, row.unit = row.page.pk in alike, units.get(row.draft.unit_id)
    rows = [row for row in rows if _matches(row, filters)]
    return sorted(rows, key=lambda row: (row.due_on or datetime.date.max, row.state.workflow_state.created_at))


class _Draft:
    """What the list shows of a revision, without building the page from it."""

    def __init__(self, page, content):
        self.title = content.get("title") or page.draft_title
        self.unit_id = content.get("unit")
        self.document_number = content.get("document_number") or ""
        day = content.get("decided_on")
        self.decided_on = datetime.date.fromisoformat(day) if day else None
        self.subjects = [subject.get("name", "") for subject in content.get("subjects") or []]


def _add_deadlines(rows):
    """Penalties are to be public within so many working days of the decision, honours have no such day."""
    days = {row.draft.decided_on for row in rows if row.page.specific_class.kind == Kind.PUNISHMENT} - {None}
    found = due_each(DeadlineCode.PUBLISH_PERMIT_OR_PENALTY, days)
    for row in rows:
        deadline = found.get(row.draft.decided_on) if row.page.specific_class.kind == Kind.PUNISHMENT else None
        row.due_on = deadline.day if deadline else None


def _matches(row, filters):
    question = filters.get("q", "").strip().lower()
    text = "\n".join([row.title, row.draft.document_number, *row.draft.subjects]).lower()
    wanted = [
        not filters.get("unit") or row.draft.unit_id == filters["unit"].pk,
        not filters.get("kind") or row.page.specific_class.kind == filters["kind"],
        not filters.get("review") or row.state.task_id == filters["review"].pk,
        not filters.get("late") or row.is_late,
        not question or question in text,
    ]
    return all(wanted)


def neighbours(user, state):
    """The task states before and after `state` in the list of what waits for `user`; None where there is none."""
    rows = waiting(user, {})
    numbers = [row.state.pk for row in rows]
    if state.pk not in numbers:
        return None, rows[0] if rows else None
    at = numbers.index(state.pk)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)
