"""What is done on the desk: reports made and judged, zero reports, scores, duties. Each in one transaction.

Every act raises `Refused` with a sentence where it is not possible. Who may is asked by the views (`access`).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.assessment import owed, years
from cases.assessment.models import Duty, ScoreLine, ZeroReport
from cases.assessment.telling import tell_supervisors, tell_unit
from cases.assessment.vocabulary import ZeroState
from cases.models import MediaReport
from cms import clock
from cms.notices.vocabulary import NoticeKind


class Refused(ValidationError):
    """An act that is not possible, with a sentence why."""


def _open(*years_):
    for year in years_:
        if sentence := years.refusal(year):
            raise Refused(sentence)


def media_url(report):
    """The desk's page of a media report."""
    return reverse("assessment_media_report", args=[report.pk])


@transaction.atomic
def report_media(report, *, by):
    """Saves a new `MediaReport`, or a changed one: what was decided on it is to be decided anew."""
    is_new = report.pk is None
    before = None if is_new else MediaReport.objects.select_for_update().get(pk=report.pk)
    _open(report.published_on.year, *([] if is_new else [before.published_on.year]))
    if is_new:
        report.reported_by, report.reported_at = by, clock.now()
    report.save()
    if before and before.screenshot and before.screenshot.name != report.screenshot.name:
        transaction.on_commit(lambda: before.screenshot.storage.delete(before.screenshot.name))
    log(instance=report, action="wagtail.create" if is_new else "wagtail.edit", user=by)
    if is_new:
        tell_supervisors(
            kind=NoticeKind.SUBMITTED,
            key=f"media:{report.pk}:reported",
            title=_("A media report waits for verification: %(title)s") % {"title": report.title},
            url=media_url(report),
        )
    return report


@transaction.atomic
def decide_media(report, *, verified, why="", by):
    """Verifies a media report, or refuses it for the reason `why`."""
    report = MediaReport.objects.select_for_update().get(pk=report.pk)
    _open(report.published_on.year)
    if not verified and not why.strip():
        raise Refused(_("Say why: the unit reads it."))
    report.state = MediaReport.State.VERIFIED if verified else MediaReport.State.REFUSED
    report.decision, report.decided_by, report.decided_at = why.strip(), by, clock.now()
    report.save(update_fields=["state", "decision", "decided_by", "decided_at", "link_key", "title_key"])
    log(instance=report, action="wagtail.edit", user=by, data={"state": report.state, "why": report.decision})
    words = _("Verified: %(title)s") if verified else _("Not verified: %(title)s")
    tell_unit(
        report.unit,
        kind=NoticeKind.ADOPTED if verified else NoticeKind.RETURNED,
        key=f"media:{report.pk}:{report.state}:{report.decided_at.isoformat()}",
        title=words % {"title": report.title},
        text=report.decision,
        url=media_url(report),
    )
    return report


@transaction.atomic
def withdraw_media(report, *, by):
    """Deletes a media report that is not verified."""
    report = MediaReport.objects.select_for_update().get(pk=report.pk)
    _open(report.published_on.year)
    if report.state == MediaReport.State.VERIFIED:
        raise Refused(_("What is verified is not deleted."))
    log(instance=report, action="wagtail.delete", user=by, deleted=True)
    if report.screenshot:
        name, storage = report.screenshot.name, report.screenshot.storage
        transaction.on_commit(lambda: storage.delete(name))
    report.delete()


@transaction.atomic
def file_zero(unit, year, obligation, *, reason, by):
    """Files a zero report, or again one that was not accepted."""
    _open(year)
    row = next(row for row in owed.owed_by(unit, year) if row.code == obligation)
    if row.done or row.adopted:
        raise Refused(_("Something was reported already: there is no need for a zero report."))
    report, is_new = ZeroReport.objects.select_for_update().get_or_create(
        unit=unit,
        year=year,
        obligation=obligation,
        defaults={"reason": reason, "reported_by": by, "reported_at": clock.now()},
    )
    if not is_new:
        if report.state != ZeroState.REFUSED:
            raise Refused(_("There is a zero report already."))
        report.reason, report.reported_by, report.reported_at = reason, by, clock.now()
        report.state, report.decision, report.decided_by, report.decided_at = ZeroState.REPORTED, "", None, None
        report.save()
    tell_supervisors(
        kind=NoticeKind.SUBMITTED,
        key=f"zero:{report.pk}:{report.reported_at.isoformat()}",
        title=_("A zero report waits for acceptance: %(unit)s") % {"unit": unit},
        text=reason,
        url=reverse("assessment_zero", args=[report.pk]),
    )
    return report


