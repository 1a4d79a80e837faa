"""Media reports that may be one: the same link, or nearly the same title in the same medium within some days."""

import datetime

from rapidfuzz import fuzz

from cases.models import MediaReport
from cms.register.names import name_key

LIKE = 88  # of 100
WHOLE = 8  # signs of a title that another one contains
DAYS = datetime.timedelta(days=7)


def duplicates_of(report):
    """The other `MediaReport`s, of all units, that may be `report` (saved or not); the oldest first."""
    return among([report])[report.pk]


def among(reports):
    """`{primary key: [others that may be it]}` for each of `reports`, in one query; their keys must be set."""
    reports = list(reports)
    if not reports:
        return {}
    days = [report.published_on for report in reports]
    near = MediaReport.objects.filter(published_on__range=(min(days) - DAYS, max(days) + DAYS))
    same = MediaReport.objects.filter(link_key__in=[report.link_key for report in reports if report.link_key])
    others = list((near | same).select_related("unit").order_by("published_on", "pk"))
    return {
        report.pk: [other for other in others if other.pk != report.pk and _alike(report, other)] for report in reports
    }


def is_same(one, other):
    """Whether two reports that may be one are certainly: the same link, or the very same title."""
    return bool(one.link_key and one.link_key == other.link_key) or one.title_key == other.title_key


def _alike(one, other):
    if one.link_key and one.link_key == other.link_key:
        return True
    if abs(one.published_on - other.published_on) > DAYS or name_key(one.medium) != name_key(other.medium):
        return False
    short, long = sorted([one.title_key, other.title_key], key=len)
    return fuzz.ratio(short, long) >= LIKE or (len(short) >= WHOLE and short in long)
