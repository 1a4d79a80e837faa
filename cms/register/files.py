"""The pictures and attachments an entry shows: public while it is, and exactly those that were approved."""

import re
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from wagtail.documents import get_document_model

from cms.register.models import Entry, EntryFile

ATTRIBUTE = re.compile(r'="([^"]+)"')
DOCUMENT = re.compile(r"^/documents/(\d+)/")


def keep_files(entry, content):
    """Writes down which files the entry shows: whatever body, facts and thumbnail link to."""
    entry.files.all().delete()
    EntryFile.objects.bulk_create(_files_of(entry, content))


def _files_of(entry, content):
    addresses = {unescape(address) for address in ATTRIBUTE.findall(content.html)}
    addresses |= {entry.thumbnail, *_addresses(content.data["facts"])}
    media = settings.MEDIA_URL
    names = {unquote(address.removeprefix(media)) for address in addresses if address.startswith(media)}
    numbers = {int(match[1]) for address in addresses if (match := DOCUMENT.match(address))}
    documents = get_document_model().objects.filter(pk__in=numbers)
    return [
        *(EntryFile(entry=entry, name=name) for name in sorted(names)),
        *(EntryFile(entry=entry, name=document.file.name, sha1=document.get_file_hash()) for document in documents),
    ]


def _addresses(value):
    """Every `url` within nested facts."""
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key == "url" and isinstance(inner, str))
        yield from (address for inner in value.values() for address in _addresses(inner))
    elif isinstance(value, list):
        yield from (address for inner in value for address in _addresses(inner))


def kinds_that_show(name, sha1=""):
    """The kinds of the visible entries that show the file `name` (its path in the media folder); empty: not public.

    `sha1`: of an attachment; one that was exchanged after its entry was approved is not what was approved.
    """
    shown = EntryFile.objects.filter(name=name, sha1=sha1, entry__in=Entry.objects.visible())
    return set(shown.values_list("entry__kind", flat=True))


def is_public(name, sha1=""):
    """Whether a visible entry shows the file; see `kinds_that_show`."""
    return bool(kinds_that_show(name, sha1))
