"""Where the cases of a unit stand: one condition for each pile of its desk."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState

from cases.models import PunishmentCasePage, RewardCasePage
from cases.reporting.models import UnitReviewTask
from cms import clock
from cms.desk.seeing import pages_seen_by
from cms.register.models import Entry, LedgerLine
from cms.register.vocabulary import EndReason, Verb


def cases_of(user, unit):
    """The case pages below the unit's page that `user` may see, as a queryset of `Page`."""
    home = getattr(unit, "home", None)
    if home is None:
        return Page.objects.none()
    return pages_seen_by(user).descendant_of(home).type(PunishmentCasePage, RewardCasePage)


def _flows(**conditions):
    key = Cast(OuterRef("pk"), CharField())
    return Exists(WorkflowState.objects.filter(object_id=key, base_content_type__model="page", **conditions))


def _adopted(year):
    """Whether a case was made public in `year`, as the figures of the year count it (`cases.assessment.counting`)."""
    from cases.assessment.counting import span  # it reads the models of the reviews

    start, end = span(year)
    lines = LedgerLine.objects.filter(entry__page=OuterRef("pk"), verb=Verb.PUBLISH, at__gte=start, at__lt=end)
    return Exists(lines.exclude(entry__end_reason=EndReason.CORRECTED))


def standing(pages):
    """`pages` with what the piles ask: `in_review`, `returned`, `passed`, `adopted`, `was_public`, `has_ended`."""
    return pages.annotate(
        in_review=_flows(status=WorkflowState.STATUS_IN_PROGRESS),
        returned=_flows(status=WorkflowState.STATUS_NEEDS_CHANGES),
        passed=_flows(status=WorkflowState.STATUS_APPROVED, current_task_state__revision=OuterRef("latest_revision")),
        adopted=_adopted(clock.today().year),
        was_public=Q(entry__isnull=False),
        has_ended=Exists(Entry.objects.gone().filter(page=OuterRef("pk"))),
    )


@dataclass(frozen=True)
class Pile:
    """One list of the desk."""

    name: str
    label: str
    empty: str
    where: Q
    few: int = 5  # so many of it stand on the desk; all of it has a page of its own


WAITS = Q(in_review=True) | Q(passed=True, was_public=False)
PILES = (
    Pile(
        "returned",
        pgettext_lazy("cases", "Returned"),
        _("Nothing was returned to you."),
        Q(returned=True) & ~Q(has_ended=True),
    ),
    Pile(
        "drafts",
        _("Drafts"),
        _("No draft is waiting. What you begin stays here until it is submitted."),
        Q(in_review=False, returned=False, passed=False, was_public=False),
    ),
    Pile("review", _("In review"), _("Nothing is in review now."), WAITS),
    Pile(
        "published",
        pgettext_lazy("cases", "Published"),
        _("Nothing of your unit is public now."),
        Q(was_public=True) & ~Q(has_ended=True),
        3,
    ),
    Pile(
        "adopted",
        _("Adopted this year"),
        _("The credit office has adopted nothing this year yet."),
        Q(adopted=True),
        0,
    ),
    Pile(
        "ended",
        pgettext_lazy("cases", "Ended"),
        _("No publication has ended. What ended stays here, and can be copied."),
        Q(has_ended=True),
        3,
    ),
)
BY_NAME = {pile.name: pile for pile in PILES}


def counts(pages):
    """How many of `pages` (with `standing`) lie on each pile, in one query: `{name: number}`."""
    found = pages.aggregate(**{f"number_{pile.name}": Count("pk", filter=pile.where) for pile in PILES})
    return {pile.name: found[f"number_{pile.name}"] for pile in PILES}


def rows(pages, pile):
    """The cases of a pile, what was touched last first, with what a row shows; one query."""
    return (
        pages.filter(pile.where)
        .select_related("entry", "content_type", "latest_revision__user")
        .defer("latest_revision__content", "entry__search_text", "entry__summary")
        .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")
    )


def add_reviews(pages):
    """Gives each of the listed `pages` its open review or its return as `flow`, and whether its unit has it."""
    open_ones = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = WorkflowState.objects.filter(
        base_content_type__model="page", object_id__in=[str(page.pk) for page in pages], status__in=open_ones
    ).select_related("current_task_state__task", "current_task_state__finished_by")
    by_page = {int(state.object_id): state for state in states}
    unit_review = ContentType.objects.get_for_model(UnitReviewTask).pk
    for page in pages:
        page.flow = by_page.get(page.pk)
        turn = page.flow and page.flow.current_task_state
        page.is_with_unit = bool(turn) and turn.task.content_type_id == unit_review
    return pages
