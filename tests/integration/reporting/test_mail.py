"""People hear of reviews by notices and e-mail; no mail server keeps a review from being made."""

from django.core import mail
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from cms.notices.models import Notice
from cms.notices.sending import deliver


def told(user):
    """The kinds of the notices of `user`, the oldest first."""
    return list(Notice.objects.readable_by(user).order_by("pk").values_list("kind", flat=True))


def test_a_return_is_told_to_the_reporters_with_its_reason(submitted, people, desk):
    desk(people.leader).decide(submitted, "reject", comment="请补充处理结果")
    assert mail.outbox == []
    deliver()
    returned = [message for message in mail.outbox if message.to == [people.reporter.email]]
    assert len(returned) == 1
    assert submitted.title in returned[0].subject
    assert "请补充处理结果" in returned[0].body
    assert submitted.reviews_url in returned[0].body


def test_whose_turn_it_is_hears_of_it_and_nobody_else(submitted, people, desk):
    assert told(people.leader) == ["submitted"]
    desk(people.leader).decide(submitted)
    assert told(people.editor) == ["submitted"]
    assert told(people.reporter) == ["approved"]
    desk(people.editor).decide(submitted)
    assert told(people.legal) == ["submitted"]
    desk(people.legal).decide(submitted)
    assert told(people.reporter) == ["approved", "approved", "published"]
    for person in (people.other_reporter, people.other_leader, people.supervisor):
        assert told(person) == []


def test_what_is_decided_need_not_be_read_any_more(submitted, people, desk):
    assert Notice.objects.readable_by(people.leader).unread().exists()
    desk(people.leader).decide(submitted)
    assert not Notice.objects.readable_by(people.leader).unread().exists()


def test_a_mail_server_that_fails(submitted, people, desk, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.integration.reporting.test_mail.Broken"
    settings.BACKGROUND_WORKER = False
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk(people.leader).decide(submitted, "reject", comment="请补充处理结果")
    assert answer.status_code == 200
    assert submitted.current_workflow_state.status == "needs_changes"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver()
    assert [people.reporter.email] in [message.to for message in mail.outbox]


class Broken:
    """A mail server that refuses whatever is said to it."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        """Fails as no ConnectionError does."""
        raise OSError("no such host")


def test_each_is_connected_once():
    for signal in (workflow_submitted, workflow_rejected, workflow_approved):
        names = [key[0] for key, *_rest in signal.receivers if "email_notification" in str(key[0])]
        assert len(names) == 1, names
