"""The texts of a page that are examined: of what is public from the frozen content, of a draft from its fields."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from cms import clock
from cms.privacy.places import places
from cms.register.content import texts as fact_texts

BLOCKS = re.compile(
    r"</?(?:p|li|ul|ol|h\d|td|th|tr|table|caption|div|section|figure|figcaption|dl|dd|dt|blockquote)\b[^>]*>"
    r"|<br\s*/?>"
)
TAGS = re.compile(r"<[^>]*>")
CAPTIONS = re.compile(r"<(?:figcaption|caption)\b[^>]*>(.*?)</(?:figcaption|caption)>", re.DOTALL)
ALTERNATIVES = re.compile(r'\balt="([^"]+)"')


@dataclass(frozen=True)
class Piece:
    """A piece of text: where it stands, for a person, and where the editor shows it."""

    place: str
    text: str
    path: str = ""


def prose(html):
    """The text of rendered HTML; words of different blocks stay apart, words in one block together."""
    return unescape(TAGS.sub("", BLOCKS.sub("\n", html)))


def public_pieces(entry):
    """The `Piece`s of what the public sees of `entry` (with its content)."""
    html = entry.content.html
    captions = [*CAPTIONS.findall(html), *ALTERNATIVES.findall(html), entry.thumbnail_alt]
    found = [
        Piece(_("title"), entry.title),
        Piece(_("summary"), entry.summary),
        Piece(_("facts"), "\n".join(fact_texts(entry.content.facts))),
        Piece(_("text"), prose(CAPTIONS.sub("\n", html))),
        Piece(_("caption"), "\n".join(map(prose, captions))),
    ]
    return [piece for piece in found if piece.text.strip()]


def draft_pieces(page):
    """The `Piece`s of a draft in memory, as the editor names its fields."""
    return [Piece(place.label, place.text, place.path) for place in places(page)]


def subjects_of(page):
    """The names of whom a draft is about: they are what they are."""
    full = getattr(page, "private_names", list)()
    return [*(subject["name"] for subject in page.register_subjects()), *full]


def day_of(page):
    """The day by which a draft's wording is judged: that of its decision, or today."""
    return page.register_columns().get("decided_on") or clock.today()
