"""Whether an address of this site answers at this moment: asked of register, tree and URL conf, not of the network."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from cms.register.models import Entry


def answering(places):
    """`{key of the place: its address}` of those `PlanPlace`s that a reader can open now; three queries."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    root = site.root_page.url_path if site else "/"
    wanted = {}
    for place in places:
        if place.page_id:
            wanted[place.pk] = "/" + place.page.url_path.removeprefix(root)
        else:
            wanted[place.pk] = place.address
    pages = {key: _page_of(urlsplit(address).path) for key, address in wanted.items()}
    open_now = _open(set(pages.values()), root)
    return {key: address for key, address in wanted.items() if pages[key] in open_now}


def _page_of(path):
    """The page whose answer decides: a file of a list stands and falls with its list."""
    folder, _slash, file = path.rpartition("/")
    return f"{folder}/" if file.startswith("export.") else path


def _open(paths, root):
    """Those of `paths` that answer: entries, frames of the tree below `root`, and views of their own."""
    entries = Entry.objects.visible().filter(path__in=paths).values_list("path", flat=True)
    frames = Page.objects.live().filter(url_path__in=[root + path.lstrip("/") for path in paths], entry__isnull=True)
    found = {"/" + path.removeprefix(root) for path in frames.values_list("url_path", flat=True)}
    return found | set(entries) | {path for path in paths if _is_tool(path)}


def _is_tool(path):
    """Whether a view of its own, with no page in the tree, stands at `path`."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name not in {"wagtail_serve", "list-file"} and not path.startswith("/admin/")
