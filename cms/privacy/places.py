"""Where a page has text that would become public: fields, rows, blocks, pictures' words."""

import re
from dataclasses import dataclass
from html import unescape

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model

TAGS = re.compile(r"<[^>]*>")
BREAKS = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
# Fields of Wagtail's own that hold addresses or nothing the public sees.
NOT_SHOWN = {"slug", "url_path", "draft_title", "path", "translation_key", "seo_title", "search_description"}
DOCUMENTS = ("document", "captions")  # what blocks call a file whose text becomes public
DOCUMENT_LINK = re.compile(r'<a[^>]*linktype="document"[^>]*>')
ID = re.compile(r'\bid="(\d+)"')


@dataclass
class Place:
    """One piece of text: `label` says to a person where it stands, `write` puts another in its stead (or is None)."""

    label: str
    text: str
    write: callable = None
    raw: str = ""  # as it is stored, where that is not the text itself (rich text)
    path: str = ""  # where the editor shows it, as Wagtail names it for comments (`data-contentpath`)


def text_of(raw):
    """The text of a string that may be rich text, as it is read."""
    return unescape(TAGS.sub("", BREAKS.sub("\n", raw))) if "<" in raw else raw


def places(page):
    """Yields every `Place` of the page (with the rows below it) whose text its entry would show."""
    yield from _fields(page, "")
    for relation in get_all_child_relations(page):
        if relation.related_model._meta.app_label == "wagtailcore":
            continue  # comments of the desk
        name = relation.get_accessor_name()
        for number, row in enumerate(getattr(page, name).all(), 1):
            for place in _fields(row, f"{relation.related_model._meta.verbose_name} {number} › "):
                place.path = name  # the editor has no lasting name for a row
                yield place
    for picture in pictures(page):
        for name in ("title", "description", "credit"):
            if text := getattr(picture, name, ""):
                yield Place(f"{_('picture')} “{picture.title}” › {picture._meta.get_field(name).verbose_name}", text)


def _fields(row, prefix):
    private = NOT_SHOWN | set(getattr(row, "unpublished_fields", ()))
    for field in row._meta.concrete_fields:
        if field.name in private or field.choices:
            continue
        if isinstance(field, StreamField):
            yield from _blocks(row, field, prefix)
            continue
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.URLField)
        if is_text and (text := getattr(row, field.attname)):
            yield Place(f"{prefix}{field.verbose_name}", text, _setter(row, field.attname), path=field.name)


def _setter(row, name):
    return lambda text: setattr(row, name, text)


def _blocks(row, field, prefix):
    """The strings of a StreamField's raw data; a change is written back as raw data."""
    value = getattr(row, field.name)
    data = value.get_prep_value() if value is not None else []
    labels = {name: block.label for name, block in field.stream_block.child_blocks.items()}

    def put_back():
        setattr(row, field.name, field.to_python(data))

    for number, block in enumerate(data, 1):
        label = f"{prefix}{labels.get(block['type'], field.verbose_name)} ({number})"
        yield from _strings(block, "value", label, put_back, f"{field.name}.{block.get('id', '')}")


def _strings(container, key, label, put_back, path):
    value = container[key]
    if isinstance(value, str):
        if text := text_of(value):

            def write(new):
                container[key] = new
                put_back()

            yield Place(label, text, write, value, path)
    elif isinstance(value, dict):
        for name in value:
            if name not in {"id", "type", "tag"}:
                # A block within a block is named by its id, a part of a block by its name.
                step = value.get("id", "") if name == "value" else name
                yield from _strings(value, name, label, put_back, f"{path}.{step}")
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from _strings(value, number, label, put_back, path)


def _raw_bodies(page):
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField) and (value := getattr(page, field.name)) is not None:
            yield value.get_prep_value()


def _numbers(value, key):
    """The numbers that stand under `key` anywhere in raw data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, int):
                yield inner
            else:
                yield from _numbers(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner, key)
    elif isinstance(value, str) and key == "document":
        for link in DOCUMENT_LINK.findall(value):
            yield from (int(number) for number in ID.findall(link))


def pictures(page):
    """The pictures a page shows: at its head and in its body."""
    numbers = {number for raw in _raw_bodies(page) for number in _numbers(raw, "image")}
    if getattr(page, "picture_id", None):
        numbers.add(page.picture_id)
    return get_image_model().objects.filter(pk__in=numbers).order_by("pk") if numbers else []


def documents(page):
    """The attachments a page links to, from attachment blocks, from rich text and from fields of its own."""
    model = get_document_model()
    numbers = {number for raw in _raw_bodies(page) for key in DOCUMENTS for number in _numbers(raw, key)}
    own = [field.attname for field in page._meta.concrete_fields if field.related_model is model]
    numbers |= {number for name in own if (number := getattr(page, name))}
    return model.objects.filter(pk__in=numbers).order_by("pk") if numbers else []
