"""The rows that modelsearch's tests name: its wheel comes without the fixture they were written for."""

from datetime import date, time

from django.core.management.color import no_style
from django.db import connection
from modelsearch.test.testapp.models import (
    AgendaItem,
    Author,
    Book,
    Character,
    Meeting,
    MPAnimal,
    Novel,
    NSAnimal,
    ProgrammingGuide,
    Speaker,
    UnindexedBook,
)

BORN = {
    "Isaac Asimov": date(1920, 1, 2),
    "George R.R. Martin": date(1948, 9, 20),
    "J. R. R. Tolkien": date(1892, 1, 3),
}
TOLKIEN, MARTIN, ASIMOV = "J. R. R. Tolkien", "George R.R. Martin", "Isaac Asimov"
# The numbers are those of the rows; seven novels come first, because a test tags the first seven.
NOVELS = [
    (1, "The Hobbit", 310, date(1937, 9, 21), TOLKIEN, "Middle Earth"),
    (2, "The Fellowship of the Ring", 423, date(1954, 7, 29), TOLKIEN, "Middle Earth"),
    (3, "The Two Towers", 352, date(1954, 11, 11), TOLKIEN, "Middle Earth"),
    (4, "The Return of the King", 440, date(1955, 10, 20), TOLKIEN, "Middle Earth"),
    (5, "A Game of Thrones", 694, date(1996, 8, 6), MARTIN, "Westeros"),
    (6, "A Clash of Kings", 768, date(1998, 11, 16), MARTIN, "Westeros"),
    (7, "A Storm of Swords", 973, date(2000, 3, 1), MARTIN, "Westeros"),
    (10, "Foundation", 255, date(1951, 6, 1), ASIMOV, "Galactic Empire"),
]
GUIDES = [
    (9, "JavaScript: The Definitive Guide", 1096, date(1998, 6, 1), ["David Flanagan"], "js"),
    (8, "JavaScript: The good parts", 172, date(2008, 5, 8), ["Douglas Crockford"], "js"),
    (11, "Learning Python", 1160, date(1999, 4, 1), ["Mark Lutz", "David Ascher"], "py"),
    (
        12,
        "Two Scoops of Django 1.11",
        530,
        date(2017, 4, 10),
        ["Daniel Roy Greenfeld", "Audrey Roy Greenfeld"],
        "py",
    ),
    (13, "The Rust Programming Language", 440, date(2018, 6, 26), ["Steve Klabnik", "Carol Nichols"], "rs"),
]
CHARACTERS = [
    (1, ["Bilbo Baggins", "Thorin Oakenshield"]),
    (2, ["Frodo Baggins", "Bilbo Baggins"]),
    (3, ["Frodo Baggins", "Bilbo Baggins"]),
    (4, ["Frodo Baggins", "Bilbo Baggins"]),
    (5, ["Eddard Stark"]),
]
MODELS = [Author, Book, Character, Meeting, UnindexedBook]


def authors(names):
    """The authors of these names, made where they are missing."""
    return [Author.objects.get_or_create(name=name, defaults={"date_of_birth": BORN.get(name)})[0] for name in names]


def make():
    """All rows; the next ones made by a test get free numbers."""
    for number, title, pages, day, author, setting in NOVELS:
        novel = Novel.objects.create(
            pk=number, title=title, number_of_pages=pages, publication_date=day, setting=setting
        )
        novel.authors.set(authors([author]))
    for number, title, pages, day, names, language in GUIDES:
        guide = ProgrammingGuide.objects.create(
            pk=number, title=title, number_of_pages=pages, publication_date=day, programming_language=language
        )
        guide.authors.set(authors(names))
    rust = Book.objects.create(pk=14, title="Programming Rust", number_of_pages=500, publication_date=date(2017, 12, 1))
    rust.authors.set(authors(["Jim Blandy", "Jason Orendorff"]))
    for number, names in CHARACTERS:
        novel = Novel.objects.get(pk=number)
        people = [Character.objects.create(name=name, novel=novel) for name in names]
        novel.protagonist = people[0]
        novel.save()
    UnindexedBook.objects.create(title="Unindexed", publication_date=date(2001, 1, 1), number_of_pages=1)
    Meeting.objects.create(name="Breakfast yoga", start_time=time(8, 0))
    Meeting.objects.create(name="Evening yoga", start_time=time(18, 30))
    meeting = Meeting.objects.create(name="Stand-up meeting", start_time=time(9, 30))
    item = AgendaItem.objects.create(meeting=meeting, topic="Progress")
    Speaker.objects.create(agenda_item=item, name="Arthur Conan Doyle")
    for model in (MPAnimal, NSAnimal):
        plant(model, "Animal", {"Mammal": {"Dog": {}, "Cat": {}}, "Reptile": {"Lizard": {}}})
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)


def plant(model, name, below, parent=None):
    """A tree of animals."""
    node = parent.add_child(name=name) if parent else model.add_root(name=name)
    for child, children in below.items():
        # Each insertion moves the numbers of the nodes around it.
        plant(model, child, children, model.objects.get(pk=node.pk))
