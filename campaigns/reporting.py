"""Reports of activities: what may be done with them, by whom, and who is told."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import ActivityReport, ReportPicture
from campaigns.vocabulary import ReportState
from cms import clock
from cms.media.models import Picture
from cms.notices import done, notify
from cms.notices.vocabulary import NoticeKind
from cms.register import verbs
from cms.units.members import people_of, people_with
from cms.units.models import Role


class Refused(ValidationError):
    """An act was refused; the messages say why."""


def report_url(report):
    """Where the desk shows it."""
    return reverse("campaigns_report", args=[report.pk])


def _waits_key(report):
    return f"campaigns:report:{report.pk}:waits"


@transaction.atomic
def file_report(report, pictures, *, removed=(), by):
    """Saves a new or changed report with new `pictures` ((file, alternative) each), and tells the editors.

    Whatever was decided is decided anew. Raises Refused for a report whose copy stands in the page already.
    """
    if report.pk and ActivityReport.objects.select_for_update().get(pk=report.pk).state == ReportState.ACCEPTED:
        raise Refused(_("This report is accepted; ask the editor to return it first."))
    report.state, report.decision, report.decided_by, report.decided_at = ReportState.REPORTED, "", None, None
    report.reported_by, report.reported_at = by, clock.now()
    report.save()
    report.pictures.filter(pk__in=removed).delete()
    for file, alternative in pictures:
        # Who has no room of their own (the credit office for another unit) leaves it in the root collection.
        room = {"collection": report.unit.collection} if report.unit.collection else {}
        picture = Picture(title=alternative[:255], description=alternative[:255], file=file, **room)
        picture.uploaded_by_user = by
        picture.save()
        ReportPicture.objects.create(report=report, picture=picture, alternative=alternative)
    done(_waits_key(report))
    title = _("Report of an activity: %(what)s") % {"what": f"{report.edition} · {report.unit}"}
    key = f"{_waits_key(report)}:{report.reported_at:%Y%m%d%H%M%S}"
    notify(people_with(Role.EDITOR), kind=NoticeKind.SUBMITTED, key=key, title=title, url=report_url(report))
    return report


@transaction.atomic
def decide(report, *, accepted, why="", by):
    """Accepts a report, or returns it for a reason; the unit is told. Raises Refused."""
    report = ActivityReport.objects.select_for_update().get(pk=report.pk)
    if report.taken_at and not accepted:
        raise Refused(_("It stands in the page already; take it out there first."))
    if not accepted and not why.strip():
        raise Refused(_("Say why it is returned."))
    report.state = ReportState.ACCEPTED if accepted else ReportState.RETURNED
    report.decision, report.decided_by, report.decided_at = why.strip(), by, clock.now()
    report.save()
    kind = NoticeKind.ADOPTED if accepted else NoticeKind.RETURNED
    words = _("Report accepted: %(what)s") if accepted else _("Report returned: %(what)s")
    notify(
        people_of(report.unit),
        kind=kind,
        key=f"campaigns:report:{report.pk}:{report.state}:{report.decided_at:%Y%m%d%H%M%S}",
        title=words % {"what": report.edition},
        text=report.decision,
        url=report_url(report),
        unit=report.unit,
    )
    return report


@transaction.atomic
def take_into_page(report, *, by, publish=True):
    """Writes an accepted report into a new revision of the page of its edition, in place of an earlier copy of it.

    With `publish` the revision becomes public in the ordinary way, the verb with all its conditions, where the page is
    public now; otherwise it waits as a draft. Raises Refused (also `verbs.Refused`) and changes nothing then.
    """
    report = ActivityReport.objects.select_for_update().select_related("unit", "edition").get(pk=report.pk)
    page = report.edition.page
    if report.state != ReportState.ACCEPTED:
        raise Refused(_("Only an accepted report is taken into the page."))
    if page is None:
        raise Refused(_("This edition has no page yet."))
    draft = page.get_latest_revision_as_object()
    if publish and page.live and page.latest_revision_id != page.live_revision_id:
        raise Refused(_("The page has other changes that are not public yet: publish them or take them back first."))
    kept = [block for block in draft.activities.get_prep_value() if block["value"].get("report") != report.pk]
    draft.activities = draft._meta.get_field("activities").to_python([*kept, block_of(report)])
    revision = draft.save_revision(user=by, log_action=True)
    if publish and page.live:
        verbs.publish(page, by=by, revision=revision, reason=_("Activity of %(unit)s") % {"unit": report.unit})
    report.taken_at = clock.now()
    report.save(update_fields=["taken_at"])
    return revision


def block_of(report):
    """The report as raw data of an activity block."""
    pictures = [
        {
            "image": {"image": row.picture_id, "decorative": False, "alt_text": row.alternative},
            "caption": row.alternative[:120],
        }
        for row in report.pictures.all()
    ]
    value = {
        "report": report.pk,
        "unit": report.unit.short_name,
        "day": report.held_on.isoformat(),
        "place": report.place,
        "people": report.people,
        "text": report.description,
        "pictures": pictures,
        "links": report.links,
    }
    return {"type": "activity", "value": value}
