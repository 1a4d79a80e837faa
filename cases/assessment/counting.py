"""What counts as submitted and what as adopted: decided here and nowhere else (decision record 0022).

* A case is **submitted** on the day its unit first sent it into review. While it is returned or taken back it does not
  count; sent again, it counts from its first day. Corrections of what is public count nothing.
* A case is **adopted** on the day the verb made it public, whatever became of it later: expired, repaired, suspended.
* A case taken down as published in error is neither.
* A media report is submitted on the day the medium brought it, unless it is refused; verified, it is adopted.
"""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cases.assessment.figures import Adopted, MediaRow, ReviewRow, Submitted, ZeroRow
from cases.assessment.models import ZeroReport
from cases.assessment.vocabulary import Obligation
from cases.models import MediaReport, PunishmentCasePage, RewardCasePage
from cases.reporting.models import REVIEWS, ReturnReason
from cms.register.ledger import LedgerLine
from cms.register.models import Entry
from cms.register.vocabulary import EndReason, Kind, Verb
from cms.rules.deadlines import DeadlineCode, due_each

CASES = {Obligation.REWARD: RewardCasePage, Obligation.PUNISHMENT: PunishmentCasePage}
OF_KIND = {Kind.HONOUR: Obligation.REWARD, Kind.PUNISHMENT: Obligation.PUNISHMENT}
# A penalty is to be public within 7 working days, other information within 15 (domain rules §3).
DEADLINES = {
    Obligation.PUNISHMENT: DeadlineCode.PUBLISH_PERMIT_OR_PENALTY,
    Obligation.REWARD: DeadlineCode.OTHER_INFORMATION,
}
NOT_STANDING = (WorkflowState.STATUS_NEEDS_CHANGES, WorkflowState.STATUS_CANCELLED)


def span(year):
    """The first instant of the year and the first after it."""
    start = datetime.datetime(year, 1, 1)
    return timezone.make_aware(start), timezone.make_aware(start.replace(year=year + 1))


def submitted(year, unit=None):
    """A `Submitted` for each case first sent into review in `year`, of one unit or of all; the oldest first."""
    start, end = span(year)
    states = WorkflowState.objects.filter(content_type__in=_content_types()).exclude(status__in=NOT_STANDING)
    owners = None
    if unit is not None:
        owners = _owners(unit=unit)
        states = states.filter(object_id__in=[str(key) for key in owners])
    firsts = states.order_by().values("object_id").annotate(first=Min("created_at"))
    firsts = {int(row["object_id"]): row["first"] for row in firsts.filter(first__gte=start, first__lt=end)}
    owners = _owners(pk__in=list(firsts)) if owners is None else owners
    mistaken = set(
        Entry.objects.filter(page__in=list(firsts), end_reason=EndReason.CORRECTED).values_list("page", flat=True)
    )
    rows = [
        Submitted(key, *owners[key], timezone.localdate(first))
        for key, first in firsts.items()
        if key in owners and key not in mistaken
    ]
    return sorted(rows, key=lambda row: (row.on, row.key))


def adopted(year, unit=None):
    """An `Adopted` for each case made public in `year`, of one unit or of all; the oldest first."""
    start, end = span(year)
    lines = LedgerLine.objects.filter(verb=Verb.PUBLISH, entry__kind__in=OF_KIND, at__gte=start, at__lt=end)
    lines = lines.exclude(entry__end_reason=EndReason.CORRECTED).order_by("at", "seq")
    if unit is not None:
        lines = lines.filter(entry__unit=unit)
    found = {}
    for page, owner, kind, at, decided_on in lines.values_list(
        "entry__page", "entry__unit", "entry__kind", "at", "entry__decided_on"
    ):
        found.setdefault(page, (owner, OF_KIND[kind], timezone.localdate(at), decided_on))
    due = {
        obligation: due_each(code, {decided for _u, what, _on, decided in found.values() if what == obligation})
        for obligation, code in DEADLINES.items()
    }
    rows = []
    for page, (owner, obligation, on, decided_on) in found.items():
        deadline = due[obligation][decided_on]
        rows.append(Adopted(page, owner, str(obligation), on, decided_on, deadline and deadline.day))
    return rows


def media(year, unit=None):
    """A `MediaRow` for each media report of `year`, refused ones too; the oldest first."""
    reports = MediaReport.objects.filter(published_on__year=year)
    if unit is not None:
        reports = reports.filter(unit=unit)
    rows = reports.order_by("published_on", "pk").values_list("pk", "unit", "state", "level", "published_on")
    return [MediaRow(*row) for row in rows]


def zero(year, unit=None):
    """A `ZeroRow` for each zero report of `year`."""
    reports = ZeroReport.objects.filter(year=year)
    if unit is not None:
        reports = reports.filter(unit=unit)
    return [ZeroRow(*row) for row in reports.order_by("pk").values_list("pk", "unit", "obligation", "state", "reason")]


def reviews(year):
    """A `ReviewRow` for each review decided in `year`; the oldest first."""
    start, end = span(year)
    kinds = {kind.pk: model.codename for model, kind in ContentType.objects.get_for_models(*REVIEWS).items()}
    states = TaskState.objects.filter(
        task__content_type__in=kinds,
        status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED],
        workflow_state__content_type__in=_content_types(),
        finished_at__gte=start,
        finished_at__lt=end,
    )
    rows = list(
        states.order_by("finished_at", "pk").values_list(
            "workflow_state__object_id",
            "task__content_type",
            "started_at",
            "finished_at",
            "status",
            "case_return__reason",
        )
    )
    owners = _owners(pk__in={int(row[0]) for row in rows})
    labels = {code: str(label) for code, label in ReturnReason.choices}
    return [
        ReviewRow(
            key=int(page),
            unit=owners[int(page)][0],
            obligation=owners[int(page)][1],
            review=kinds[kind],
            on=timezone.localdate(finished),
            hours=round((finished - started).total_seconds() / 3600, 2),
            returned=status == TaskState.STATUS_REJECTED,
            reason=labels.get(reason, ""),
        )
        for page, kind, started, finished, status, reason in rows
        if int(page) in owners
    ]


def _content_types():
    return list(ContentType.objects.get_for_models(*CASES.values()).values())


def _owners(**which):
    """`{page: (unit, obligation)}` of the case pages of both kinds that `which` selects."""
    return {
        page: (owner, str(obligation))
        for obligation, model in CASES.items()
        for page, owner in model.objects.filter(**which).order_by().values_list("pk", "unit")
    }
