"""What the register tells of itself: figures, and what changed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cms import clock
from cms.api.answers import answer, described
from cms.api.parameters import ChangesAsked, FiguresAsked, read
from cms.api.problems import Wrong
from cms.api.schemas import ChangesSince, Figures
from cms.register.dictionary import instant, record
from cms.register.figures import figures
from cms.register.since import FILTER_NAMES, LONGEST, Changes, days_of

router = Router(tags=[_("Figures and changes")])


@router.get(
    "/figures",
    response=Figures,
    summary=_("Figures of the register"),
    description=_("The same as at /figures/. What has ended is counted, and nothing else of it is told."),
    openapi_extra=described(FiguresAsked),
)
def all_figures(request):
    """The figures of a year, or of all."""
    return answer(figures(read(FiguresAsked, request).year))


@router.get(
    "/changes",
    response=ChangesSince,
    summary=_("Changes since a day"),
    description=_("New, corrected and ended, as at /changes/. What has ended is told by kind, field, unit and day."),
    openapi_extra=described(ChangesAsked),
)
def changes(request):
    """What changed between two days, both included."""
    asked = read(ChangesAsked, request)
    now = clock.now()
    since, until = days_of(asked.since, asked.until, clock.today())
    if (asked.since, asked.until) != (asked.since and since, asked.until and until):
        raise Wrong(
            [
                (
                    "since",
                    _("must lie at most %(days)s days before “until”, both not later than today")
                    % {"days": LONGEST.days},
                )
            ]
        )
    found = Changes(since, until, {name: value for name in FILTER_NAMES if (value := getattr(asked, name))}, now)
    return answer(
        {
            "as_of": timezone.localtime(now).replace(second=0, microsecond=0).isoformat(),
            "since": since.isoformat(),
            "until": until.isoformat(),
            "is_cut": found.is_cut,
            "new": [record(entry) for entry in found.new],
            "corrected": [
                {"at": instant(one.at), "what": one.what, "entry": record(one.entry)} for one in found.corrected
            ],
            "ended": [
                {
                    "day": one.day.isoformat(),
                    "kind": one.kind,
                    "field": one.field,
                    "unit": one.unit,
                    "count": one.count,
                }
                for one in found.ended
            ],
        }
    )
