"""The three reviews before a case is public (三审三校; domain rules §1 and §4), as tasks of Wagtail's workflow."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, Task, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy

from cases.reporting.forms import ApprovalForm, PublishingApprovalForm, ReturnForm
from cases.reporting.locks import ReviewLock
from cases.reporting.models.returns import Return, ReturnReason
from cases.reporting.models.schedule import Schedule


class ReviewTask(Task):
    """One of the reviews: who has its permission and may change the page decides, on the text of others only.

    The page is locked to everyone while it is in review, so that three people approve the same text.
    """

    codename = None  # of the permission that the review needs
    approval_form = PublishingApprovalForm
    lock_class = ReviewLock

    class Meta:
        abstract = True

    @classmethod
    def get_description(cls):
        """What Wagtail's list of task types says."""
        return _("By one person with the permission of this review, who is neither the author nor another reviewer.")

    @classmethod
    def permission(cls):
        """The permission's full name."""
        return f"reporting.{cls.codename}"

    def start(self, workflow_state, user=None):
        """Starts this review, or the first that the page's latest revision still needs: a new text begins anew."""
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj, user):
        """Nobody changes what is in review; a change needs a return, or the reporter's taking it back."""
        return True

    def refusal(self, state, user):
        """Why `user` may not decide on the task state `state`, in a sentence; "" if they may."""
        page = state.workflow_state.content_object
        if not (user and user.is_active and user.has_perm(self.permission()) and _may_change(page, user)):
            return _("This review is not yours to make.")
        if state.revision.user_id == user.pk:
            return _("Whoever wrote the text last does not review it.")
        before = TaskState.objects.filter(
            workflow_state=state.workflow_state_id,
            revision=state.revision_id,
            status=TaskState.STATUS_APPROVED,
            finished_by=user,
        )
        if before.exclude(pk=state.pk).exists():
            return _("You have approved this text in an earlier review; another person makes this one.")
        return ""

    def get_actions(self, obj, user):
        """Approve or return, while it is this review's turn and `user`'s to make."""
        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or self.refusal(state, user):
            return []
        return [
            ("approve", _("Pass"), False),
            ("approve", _("Pass with a remark"), True),
            ("reject", _("Return"), True),
        ]

    def get_form_for_action(self, action):
        """A return needs a reason; an approval may say from when the case is to be public."""
        return ReturnForm if action == "reject" else self.approval_form

    @transaction.atomic
    def on_action(self, task_state, user, action_name, *, reason="", publish_at=None, remarks=(), **kwargs):
        """Decides, once for all browsers, and leads to the page that shows where the reviews stand.

        A return is of one `ReturnReason`, and may carry `remarks` beside places of the case, as `(path, words)`.
        Raises PermissionDenied where the decision is not `user`'s, was made meanwhile, or returns without a reason.
        """
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if state.task_id != self.pk or state.status != TaskState.STATUS_IN_PROGRESS:
            raise PermissionDenied(_("This review has been decided meanwhile."))
        if refusal := self.refusal(state, user):
            raise PermissionDenied(refusal)
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise PermissionDenied(_("Say why it is returned: the reporter reads it."))
        page = state.workflow_state.content_object
        if action_name == "reject":
            Return.objects.create(task_state=state, reason=reason or ReturnReason.OTHER)
            for path, words in remarks:
                Comment.objects.create(
                    page_id=page.pk, user=user, text=words, contentpath=path, revision_created=state.revision
                )
        elif publish_at:
            Schedule.objects.update_or_create(page_id=page.pk, defaults={"publish_at": publish_at, "by": user})
        super().on_action(state, user, action_name, **kwargs)
        return getattr(state.workflow_state.content_object.specific, "reviews_url", None)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for `user` at this review."""
        waiting = TaskState.objects.filter(task=self.pk, status=TaskState.STATUS_IN_PROGRESS)
        if not user.has_perm(self.permission()):
            return TaskState.objects.none()
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        keys = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
        passed = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, finished_by=user)
        return (
            waiting.filter(workflow_state__object_id__in=keys)
            .exclude(revision__user=user.pk)
            .exclude(revision__in=passed.values("revision"))
        )


def _may_change(page, user):
    return user.is_superuser or "change" in page.permissions_for_user(user).permissions


class UnitReviewTask(ReviewTask):
    """The first review, by the leader of the reporting unit."""

    codename = "review_unit"
    approval_form = ApprovalForm  # when a case is public is the credit office's to say
    problem = _("The unit's review is missing.")

    class Meta:
        verbose_name = _("unit review")
        verbose_name_plural = _("unit reviews")
        default_permissions = ()
        permissions = [("review_unit", _("Can make the unit's review of cases"))]


class EditorReviewTask(ReviewTask):
    """The second review, by an editor of the credit office."""

    codename = "review_editor"
    problem = _("The credit office's review is missing.")

    class Meta:
        verbose_name = _("credit office review")
        verbose_name_plural = _("credit office reviews")
        default_permissions = ()
        permissions = [("review_editor", _("Can make the credit office's review of cases"))]


class LegalReviewTask(ReviewTask):
    """The third review, of law and privacy."""

    codename = "review_legal"
    problem = _("The review of law and privacy is missing.")

    class Meta:
        verbose_name = _("law and privacy review")
        verbose_name_plural = _("law and privacy reviews")
        default_permissions = ()
        permissions = [("review_legal", _("Can make the review of law and privacy of cases"))]


REVIEWS = (UnitReviewTask, EditorReviewTask, LegalReviewTask)
