"""What the pages show and the files hold: finds, columns and links, as rows."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.desk.seeing import pages_seen_by
from cms.desk.tables import Table
from cms.quality import access, examining, freshness
from cms.quality.links import inside
from cms.quality.links.checking import not_ignored
from cms.quality.models import Link, LinkPlace, LinkProblem, LinkState, Severity
from cms.register.models import Entry

PLACES_SHOWN = 3  # of one link
MOST_ROWS = 20_000  # of a file
SEVERITY_SHAPES = {Severity.SERIOUS: "▲", Severity.HINT: "◆"}
LINK_SHAPES = {
    LinkState.BROKEN: "▲",
    LinkState.FORBIDDEN: "■",
    LinkState.FAILING: "◆",
    LinkState.NEW: "○",
    LinkState.OK: "●",
}


def finds(user, *, drafts=False):
    """The finds `user` may see: of what is public, or of drafts the person may know of."""
    if not drafts:
        return examining.finds_shown()
    if not access.sees_drafts(user):
        return examining.finds_shown().none()
    return examining.finds_in_drafts(pages_seen_by(user))


def term_counts(user):
    """How many finds there are: serious and hints in public, and in drafts (None for who sees none of these)."""
    row = (
        finds(user)
        .order_by()
        .aggregate(
            serious=Count("pk", filter=Q(severity=Severity.SERIOUS)),
            hints=Count("pk", filter=Q(severity=Severity.HINT)),
        )
    )
    return row | {"drafts": finds(user, drafts=True).count() if access.sees_drafts(user) else None}


def with_pages(rows):
    """Finds with their pages and entries, without the texts for search."""
    return rows.select_related("examination__page__entry").defer("examination__page__entry__search_text")


@dataclass(frozen=True)
class InsideFault:
    """A link within the site that leads to nothing, and texts in which it stands."""

    link: Link
    problem: str

    @property
    def words(self):
        """The problem in words."""
        return LinkProblem(self.problem).label


def inside_faults():
    """The `InsideFault`s of all that is public at this second."""
    links = Link.objects.filter(inside=True).shown()
    found = inside.faults(links.values_list("url", flat=True))
    return [InsideFault(link, found[link.url]) for link in links.order_by("url") if link.url in found]


def outside(state=""):
    """Links of other sites in `state`, or in any that is a fault or may become one."""
    links = not_ignored()
    if state:
        return links.filter(state=state)
    return links.filter(state__in=[LinkState.BROKEN, LinkState.FORBIDDEN, LinkState.FAILING])


def outside_counts():
    """How many links of other sites stand where, by state; those in no state are 0."""
    counts = dict.fromkeys(LinkState.values, 0)
    return counts | dict(not_ignored().order_by().values_list("state").annotate(Count("pk")))


def with_places(links, most=PLACES_SHOWN):
    """`links` as a list, each with `found_in` (entries, some of them) and `found_times`; two queries."""
    links = list(links)
    places = LinkPlace.objects.filter(
        link__in=[link.pk for link in links], examination__page__entry__in=Entry.objects.visible()
    )
    numbered = (
        places.annotate(nth=Window(RowNumber(), partition_by=F("link"), order_by="pk"))
        .filter(nth__lte=most)
        .select_related("examination__page__entry")
        .defer("examination__page__entry__search_text")
    )
    shown = {}
    for place in numbered:
        shown.setdefault(place.link_id, []).append(place.examination.page.entry)
    times = dict(places.order_by().values_list("link").annotate(Count("pk")))
    for link in links:
        link.found_in, link.found_times = shown.get(link.pk, []), times.get(link.pk, 0)
        link.more = link.found_times - len(link.found_in)
        link.shape = LINK_SHAPES.get(link.state, "")
    return links


# As files ------------------------------------------------------------------------------------------


def terms_table(user):
    """Every find `user` may see."""
    heads = [
        _("where"), _("severity"), _("kind"), _("found"), _("write instead"), _("note"), _("how often"), _("page"),
        _("place"), _("excerpt"), _("address"),
    ]  # fmt: skip
    rows = []
    for drafts, where in ((False, _("public")), (True, _("draft"))):
        for find in with_pages(finds(user, drafts=drafts))[:MOST_ROWS]:
            page = find.examination.page
            rows.append([
                where, find.get_severity_display(), find.get_kind_display(), find.wrong, find.right, find.note,
                find.times, page.draft_title if drafts else page.entry.title, find.place, find.excerpt,
                "" if drafts else page.entry.path,
            ])  # fmt: skip
    return Table(_("Terms"), heads, rows)


def columns_table():
    """Every column."""
    heads = [
        _("column"), _("kind of column"), _("state"), _("items"), _("without a date"), _("newest"), _("stale on"),
        _("days allowed"), _("rule and article"), _("address"),
    ]  # fmt: skip
    rows = [
        [
            row.column.title, str(row.kind_label), str(row.state.label), row.column.count, row.column.undated,
            row.column.last, row.stale_on, row.limit and row.limit.days, row.limit and row.limit.authority,
            row.column.url,
        ]
        for row in freshness.standings()
    ]  # fmt: skip
    return Table(_("Columns"), heads, rows)


def links_table():
    """Broken links within the site, and every link of another site that does not simply answer."""
    heads = [
        _("address"), _("of this site"), _("state"), _("what is the matter"), _("code of the answer"),
        _("fails since"), _("asked last"), _("how often"), _("found in"),
    ]  # fmt: skip
    faults = inside_faults()
    words = {fault.link.pk: str(fault.words) for fault in faults}
    rows = [
        [link.url, _("yes"), str(LinkState.BROKEN.label), words[link.pk], None, None, None, *_places(link)]
        for link in with_places([fault.link for fault in faults])
    ]
    for link in with_places(outside().order_by("state", "pk")[:MOST_ROWS]):
        days = [at and timezone.localdate(at) for at in (link.failing_since, link.checked_at)]
        said = [link.get_state_display(), link.get_problem_display(), link.status]
        rows.append([link.url, _("no"), *said, *days, *_places(link)])
    return Table(_("Links"), heads, rows)


def _places(link):
    return [link.found_times, "\n".join(f"{entry.title} {entry.path}" for entry in link.found_in)]
