"""Writes chunks of cases into the tables and the search index, each engine in its fastest way."""

import hashlib

from django.db import connection
from modelsearch.backends import get_search_backends
from wagtail.models import Page, Revision

from cases.bulk.marks import Mark
from cases.bulk.rows import insert, numbers
from cases.models import PunishmentBasis, PunishmentSubject
from cms.register.models import Entry, EntrySubject

# The tables that number their rows, and the mark of that number.
NUMBERED = {
    Page: Mark.PAGE,
    PunishmentSubject: Mark.SUBJECT,
    PunishmentBasis: Mark.BASIS,
    Revision: Mark.REVISION,
    Entry: Mark.ENTRY,
    EntrySubject: Mark.REGISTERED,
}
TUNING = {
    # Of one transaction: GIN's new entries are collected for longer and merged in bulk.
    "postgresql": [
        "SET LOCAL synchronous_commit = off",
        "SET LOCAL gin_pending_list_limit = '64MB'",
        "SET LOCAL work_mem = '256MB'",
    ],
    # Of the connection: new rows go all over the indexes, which are read again and again where they do not fit.
    "sqlite": ["PRAGMA cache_size = -262144"],
}


class Writer:
    """Writes cases below the pages of their units; keeps count of the places there."""

    def __init__(self):
        self.places = {}
        self.backends = list(get_search_backends(with_auto_update=True))

    def write(self, cases):
        """Writes `[(shape, marks)]` in one transaction of the caller's; the marks gain the numbers of the rows."""
        self._tune()
        for model, mark in NUMBERED.items():
            for (_shape, marks), number in zip(cases, numbers(model, len(cases)), strict=True):
                marks[mark] = str(number)
        for shape, marks in cases:
            marks[Mark.PATH] = self._place(shape.parent).take()
            marks[Mark.DIGEST] = hashlib.sha256(shape.canonical.fill(marks).encode()).hexdigest()
        for index, (model, _row) in enumerate(cases[0][0].tables):
            insert(model, [shape.tables[index][1].fill(marks) for shape, marks in cases])
        for place in self.places.values():
            place.save()
        entries = [_indexed(shape, marks) for shape, marks in cases]
        for backend in self.backends:
            backend.get_index_for_model(Entry).add_items(Entry, entries)

    def _tune(self):
        with connection.cursor() as cursor:
            for statement in TUNING[connection.vendor]:
                cursor.execute(statement)

    def _place(self, parent):
        if parent.pk not in self.places:
            self.places[parent.pk] = Place(parent.pk)
        return self.places[parent.pk]


class Place:
    """Where the next page below a parent goes, told without a query."""

    def __init__(self, pk):
        self.parent = Page.objects.get(pk=pk)
        last = self.parent.get_last_child()
        self.step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        self.taken = 0

    def take(self):
        """The path of the next page."""
        self.step += 1
        self.taken += 1
        return Page._get_path(self.parent.path, self.parent.depth + 1, self.step)

    def save(self):
        """Writes how many children the parent has now."""
        if self.taken:
            self.parent.numchild += self.taken
            self.taken = 0
            Page.objects.filter(pk=self.parent.pk).update(numchild=self.parent.numchild)


def _indexed(shape, marks):
    """The entry as the search index reads it: its texts and its subject, without a query."""
    entry, subject = _copied(shape.entry), _copied(shape.subject)
    entry.pk, entry.title = int(marks[Mark.ENTRY]), shape.title.fill(marks)
    entry.search_text, entry.document_number = shape.search_text.fill(marks), shape.document_number.fill(marks)
    subject.name, subject.code = marks[Mark.NAME], marks[Mark.CODE]
    entry._prefetched_objects_cache = {"subjects": [subject]}
    return entry


def _copied(instance):
    """A copy with attributes of its own, without the cost of copy.copy."""
    copied = type(instance).__new__(type(instance))
    copied.__dict__.update(instance.__dict__)
    return copied


def settle():
    """Leaves the database as it would be some time after the load: statistics taken, what was put off written."""
    with connection.cursor() as cursor:
        # PostgreSQL's VACUUM empties the lists of GIN's new entries too: until then each search reads through them.
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
