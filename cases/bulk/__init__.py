"""Generated public cases in bulk, for benchmarks: complete rows of desk, register and index, written past the verbs.

Past the verbs because a million transactions would take a day; so only on a database whose content is invented. Some
hundred *shapes* are made by the code of the desk and the register itself, with marks where cases differ (`shapes`);
each case is a shape with its marks filled (`rows`), written in chunks, one transaction each (`writing`). Only what the
register and the public surfaces need is written: no ledger lines, no reviews, no index rows for the desk's own search.
"""

from django.db import transaction

from cases.bulk.invented import Firms
from cases.bulk.shapes import Shapes
from cases.bulk.writing import Writer, settle
from cases.models import PunishmentCasePage

__all__ = ["load", "loaded", "settle"]

CHUNK = 2000  # cases a transaction: a broken load loses no more, and memory holds no more
PREFIX = "bench-"


def loaded():
    """How many generated cases there are."""
    return PunishmentCasePage.objects.filter(slug__startswith=PREFIX).count()


def load(count, *, seed=1, progress=lambda done: None):
    """Adds `count` public punishment cases after those of earlier loads; `progress` is told of each chunk's size.

    Case number n of a seed is always the same, so a load that broke off is continued by one of what is missing. Raises
    ValueError without a unit that has a page and an authority.
    """
    first = loaded() + 1
    shapes, firms, writer = Shapes(seed, PREFIX), Firms(seed), Writer()
    for start in range(first, first + count, CHUNK):
        numbers = range(start, min(start + CHUNK, first + count))
        with transaction.atomic():
            writer.write([(shapes.of(number), firms.marks(number)) for number in numbers])
        progress(len(numbers))
