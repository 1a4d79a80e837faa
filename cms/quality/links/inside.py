"""Links within the site, resolved in the process: whether a reader would find something there at this second."""

import re
from urllib.parse import unquote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site, get_page_models

from cms.desk.pages import FramePage
from cms.quality.models.links import LinkProblem
from cms.register.models import Entry, EntryFile

CHUNK = 400  # paths in one query
DOCUMENT = re.compile(r"^/documents/(\d+)/")


def faults(paths):
    """`{path: LinkProblem}` of those `paths` that lead to nothing; a fixed number of queries for each 400 paths."""
    paths, found = sorted(set(paths)), {}
    for start in range(0, len(paths), CHUNK):
        found |= _faults(paths[start : start + CHUNK])
    return found


def _faults(paths):
    plain = {path: unquote(path) for path in paths}
    # The site itself adds the slash at the end that somebody left out.
    asked = {form for path in plain.values() for form in (path, f"{path.rstrip('/')}/")}
    entries = dict.fromkeys(Entry.objects.filter(path__in=asked).values_list("path", flat=True), False)
    entries |= dict.fromkeys(Entry.objects.visible().filter(path__in=asked).values_list("path", flat=True), True)
    known = {path for path, is_visible in entries.items() if is_visible} | _frames(asked) | _files(plain.values())
    redirects = {Redirect.normalise_path(path): path for path in plain.values()}
    moved = Redirect.objects.filter(old_path__in=redirects)
    known |= {redirects[old] for old in moved.values_list("old_path", flat=True)}
    found = {}
    for path, form in plain.items():
        slashed = f"{form.rstrip('/')}/"
        if known & {form, slashed}:
            continue
        if {form, slashed} & set(entries):
            found[path] = LinkProblem.ENDED
        elif not (_is_view(form) or _is_view(slashed)):
            found[path] = LinkProblem.MISSING
    return found


def _frames(paths):
    """Those of `paths` at which a frame (home, a list, a column) stands, and the files of such a list."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return set()
    of_list = {path: path.rpartition("/")[0] + "/" for path in paths if not path.endswith("/")}
    root = site.root_page.url_path.rstrip("/")
    types = ContentType.objects.get_for_models(*(m for m in get_page_models() if issubclass(m, FramePage)))
    frames = Page.objects.live().filter(content_type__in=types.values(), entry__isnull=True)
    wanted = [root + path for path in {*paths, *of_list.values()}]
    found = {url.removeprefix(root) for url in frames.filter(url_path__in=wanted).values_list("url_path", flat=True)}
    return found & set(paths) | {path for path, base in of_list.items() if base in found and _is_list_file(path)}


def _is_list_file(path):
    try:
        return resolve(path).url_name == "list-file"
    except Resolver404:
        return False


def _files(paths):
    """Those of `paths` that are files of a visible entry, or of the site itself."""
    own = {path for path in paths if path.startswith(settings.STATIC_URL)}
    numbers = {path: int(match[1]) for path in paths if (match := DOCUMENT.match(path))}
    documents = get_document_model().objects.filter(pk__in=numbers.values()).values_list("pk", "file")
    names = {path: dict(documents).get(number) for path, number in numbers.items()} if numbers else {}
    media = settings.MEDIA_URL
    names |= {path: path.removeprefix(media) for path in paths if path.startswith(media)}
    shown = EntryFile.objects.filter(name__in=list(filter(None, names.values())), entry__in=Entry.objects.visible())
    public = set(shown.values_list("name", flat=True)) if names else set()
    return own | {path for path, name in names.items() if name in public}


def _is_view(path):
    """Whether the site has a tool at `path`: neither the tree of pages nor files, which were looked up by now."""
    try:
        name = resolve(path).url_name
    except Resolver404:
        return False
    return name not in {"wagtail_serve", "list-file", "media", "wagtaildocs_serve"}
