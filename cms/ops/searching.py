"""Times the search and the lists on whatever database and engine the site is configured with, through its addresses."""

import random
import time
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Max, Min
from django.test import Client
from modelsearch.backends import get_search_backend

from cms.register.fulltext import ENGINE
from cms.register.models import Entry
from cms.register.vocabulary import Kind

SEED = 20_260_101
REINDEXED = 5000  # entries written again to tell the indexing rate
BATCH = 500
# What many generated cases and the demo have, of two characters and more.
FREQUENT = ["工资", "食品", "罚款", "重庆", "江津", "运输", "虚假", "发票", "许可", "整改"]
PHRASES = ["拖欠农民工工资", "虚开增值税发票", "经营超过保质期的食品", "未组织安全生产培训", "执法人员检查"]
INITIALS = ["nmggz", "bhgcp", "xjcl", "zzsfp", "jgqz", "pffs"]
ACTS = ["罚款", "整改", "食品", "运输", "工资"]
TABLES = {
    "sqlite": "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'modelsearch%'",
    "postgresql": "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class "
    "WHERE relkind = 'r' AND relname LIKE 'modelsearch%'",
}
DATABASE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass(frozen=True)
class Sample:
    """What citizens know of one case and may ask for."""

    name: str
    code: str
    number: str
    unit: str
    field: str
    year: int

    @property
    def bare(self):
        """The name without the seat: what the firm is called."""
        for seat in ("重庆市江津区", "重庆江津", "江津区", "重庆"):
            if self.name.startswith(seat):
                return self.name.removeprefix(seat)
        return self.name


