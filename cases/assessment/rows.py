"""The rows behind a figure of the board: the same figures, filtered, with the titles the desk has for them today."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import WorkflowState

from cases.assessment.vocabulary import Obligation, ZeroState
from cases.models import MediaReport
from cases.reporting.models import REVIEWS
from cms import clock
from cms.desk.seeing import pages_seen_by
from cms.register.models import Entry
from cms.register.vocabulary import State
from cms.units.members import units_of

# The figures that have rows: in which table they are, which of its rows count, and the word for the figure.
FIGURES = {
    "submitted": ("submitted", lambda row: True, gettext_lazy("submitted")),
    "adopted": ("adopted", lambda row: True, gettext_lazy("adopted")),
    "in-time": ("adopted", lambda row: row.due_on and row.in_time, gettext_lazy("published in time")),
    "late": ("adopted", lambda row: row.due_on and not row.in_time, gettext_lazy("published late")),
    "reviews": ("reviews", lambda row: True, gettext_lazy("reviews decided")),
    "returned": ("reviews", lambda row: row.returned, gettext_lazy("returned")),
    "media": ("media", lambda row: row.counts, gettext_lazy("media reports")),
    "verified": ("media", lambda row: row.is_verified, gettext_lazy("verified media reports")),
    "zero": ("zero", lambda row: True, gettext_lazy("zero reports")),
    "items": ("duties", lambda row: True, gettext_lazy("items of the plan")),
    "units": ("", None, gettext_lazy("units")),  # those that stand one way with an obligation; see `standing_so`
    "overdue": ("duties", lambda row: row.is_overdue(clock.today()), pgettext_lazy("items", "overdue items")),
}


@dataclass(frozen=True)
class Shown:
    """One row as it is shown: dates, words, and an address where the viewer may go on ("" elsewhere)."""

    unit: str
    title: str
    url: str
    kind: str
    on: object
    state: str
    detail: str = ""


def chosen(board, figure, *, obligation="", month=0, review="", reason=None):
    """The rows of the board's units behind `figure`, under the filters given."""
    table, counts, _label = FIGURES[figure]
    return [
        row
        for row in board.of_units(table)
        if counts(row)
        and (not obligation or getattr(row, "obligation", obligation) == obligation)
        and (not month or row.on.month == month)
        and (not review or row.review == review)
        and (reason is None or row.reason == reason)
    ]


def standing_so(board, *, obligation="", standing=""):
    """A `Shown` for each unit of the board and obligation, under the filters given."""
    return [
        Shown(
            line.unit.name,
            row.label,
            f"{reverse('assessment_unit')}?unit={line.unit.code}&year={board.year}",
            _("obligation"),
            row.due_on,
            f"{row.shape} {row.standing.label}",
            _("submitted %(done)s, adopted %(adopted)s, required %(required)s")
            % {"done": row.done, "adopted": row.adopted, "required": row.required},
        )
        for line in board.lines
        for row in line.owed
        if (not obligation or row.code == obligation) and (not standing or row.standing == standing)
    ]


def shown(board, figure, rows, *, user):
    """The `Shown` of each of `rows`, for `user`: who may not know of a page reads no title of it."""
    table, units = FIGURES[figure][0], {row.key: row.name for row in board.units}
    show = {"media": _media, "zero": _zero, "duties": _duties}.get(table, _cases)
    return show(rows, units, user)


def _cases(rows, units, user):
    keys = {row.key for row in rows}
    pages = pages_seen_by(user).in_bulk(keys)
    own = set(units_of(user).values_list("pk", flat=True))
    reviews_all = user.has_perm("reporting.review_editor")
    entries = {entry.page_id: entry for entry in Entry.objects.filter(page__in=keys).defer("search_text")}
    visible = set(Entry.objects.visible().filter(page__in=keys).values_list("page", flat=True))
    states = WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore",
        object_id__in=[str(key) for key in keys],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    ).select_related("current_task_state__task")
    current = {int(state.object_id): state for state in states}
    kinds, reviews = dict(Obligation.choices), {review.codename: review._meta.verbose_name for review in REVIEWS}
    found = []
    for row in rows:
        page, entry = pages.get(row.key), entries.get(row.key)
        url = entry.path if row.key in visible else ""
        if page is not None and (reviews_all or row.unit in own):
            url = reverse("reporting_reviews", args=[row.key])
        found.append(
            Shown(
                units[row.unit],
                page.draft_title or page.title if page else _("not to be seen, or deleted"),
                url,
                str(kinds[row.obligation]),
                row.on,
                _state(entry, current.get(row.key)),
                _detail(row, reviews),
            )
        )
    return found


def _state(entry, workflow):
    """Where a case stands today."""
    if entry and entry.state == State.ENDED:
        return f"{entry.get_state_display()}（{entry.get_end_reason_display()}）"
    if entry:
        return str(entry.get_state_display())
    if workflow is None:
        return _("draft")
    if workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("returned")
    return _("in review: %(review)s") % {"review": workflow.current_task_state.task.name}


def _detail(row, reviews):
    if hasattr(row, "review"):
        took = _("%(review)s, %(days).1f days") % {"review": reviews[row.review], "days": row.hours / 24}
        return f"{took}：{row.reason}" if row.reason else took
    if hasattr(row, "decided_on"):
        words = {"decided": row.decided_on.isoformat(), "due": row.due_on.isoformat() if row.due_on else "—"}
        return _("decided on %(decided)s, due on %(due)s") % words
    return ""


def _media(rows, units, user):
    reports = MediaReport.objects.in_bulk([row.key for row in rows])
    levels, states = dict(MediaReport.Level.choices), dict(MediaReport.State.choices)
    return [
        Shown(
            units[row.unit],
            reports[row.key].title if row.key in reports else _("a report that was deleted"),
            reverse("assessment_media_report", args=[row.key]) if row.key in reports else "",
            _("media report"),
            row.on,
            str(states[row.state]),
            str(levels[row.level]),
        )
        for row in rows
    ]


def _zero(rows, units, user):
    kinds, states = dict(Obligation.choices), dict(ZeroState.choices)
    url = "assessment_zero"
    return [
        Shown(
            units[row.unit],
            row.reason,
            reverse(url, args=[row.key]),
            str(kinds[row.obligation]),
            None,
            str(states[row.state]),
        )
        for row in rows
    ]


def _duties(rows, units, user):
    today = clock.today()
    return [
        Shown(
            units[row.unit],
            row.title,
            reverse("assessment_duty", args=[row.key]),
            row.kind_label,
            row.due_on,
            row.word(today),
            row.remark,
        )
        for row in rows
    ]