@transaction.atomic
def decide_zero(report, *, accepted, why="", by):
    """Accepts a zero report, or refuses it for the reason `why`."""
    report = ZeroReport.objects.select_for_update().get(pk=report.pk)
    _open(report.year)
    if not accepted and not why.strip():
        raise Refused(_("Say why: the unit reads it."))
    report.state = ZeroState.ACCEPTED if accepted else ZeroState.REFUSED
    report.decision, report.decided_by, report.decided_at = why.strip(), by, clock.now()
    report.save()
    words = _("Zero report accepted: %(what)s") if accepted else _("Zero report not accepted: %(what)s")
    tell_unit(
        report.unit,
        kind=NoticeKind.APPROVED if accepted else NoticeKind.RETURNED,
        key=f"zero:{report.pk}:{report.state}:{report.decided_at.isoformat()}",
        title=words % {"what": report.get_obligation_display()},
        text=report.decision,
    )
    return report


@transaction.atomic
def withdraw_zero(report, *, by):
    """Takes back a zero report of an open year."""
    _open(report.year)
    report.delete()


@transaction.atomic
def score(unit, year, scores, *, side, by):
    """Writes the scores of one side, `unit` or `centre`: `{line: {"score", "remark", "evidence"?}}`.

    Evidence is an uploaded file; without one, what is there stays.
    """
    _open(year)
    now = clock.now()
    for code, given in scores.items():
        line, _made = ScoreLine.objects.select_for_update().get_or_create(unit=unit, year=year, line=code)
        before = getattr(line, f"{side}_score"), getattr(line, f"{side}_remark")
        evidence = given.get("evidence")
        if before == (given["score"], given["remark"]) and not evidence:
            continue
        setattr(line, f"{side}_score", given["score"])
        setattr(line, f"{side}_remark", given["remark"])
        setattr(line, f"{side}_by", by)
        setattr(line, f"{side}_at", now)
        if evidence:
            _replace(line, evidence)
        line.save()


@transaction.atomic
def finish_duty(duty, *, remark, evidence=None, by):
    """Reports a duty as done, with a remark and a file where there is one."""
    duty = Duty.objects.select_for_update().select_related("item").get(pk=duty.pk)
    _open(duty.item.year)
    duty.remark, duty.returned, duty.done_at, duty.done_by = remark, "", clock.now(), by
    if evidence:
        _replace(duty, evidence)
    duty.save()
    return duty


@transaction.atomic
def reopen_duty(duty, *, why, by):
    """Opens a duty again whose proof does not do; the unit is told why."""
    duty = Duty.objects.select_for_update().select_related("item", "unit").get(pk=duty.pk)
    _open(duty.item.year)
    if not why.strip():
        raise Refused(_("Say why: the unit reads it."))
    duty.returned, duty.done_at, duty.done_by = why.strip(), None, None
    duty.save()
    tell_unit(
        duty.unit,
        kind=NoticeKind.RETURNED,
        key=f"duty:{duty.pk}:{clock.now().isoformat()}",
        title=_("Open again: %(item)s") % {"item": duty.item.title},
        text=duty.returned,
    )
    return duty


def _replace(row, file):
    """Puts `file` in the place of the row's evidence; the old file goes once this is written."""
    if row.evidence:
        name, storage = row.evidence.name, row.evidence.storage
        transaction.on_commit(lambda: storage.delete(name))
    row.evidence, row.evidence_name = file, file.name[:200]
