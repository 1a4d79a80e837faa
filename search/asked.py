"""What people ask, counted by day without who asked: for editors, and for suggestions to the next ones.

Personal data are masked before anything is written: what the privacy guard detects, long numbers, and words that look
like a natural person's name and nothing else, unless public texts hold them anyway. A name within a longer word is not
told from other letters; nothing that found nothing is shown to anybody but editors.
"""

import logging
import re
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Sum
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from cms import clock
from cms.privacy.persons import COMPOUND, is_han, masked_name
from cms.privacy.scanner import mask, scan
from cms.privacy.words import SURNAMES
from search.analysis import spaced_text
from search.models import AskedQuestion, HiddenQuestion
from search.question import BETWEEN_WORDS
from search.remembered import Remembered

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
LATELY = timedelta(days=30)
POPULAR_FROM = 5  # times a question was asked lately
MOST_POPULAR = 500
LONGEST_KEY = 200
# Nobody but its owner types a long number; what editors could learn from it is told by its length.
LONG_NUMBER = re.compile(r"(?=(?:[0-9A-Za-z]*?[0-9]){4})[0-9A-Za-z](?:[ \-]?[0-9A-Za-z]){7,}")
PERSON = range(2, 5)  # Han characters of a name
DOTS = re.compile("[·•・‧]")  # within names of minorities and foreigners
WAIT = 0.05  # seconds for SQLite's lock: a question that cannot be counted at once is not counted

TABLE = AskedQuestion._meta.db_table
COUNT = (
    f"INSERT INTO {TABLE} (day, key, text, times, found, masked) VALUES (%s, %s, %s, 1, %s, %s) "  # noqa: S608 - ours
    f"ON CONFLICT (day, key) DO UPDATE SET times = {TABLE}.times + 1, found = {TABLE}.found + excluded.found"
)


def without_persons(question, *, found):
    """The question with its personal data masked. `found`: whether public texts hold it, so that its words name nobody
    who is not public."""
    text = mask(question, scan(question))
    text = LONG_NUMBER.sub(lambda match: match[0][:2] + "*" * (len(match[0]) - 2), text)
    if found:
        return text
    if _may_be_a_person("".join(text.split())) or DOTS.search(text):
        return masked_name("".join(DOTS.sub("", text).split()))
    words = [part for part in BETWEEN_WORDS.split(text) if part]
    masked = {word: masked_name(word) for word in words if _may_be_a_person(word)}
    return " ".join(masked.get(word, word) for word in words) if masked else text


def _may_be_a_person(word):
    return len(word) in PERSON and is_han(word) and (word[0] in SURNAMES or word[:2] in COMPOUND)


def count(question, *, found):
    """Counts a question of today; `found`: whether anything answered it. Never raises for what the database does."""
    text = without_persons(question, found=found)
    key = spaced_text(text)[:LONGEST_KEY]
    if not key:
        return
    values = [clock.today(), key, text[:LONGEST_KEY], int(found), text != question]
    try:
        _write(values)
    except DatabaseError:
        logger.warning("a question was not counted", exc_info=True)


def _write(values):
    if connection.in_atomic_block:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COUNT, values)
        return
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(COUNT, values)
            return
        # A long write of an editor holds SQLite's lock: a reader does not wait for it.
        raw = connection.connection
        (usual,) = raw.execute("PRAGMA busy_timeout").fetchone()
        raw.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
        try:
            cursor.execute(COUNT, values)
        finally:
            raw.execute(f"PRAGMA busy_timeout = {usual}")


def forget_old(sender, at, **kwargs):
    """Deletes what was asked longer ago than it is kept; called by `manage.py housekeeping`."""
    deleted, _by_model = AskedQuestion.objects.filter(day__lt=timezone.localdate(at) - KEPT).delete()
    return f"old questions forgotten: {deleted}"


def summed(since):
    """Questions asked since a day, each once: dictionaries with `key, question, total, answered, last`."""
    return (
        AskedQuestion.objects.filter(day__gte=since)
        .values("key")
        .annotate(question=Max("text"), total=Sum("times"), answered=Sum("found"), last=Max("day"))
    )


def _read_popular():
    hidden = HiddenQuestion.objects.values("key")
    often = summed(clock.today() - LATELY).filter(masked=False, answered__gt=0, total__gte=POPULAR_FROM)
    often = often.exclude(key__in=hidden).order_by("-total", "key")
    keys = [row["key"] for row in often[:MOST_POPULAR]]
    return [(key, key) for key in keys if " " not in key]


# `(key, text)` of what others asked often lately and may be told, the most frequent first. The text is bare letters:
# nobody puts signs into others' mouths. It is one word: two words may each be true and together slander.
popular = Remembered(_read_popular)
popular.forget_when_changed((post_save, post_delete), HiddenQuestion)
