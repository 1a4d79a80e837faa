"""The reporter hears of a return by e-mail; no mail server keeps a review from being made."""

from django.core import mail
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted


def test_a_return_is_told_after_it_stands(submitted, people, desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        desk(people.leader).decide(submitted, "reject", comment="请补充处理结果")
    assert mail.outbox == []
    for callback in callbacks:
        callback()
    assert [message.to for message in mail.outbox] == [[people.reporter.email]]
    assert submitted.title in mail.outbox[0].subject


def test_a_mail_server_that_fails(submitted, people, desk, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.integration.reporting.test_mail.Broken"
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk(people.leader).decide(submitted, "reject", comment="请补充处理结果")
    assert answer.status_code == 200
    assert submitted.current_workflow_state.status == "needs_changes"


class Broken:
    """A mail server that refuses whatever is said to it."""

    def __init__(self, **kwargs):
        pass

    def open(self):
        """Fails as no ConnectionError does."""
        raise OSError("no such host")


def test_each_is_connected_once():
    for signal in (workflow_submitted, workflow_rejected, workflow_approved):
        names = [key[0] for key, *_rest in signal.receivers if "email_notification" in str(key[0])]
        assert len(names) == 1, names
