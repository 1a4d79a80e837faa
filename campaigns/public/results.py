"""What came of a year's campaigns, from what is public: activities, people, units, media and pictures."""

from dataclasses import dataclass

from django.shortcuts import render

from campaigns.public import occurrences
from campaigns.public.calendar import FIRST, LAST, YEAR
from cms import clock

BAR = 100  # the width of the longest bar


@dataclass(frozen=True)
class Result:
    """The figures of one edition, or of all together."""

    title: str
    path: str
    activities: int
    people: int
    units: frozenset
    media: int
    pictures: int


def result_of(entry):
    """The `Result` of a published edition; where no activity is told, what its report says as a whole."""
    facts = entry.content.facts
    activities = facts.get("activities") or []
    return Result(
        entry.title,
        entry.path,
        len(activities) or facts.get("places") or 0,
        sum(a["people"] for a in activities) or facts.get("people_reached") or 0,
        frozenset(a["unit"] for a in activities),
        sum(a["media"] for a in activities),
        sum(a["pictures"] for a in activities),
    )


def results(request):
    """The page of a year."""
    today, typed = clock.today(), request.GET.get("year", "")
    known = YEAR.fullmatch(typed) is not None and FIRST <= int(typed) <= LAST
    year = int(typed) if known else today.year
    entries = occurrences.published(last=today)
    years = sorted({entry.decided_on.year for entry in entries} | {year}, reverse=True)
    rows = [result_of(entry) for entry in entries if entry.decided_on.year == year]
    longest = max((row.people for row in rows), default=0)
    context = {
        "year": year,
        "years": years,
        "dropped": bool(typed) and not known,
        "rows": [(row, round(BAR * row.people / longest) if longest else 0) for row in rows],
        "total": {
            "editions": len(rows),
            "activities": sum(row.activities for row in rows),
            "people": sum(row.people for row in rows),
            "units": len(frozenset().union(*(row.units for row in rows))),
            "media": sum(row.media for row in rows),
            "pictures": sum(row.pictures for row in rows),
        },
        "at": clock.now(),
    }
    return render(request, "campaigns/results.html", context)