def samples(count):
    """`Sample`s of `count` public cases, spread over the register, the same for the same register."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    cases = Entry.objects.visible().filter(kind=Kind.PUNISHMENT, subjects__code__gt="").order_by("pk")
    ends = cases.aggregate(first=Min("pk"), last=Max("pk"))
    found = []
    for _ in range(count):
        entry = cases.filter(pk__gte=chance.randint(ends["first"], ends["last"])).select_related("unit", "field")[0]
        subject = entry.subjects.exclude(code="").first()
        unit, field = entry.unit.code if entry.unit else "", entry.field.code if entry.field else ""
        found.append(Sample(subject.name, subject.code, entry.document_number, unit, field, entry.year))
    return found


# Kind of question: (address, parameters from the case and the number of the round).
QUESTIONS = {
    "frequent word of 2 characters": ("/search/", lambda case, n: {"q": FREQUENT[n % len(FREQUENT)]}),
    "rare word of 2 characters": ("/search/", lambda case, n: {"q": case.bare[:2]}),
    "phrase of 6 to 10 characters": ("/search/", lambda case, n: {"q": PHRASES[n % len(PHRASES)]}),
    "part of a name": ("/search/", lambda case, n: {"q": case.bare[:4]}),
    "whole name": ("/search/", lambda case, n: {"q": case.name}),
    "code": ("/search/", lambda case, n: {"q": case.code}),
    "beginning of a code": ("/search/", lambda case, n: {"q": case.code[:12]}),
    "document number": ("/search/", lambda case, n: {"q": case.number.replace("〔", "[").replace("〕", "]")}),
    "two words": ("/search/", lambda case, n: {"q": f"{case.bare[:2]} {ACTS[n % len(ACTS)]}"}),
    "nothing found": ("/search/", lambda case, n: {"q": f"蒟蒻{case.bare[:2]}"}),
    "word with facets": (
        "/search/",
        lambda case, n: {"q": FREQUENT[n % len(FREQUENT)], "unit": case.unit, "year": case.year},
    ),
    "word, page 20": ("/search/", lambda case, n: {"q": FREQUENT[n % len(FREQUENT)], "page": 20}),
    "suggestion of 2 characters": ("/search/suggest/", lambda case, n: {"q": case.bare[:2]}),
    "suggestion of a frequent word": ("/search/suggest/", lambda case, n: {"q": FREQUENT[n % len(FREQUENT)]}),
    "suggestion of a name": ("/search/suggest/", lambda case, n: {"q": case.name[:6]}),
    # Every generated code begins with the district and two letters: the worst case of a prefix.
    "suggestion of all codes' beginning": ("/search/suggest/", lambda case, n: {"q": case.code[: 2 + n % 9]}),
    "suggestion of a code's beginning": ("/search/suggest/", lambda case, n: {"q": case.code[:14]}),
    "suggestion of a code's middle": ("/search/suggest/", lambda case, n: {"q": case.code[11:16]}),
    "suggestion by pinyin's initials": ("/search/suggest/", lambda case, n: {"q": INITIALS[n % len(INITIALS)]}),
    "suggestion of a document number": ("/search/suggest/", lambda case, n: {"q": case.number[:-1]}),
    "look-up by code": ("/lookup/", lambda case, n: {"q": case.code}),
    "look-up by name": ("/lookup/", lambda case, n: {"q": case.name}),
    "look-up of a part of a name": ("/lookup/", lambda case, n: {"q": case.bare[:3]}),
    "board": ("/board/", lambda case, n: {}),
    "board, filtered": ("/board/", lambda case, n: {"unit": case.unit, "year": case.year}),
    "board, words and filter": ("/board/", lambda case, n: {"q": ACTS[n % len(ACTS)], "field": case.field}),
    "board, page 40": ("/board/", lambda case, n: {"page": 40}),
}


def measure(rounds, seconds):
    """Yields `(kind of question, {"p50", "p95", "p99" (ms), "asked"})`, the site's cache emptied before each answer.

    Of each kind `rounds` questions are asked, fewer where they take more than `seconds` together. Raises RuntimeError
    where an address does not answer 200.
    """
    cases, client = samples(rounds), Client()
    for name, (path, parameters) in QUESTIONS.items():
        addresses = [f"{path}?{urlencode(parameters(case, number))}" for number, case in enumerate(cases)]
        _answer_time(client, addresses[0])  # what is only slow the first time: imports, prepared templates
        times, until = [], time.monotonic() + seconds
        for address in addresses:
            times.append(_answer_time(client, address))
            if time.monotonic() > until:
                break
        times.sort()
        yield name, {f"p{part}": _percentile(times, part) for part in (50, 95, 99)} | {"asked": len(times)}


def _answer_time(client, address):
    cache.clear()
    start = time.perf_counter()
    response = client.get(address, secure=True)
    taken = time.perf_counter() - start
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken


def _percentile(ordered, part):
    """In milliseconds: of few values the upper neighbour, so that no figure is better than what was measured."""
    return round(ordered[min(len(ordered) - 1, -(-len(ordered) * part // 100) - 1)] * 1000, 1)


def facts():
    """What is measured: the engines, the number of entries, the sizes in bytes of database and search tables."""
    engine = "elasticsearch" if ENGINE in settings.MODELSEARCH_BACKENDS else connection.vendor
    sizes = {}
    with connection.cursor() as cursor:
        for name, statement in (("database", DATABASE), ("search index in the database", TABLES)):
            cursor.execute(statement[connection.vendor])
            sizes[name] = int(cursor.fetchone()[0] or 0)
    return {"engine": engine, "database": connection.vendor, "entries": Entry.objects.count(), "bytes": sizes}


def indexing_rate():
    """Entries a second that are read from the register and written to the database's search index again."""
    index = get_search_backend().get_index_for_model(Entry)
    entries = Entry.get_indexed_objects().order_by("-pk")[:REINDEXED]
    start, done = time.perf_counter(), 0
    for batch in _batches(entries.iterator(chunk_size=BATCH)):
        index.add_items(Entry, batch)
        done += len(batch)
    return round(done / (time.perf_counter() - start), 1)


def _batches(items):
    while batch := list(islice(items, BATCH)):
        yield batch
