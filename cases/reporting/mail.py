"""Wagtail's e-mails about reviews: none of cases, whose people are told by notices; of other pages after the decision.

A mail server that fails undoes no review.
"""

from functools import partial

from django.db import transaction
from wagtail.admin import signal_handlers
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

NOTIFIERS = {
    "submitted": (workflow_submitted, signal_handlers.workflow_submission_email_notifier),
    "rejected": (workflow_rejected, signal_handlers.workflow_rejection_email_notifier),
    "approved": (workflow_approved, signal_handlers.workflow_approval_email_notifier),
}


def after_commit(notifier, sender, instance, **kwargs):
    """Calls `notifier` once the transaction is written; what it raises is logged and goes no further."""
    page = instance.content_object
    if getattr(getattr(page, "specific_class", None), "is_case", False):
        return

    def tell():  # no partial: Django names what fails by its name
        notifier(sender=sender, instance=instance, user=kwargs.get("user"))

    transaction.on_commit(tell, robust=True)


def connect():
    """Takes the names under which Wagtail would connect its notifiers later: a name is connected once."""
    for name, (signal, notifier) in NOTIFIERS.items():
        uid = f"workflow_state_{name}_email_notification"
        signal.connect(partial(after_commit, notifier), sender=WorkflowState, weak=False, dispatch_uid=uid)
