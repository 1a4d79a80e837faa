"""The text of a policy in pieces that can be found, cited and compared: its items, parts and paragraphs."""

from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cms.chinese import simplified

AROUND = 40  # characters shown on either side of what was found
MOST_FOUND = 50


@dataclass(frozen=True)
class Piece:
    """A piece: its number or heading, the fragment it is reached by ("" where it has none), and its plain text."""

    label: str
    anchor: str
    text: str


def plain(html):
    """The words of rich text or of nested raw data, each paragraph a line."""
    if isinstance(html, dict):
        return plain([value for key, value in html.items() if key not in {"id", "type", "tag"}])
    if isinstance(html, list):
        return "\n".join(filter(None, map(plain, html)))
    if not isinstance(html, str):
        return ""
    lines = unescape(strip_tags(html.replace("</p>", "\n").replace("<br", "\n<br").replace("</li>", "\n"))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def pieces(content):
    """The `Piece`s of a frozen policy, in their order; chapters' headings are no piece."""
    found = []
    for block in content.data["body"]:
        value = block["value"]
        if block["type"] == "item":
            words = [value.get("heading") or "", plain(value.get("text") or ""), value.get("responsible") or ""]
            label = _("Item %(number)s") % {"number": value["number"]}
            found.append(Piece(label, f"item-{value['number']}", "\n".join(filter(None, words))))
        elif block["type"] == "part":
            found.append(Piece(value.get("heading") or "", "", plain(value.get("content") or [])))
        elif block["type"] == "text":
            found.append(Piece("", "", plain(value)))
    return [piece for piece in found if piece.text]


def _compared(text):
    """As words are compared: simplified characters, small letters; as long as the text itself."""
    table = simplified()
    letters = (table.get(char, char) for char in text)
    return "".join(low if len(low := char.lower()) == 1 else char for char in letters)


def find(content, words):
    """`[(piece, before, hit, after)]`: where the policy contains `words`, with what stands around it."""
    sought, found = _compared(words), []
    for piece in pieces(content) if sought else []:
        at = _compared(piece.text).find(sought)
        if at >= 0:
            end = at + len(sought)
            before, after = piece.text[max(at - AROUND, 0) : at], piece.text[end : end + AROUND]
            found.append((piece, before, piece.text[at:end], after))
    return found[:MOST_FOUND]
