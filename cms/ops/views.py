"""Health, robots.txt and the error pages."""

import re
from difflib import get_close_matches

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from wagtail.models import Page

from cms.ops import health

LONGEST_ADDRESS = 200  # characters of an address nobody knows that are looked at
COLUMN_DEPTH = 3  # of the pages below the home page
ALIKE = 0.6  # difflib's ratio: “bord” and “boards” are nearly “board”


def healthz(request):
    """200 as long as the process is up."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """The state of each part the site stands on, and figures; 503 only where the database fails."""
    checks = health.states()
    ready = checks["database"] == "ok"
    answer = {"ready": ready, "checks": checks, "figures": health.figures() if ready else {}}
    response = JsonResponse(answer, status=200 if ready else 503)
    add_never_cache_headers(response)
    return response


def robots(request):
    """Crawlers may read everything but the desk and the tools; punishment pages say noindex themselves."""
    closed = ["/admin/", "/search/", "/lookup/", "/verify/", "/receipt/", "/print/", "/elder/"]
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines = [*rules, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def not_found(request, exception):
    """404 with a way on: the columns whose address is nearly the one that was typed, and a search for its words."""
    parts = [part for part in request.path[:LONGEST_ADDRESS].lower().split("/") if part]
    context = {"near": nearly(parts[0]), "words": " ".join(re.findall(r"\w+", parts[-1]))} if parts else {}
    return render(request, "404.html", context, status=404)


def nearly(slug):
    """The columns of the home page whose address is nearly `slug`, the nearest first: `[(title, address)]`."""
    # What has an entry is the register's to show.
    columns = Page.objects.live().filter(depth=COLUMN_DEPTH, entry__isnull=True).values_list("slug", "title")
    titles = dict(columns)
    return [(titles[known], f"/{known}/") for known in get_close_matches(slug, titles, cutoff=ALIKE)]


def server_error(request):
    """500 without a query: the database may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
