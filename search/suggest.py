"""What is suggested while somebody types: entries of the register, fields, units, and what others ask."""

import time
from functools import lru_cache
from operator import itemgetter
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef
from django.db.models.signals import post_delete, post_save
from modelsearch.query import Phrase

from cms.register.fulltext import matching
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.rules.models import Field
from cms.units.models import Unit
from search import asked, engine
from search.analysis import EDGE, runs, spaced_text
from search.backends.indexing import edged_runs
from search.question import parse
from search.remembered import Remembered, RememberedByText

MOST = 8
MOST_OF_A_KIND = 2  # fields, units, questions of others: the register has the rest
CANDIDATES = 24  # entries looked at: the engine's best, of which those that begin with what is typed come first
SLOW = 0.05  # seconds
SHORTEST_TYPED = 2  # letters, digits or characters
first = itemgetter(0)
frequent = RememberedByText()
LISTS = {Kind.PUNISHMENT: "/board/", Kind.HONOUR: "/honours/"}


def suggestions(typed):
    """At most `MOST` suggestions for what has been typed so far: `{"text", "url", "type"}`, each once, best first.

    `type`: a kind of entry, `field`, `unit` or `query`.
    """
    if sum(map(len, runs(typed))) < SHORTEST_TYPED:
        return []
    question = parse(typed, typing=True)
    beside = [*_frames(question), *_questions(question, typed)]
    found = _entries(question, typed)[: MOST - len(beside)]
    return [*found, *beside]


def _candidates(typed):
    """The engine's best entries. A beginning that stands in very many rows takes an embedded engine long to order:
    which entries came first is then remembered for a minute, and only asked whether they are still public."""
    queryset = Entry.objects.visible().defer("search_text").with_subjects()
    if known := frequent.get(typed):
        found = queryset.named(known)
        if len(found) >= MOST:
            return found
    start = time.perf_counter()
    found = engine.autocomplete(typed, queryset, CANDIDATES)
    if len(found) == CANDIDATES and time.perf_counter() - start > SLOW:
        frequent.keep(typed, [entry.pk for entry in found])
    return found


def _entries(question, typed):
    ranked = []
    for entry in _candidates(typed):
        if answer := _answer(entry, question):
            text, rank = answer
            ranked.append((rank, {"text": text, "url": entry.get_absolute_url(), "type": entry.kind}))
    ranked.sort(key=first)
    unique = {(item["text"], item["url"]): item for _rank, item in ranked}
    return list(unique.values())


def _answer(entry, question):
    """`(text, rank)`: the line of the entry that holds what was typed, with its title; and 0 where the line begins
    with it, 1 where it does not. None where no line holds any of it: the index knows a name that stands there no more.
    """
    texts = {entry.title: entry.title}
    for subject in entry.subjects.all():
        named = entry.title if subject.name in entry.title else f"{subject.name} · {entry.title}"
        texts.setdefault(subject.name, named)
        if subject.code:
            texts.setdefault(subject.code, f"{subject.code} {subject.name}")
    if entry.document_number:
        texts.setdefault(entry.document_number, f"{entry.document_number} · {entry.title}")
    # The first of equals: the title before the others.
    (missing, rank), text = min(((_place(_spaced(line), question), text) for line, text in texts.items()), key=first)
    return (text, rank) if missing < len(question.words) else None


def _place(spaced, question):
    """`(words the line lacks, 0 where it begins with the first word else 1)` of a line as `_spaced` gives it."""
    missing = sum(not any(phrase.pattern in spaced for phrase in word) for word in question.words)
    begins = any(f"{EDGE} {phrase.pattern.lstrip()}" in spaced for phrase in question.words[0])
    return missing, int(not begins)


@lru_cache(maxsize=5_000)
def _spaced(line):
    """A line as the engines keep it for suggestions. Cached: one keystroke asks for nearly the lines of the next."""
    return f" {' '.join(edged_runs(line, typed=True))} "


# Fields and units ------------------------------------------------------------------------------


def _read_frames():
    """`(lines, suggestion)` of the fields that somebody was punished or honoured in, and of the units."""
    entries = Entry.objects.visible().filter(field=OuterRef("pk"), kind=OuterRef("kind"))
    frames = []
    for field in Field.objects.filter(Exists(entries)):
        url = f"{LISTS[field.kind]}?{urlencode({'field': field.code})}"
        frames.append(([_spaced(field.name)], {"text": field.name, "url": url, "type": "field"}))
    for unit in Unit.objects.filter(home__live=True).annotate(slug=F("home__slug")):
        lines = [_spaced(name) for name in (unit.name, unit.short_name)]
        frames.append((lines, {"text": unit.name, "url": f"/units/{unit.slug}/", "type": "unit"}))
    return frames


frames = Remembered(_read_frames)
frames.forget_when_changed((post_save, post_delete), Field)
frames.forget_when_changed((post_save, post_delete), Unit)


def _frames(question):
    found = {"field": [], "unit": []}
    for lines, suggestion in frames():
        missing, rank = min(_place(line, question) for line in lines)
        if not missing:
            found[suggestion["type"]].append((rank, suggestion))
    for ranked in found.values():
        ranked.sort(key=first)
        yield from (suggestion for _rank, suggestion in ranked[:MOST_OF_A_KIND])


# What others ask -------------------------------------------------------------------------------


def _questions(question, typed):
    """Frequent questions that begin with what is typed or hold it, and stand in a public title at this very moment.

    The last is asked of the register each time: a firm's name must not outlive its case here, and no phrase that
    nobody published is put into others' mouths, however often somebody asks for it.
    """
    same = spaced_text(typed)
    ranked = []
    for key, text in asked.popular():
        missing, rank = _place(_spaced(text), question)
        if not missing and key != same:
            ranked.append((rank, text))
    ranked.sort(key=first)
    for _rank, text in ranked[:MOST_OF_A_KIND]:
        if matching(Entry.objects.visible(), Phrase(text), fields=["title"]).exists():
            yield {"text": text, "url": f"/search/?{urlencode({'q': text})}", "type": "query"}
