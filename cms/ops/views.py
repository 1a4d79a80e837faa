"""Health, robots.txt and the error pages."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from cms.ops import health


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
    closed = ["/admin/", "/search/", "/lookup/", "/verify/", "/receipt/"]
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines = [*rules, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def not_found(request, exception):
    """404 with a way on."""
    return render(request, "404.html", status=404)


def server_error(request):
    """500 without a query: the database may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
