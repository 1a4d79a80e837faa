"""The body of a case as the wizard shows it: one plain text a section, with its pictures and files beneath.

The wizard writes paragraphs only. A section that somebody gave more in Wagtail's editor (two texts, a table, bold) is
shown and left as it is: nothing that the wizard cannot write is lost by it.
"""

import re
import uuid
from dataclasses import dataclass
from html import escape

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.privacy.places import text_of

PLAIN = re.compile(r"<(?!/?p[ >]|br ?/?>)", re.IGNORECASE)
MEDIA = ("picture", "attachment")


@dataclass(frozen=True)
class Section:
    """One section of a body: its plain text, or `editable` False where the wizard leaves it to the full editor."""

    name: str
    label: str
    text: str
    editable: bool


@dataclass(frozen=True)
class Medium:
    """A picture or a file that stands in a section: `key` names its block, `file` is the picture or the attachment."""

    key: str
    kind: str
    section: str
    file: object


def labels_of(page):
    """The sections of a kind of case in their order: `{name: label}`."""
    blocks = page._meta.get_field(page.body_field).stream_block.child_blocks
    return {name: block.label for name, block in blocks.items()}


def sections_of(page):
    """A `Section` for each section a case of this kind may have, written or not."""
    found = {block["type"]: block["value"]["content"] for block in page.body_data()}
    return [_section(name, label, found.get(name, [])) for name, label in labels_of(page).items()]


def _section(name, label, content):
    texts = [block["value"] for block in content if block["type"] == "text"]
    others = [block for block in content if block["type"] not in ("text", *MEDIA)]
    editable = len(texts) <= 1 and not others and not any(PLAIN.search(text) for text in texts)
    return Section(name, label, "\n".join(text_of(text).strip("\n") for text in texts), editable)


def as_paragraphs(text):
    """Typed lines as paragraphs of rich text; "" for nothing."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def put_texts(page, texts):
    """Writes `{section: text}` into the body of `page`; what reads the same stays as it was, with its names."""
    data = page.body_data()
    for section in sections_of(page):
        text = texts.get(section.name)
        if text is None or not section.editable or as_paragraphs(text) == as_paragraphs(section.text):
            continue
        content = _content_of(page, data, section.name)
        old = next((block for block in content if block["type"] == "text"), None)
        new = as_paragraphs(text)
        if old and new:
            old["value"] = new
        elif old:
            content.remove(old)
        else:
            content.insert(0, _block("text", new))
    _put(page, data)


def put_medium(page, kind, value, section):
    """Adds a picture or a file at the end of `section`; returns the name of its block."""
    data = page.body_data()
    block = _block(kind, value)
    _content_of(page, data, section).append(block)
    _put(page, data)
    return block["id"]


def take_medium(page, key):
    """Takes the block `key` out of the body of `page`; returns it as `Medium`, or None where there is no such block."""
    found = next((medium for medium in media_of(page) if medium.key == key), None)
    if found:
        data = page.body_data()
        content = _content_of(page, data, found.section)
        content[:] = [block for block in content if block.get("id") != key]
        _put(page, data)
    return found


def media_of(page):
    """A `Medium` for each picture and file in the body that is still there, in their order."""
    rows = [
        (section["type"], block)
        for section in page.body_data()
        for block in section["value"]["content"]
        if block["type"] in MEDIA and block.get("id")
    ]
    keys = {kind: [_file_key(block) for _section, block in rows if block["type"] == kind] for kind in MEDIA}
    files = {
        "picture": get_image_model().objects.in_bulk(keys["picture"]),
        "attachment": get_document_model().objects.in_bulk(keys["attachment"]),
    }
    media = [
        Medium(block["id"], block["type"], section, files[block["type"]].get(_file_key(block)))
        for section, block in rows
    ]
    return [medium for medium in media if medium.file]


def picture_value(picture):
    """The raw value of a picture's block."""
    image = {"image": picture.pk, "alt_text": picture.alternative, "decorative": False}
    return {"image": image, "caption": ""}


def attachment_value(attachment):
    """The raw value of a file's block."""
    return {"document": attachment.pk, "title": attachment.title[:120]}


def _file_key(block):
    value = block["value"]
    return (value.get("image") or {}).get("image") if block["type"] == "picture" else value.get("document")


def _block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _content_of(page, data, name):
    """The content of the section `name` in raw `data`; the section is made in its place where there is none."""
    for block in data:
        if block["type"] == name:
            return block["value"]["content"]
    order = list(labels_of(page))
    at = sum(order.index(block["type"]) < order.index(name) for block in data if block["type"] in order)
    data.insert(at, _block(name, {"content": []}))
    return data[at]["value"]["content"]


def _put(page, data):
    """Raw data back onto the page, without sections that hold nothing."""
    field = page._meta.get_field(page.body_field)
    setattr(page, page.body_field, field.to_python([block for block in data if block["value"]["content"]]))
