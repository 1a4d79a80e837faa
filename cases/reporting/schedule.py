"""Cases that become public on their date: set by a reviewer, done by the worker through the verb."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cases.reporting import reviews
from cases.reporting.models import Schedule
from cms import clock
from cms.notices import notify
from cms.notices.vocabulary import NoticeKind
from cms.ops import jobs
from cms.ops.signals import housekeeping
from cms.register import verbs
from cms.register.models import Entry
from cms.units.members import people_with
from cms.units.models import Role


def waiting_until(page, at=None):
    """The instant until which the publication of `page` is put off; None where it is not."""
    row = Schedule.objects.filter(page=page.pk, publish_at__gt=at or clock.now()).first()
    return row.publish_at if row else None


def publish_due(at=None):
    """Makes public what is due and reviewed; how many. What the verb refuses is told to the editors, once."""
    rows = Schedule.objects.filter(publish_at__lte=at or clock.now()).order_by("publish_at", "pk")
    return sum(_publish(pk) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _publish(pk):
    row = Schedule.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return 0
    page = row.page.specific
    revision = page.get_latest_revision()
    if Entry.objects.filter(page_id=page.pk).exists():
        row.delete()
        return 0
    lacks = reviews.problems(revision)
    if lacks and page.current_workflow_state:
        return 0  # it waits for the reviews; the last of them publishes
    row.delete()
    if lacks:  # nobody is asked any more: taken back, or the account of a reviewer was switched off
        return _tell(page, revision, map(str, lacks))
    last = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("finished_at").last()
    try:
        with transaction.atomic():
            verbs.publish(page, by=last.finished_by, revision=revision)
    except verbs.Refused as refused:
        return _tell(page, revision, refused.messages)
    return 1


def _tell(page, revision, problems):
    """Says to the editors why the case is not public on its date; 0, as what was published."""
    notify(
        people_with(Role.EDITOR),
        kind=NoticeKind.REMARK,
        key=f"schedule:{page.pk}:{revision.pk if revision else 0}",
        title=_("Could not be made public on its date: “%(title)s”") % {"title": page.get_admin_display_title()},
        text="\n".join(problems),
        url=page.reviews_url,
    )
    return 0


def connect():
    """The worker looks every half minute, the housekeeping of the command whenever it runs."""

    def said(number):
        return f"{number} cases made public on their date" if number else ""

    def keep_house(sender, at, **kwargs):
        return said(publish_due(at))

    jobs.register("cases on their date", every=30, do=lambda: said(publish_due()))
    housekeeping.connect(keep_house, weak=False, dispatch_uid="reporting.schedule")
