"""The public addresses of the register's entries."""

import unicodedata
from functools import cache

from django.core.paginator import Paginator
from django.db.models import Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import conditional_page
from wagtail.models import Page, Site, get_page_models
from wagtail.views import serve as wagtail_serve

from cms import clock
from cms.desk.pages import FramePage
from cms.register import proof
from cms.register.downloads import download
from cms.register.feeds import feed
from cms.register.filters import subject_code
from cms.register.models import Entry, LedgerHead, LedgerLine
from cms.register.sitemap import names_the_punished
from cms.register.vocabulary import EndReason, Kind

ACTS_A_PAGE = 50


def public_page(request, path):
    """The page at `path`: an entry through the register, otherwise a frame of Wagtail's tree.

    200 while the entry is visible, 410 once it has ended (naming nothing), 404 before and while it is suspended.
    """
    entry = (
        Entry.objects.filter(path=f"/{path}").select_related("content", "unit", "field", "town").first()
        if path
        else None
    )
    if entry is not None:
        return entry_response(request, entry)
    frame = frame_at(path)
    if frame is not None:
        response = frame.serve(request)
        # A copy of a list would outlive its rows; the board's rows name who was punished.
        response["X-Robots-Tag"] = "noindex, noarchive" if names_the_punished(frame) else "noarchive"
        return response
    return wagtail_serve(request, path)


def entry_response(request, entry):
    """The page of `entry`."""

    def show():
        response = render(request, entry.content.template, {"entry": entry, "content": entry.content})
        if entry.kind == Kind.PUNISHMENT:
            response["X-Robots-Tag"] = "noindex, noarchive"
        return response

    return while_visible(request, entry, show)


def while_visible(request, entry, show):
    """What `show()` answers while `entry` is visible, decided by the clock at this moment; 410 once it has ended.

    Raises Http404 before and while it is suspended. Whatever hangs on an entry asks here: its page, sheets, forms.
    """
    now = clock.now()
    if Entry.objects.visible(now).filter(pk=entry.pk).exists():
        return show()
    if Entry.objects.gone(now).filter(pk=entry.pk).exists():
        return gone(request, entry)
    raise Http404


def gone(request, entry):
    """410: the publication has ended; the page repeats nothing of it.

    Where the decision was revoked, changed or found void, the reason is public (行政处罚法 48), and the day.
    """
    context = {"revoked": entry.end_reason == EndReason.REVOKED, "day": entry.last_public_day}
    response = render(request, "410.html", context, status=410)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@cache
def frame_types():
    """The names of all frame page types: how Django calls the way from a page down to its type's own columns."""
    return [model._meta.model_name for model in get_page_models() if issubclass(model, FramePage)]


def frame_at(path):
    """The live frame page at `path` below the default site's root, in one query; None where there is none."""
    root = Site.objects.filter(is_default_site=True).values("root_page__url_path")[:1]
    frames = Page.objects.live().filter(url_path=Concat(Subquery(root), Value(path)), entry__isnull=True)
    if slug := path.strip("/").rpartition("/")[2]:
        frames = frames.filter(slug=slug)  # which has an index; whole addresses have none
    page = frames.select_related(*frame_types()).first()
    return page and getattr(page, page.cached_content_type.model, None)


@conditional_page
def list_file(request, path, file):
    """The list at `path` under the filters of the address, as a download or as its feed; 404 where no list is.

    Nobody reads a notice here: under a filter that no entry answers the file is empty, and never the whole list.
    `subject`, the exact credit code of a firm, narrows it to what is about that firm.
    """
    frame = frame_at(path)
    if file.startswith("export.") and hasattr(frame, "export_file"):
        return frame.export_file(request.GET, file.removeprefix("export."))  # a table of its own, not of the register
    if not hasattr(frame, "listing"):
        raise Http404
    listing = frame.listing(request.GET, f"/{path}")
    subject = subject_code(request.GET.get("subject", "")[:100])
    rows = listing.rows.none() if listing.unknown else listing.rows
    if "subject" in request.GET:
        rows = rows.about(subject, listing.at) if subject else rows.none()
    name, _dot, format = file.partition(".")
    if name == "feed":
        response = feed(listing, rows, frame.title, urlencode({"subject": subject}) if subject else listing.query)
    else:
        response = download(rows, format, frame.slug)
    if listing.kind in (None, Kind.PUNISHMENT):
        response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def typed_code(text):
    """The verification code a reader means: from a sheet, spaced, full-width, or within a pasted address; or ""."""
    plain = unicodedata.normalize("NFKC", text)[:500].upper()
    if "/VERIFY/" in plain:
        plain = plain.split("/VERIFY/", 1)[1].split("/")[0]
    letters = "".join(char for char in plain if char.isascii() and char.isalnum())
    return letters.replace("O", "0").replace("I", "1").replace("L", "1")


def verify(request, code=None):
    """Whether a printed notice is genuine and still in force: by the code on the sheet."""
    typed = typed_code(code or request.GET.get("code", ""))
    entry = Entry.objects.filter(code=typed).first() if typed else None
    visible = entry is not None and entry.is_visible()
    context = {"code": typed[:20], "entry": entry if visible else None, "known": entry is not None}
    response = render(request, "register/verify.html", context)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def acts(request):
    """The ledger for the public: every act and the chain's head, naming nobody."""
    pages = Paginator(LedgerLine.objects.select_related("entry").order_by("-seq"), ACTS_A_PAGE)
    head = LedgerHead.objects.filter(pk=1).first()
    context = {"acts": pages.get_page(request.GET.get("page")), "head": head, "key": proof.public_key()}
    response = render(request, "register/ledger.html", context)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
