"""Every address of the site that is not a page of Wagtail's tree."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.media.views import document, rendition
from cms.notices.views import calendar
from cms.ops import views as ops
from cms.printing import views as printing
from cms.register import audience
from cms.register import views as register
from cms.register.sitemap import sitemap

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", rendition, name="media"),
    path("healthz", ops.healthz, name="healthz"),
    path("readyz", ops.readyz, name="readyz"),
    path("robots.txt", ops.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    re_path(r"^deadlines/(?P<token>[\w\-]{20,40})\.ics$", calendar, name="deadlines-calendar"),
    path("", include("home.urls")),
    path("api/v1/", include("cms.api.urls")),
    path("", include("search.urls")),
    path("", include("cases.remedy.urls")),
    path("", include("campaigns.urls")),
    path("ledger/", register.acts, name="ledger"),
    re_path(r"^print/(?P<code>[0-9A-Z]{10})/(?P<name>[a-z]{1,9})/$", printing.sheet, name="print-sheet"),
    re_path(
        r"^print/(?P<code>[0-9A-Z]{10})/poster-(?P<name>[a-z0-9]{1,9})\.jpg$", printing.poster, name="print-poster"
    ),
    path("figures/", audience.figures, name="figures"),
    path("changes/", audience.changes, name="changes"),
    path("changes/feed.atom", audience.changes_feed, name="changes-feed"),
    path("data/", audience.data, name="data"),
    path("verify/", register.verify, name="verify-form"),
    path("verify/<str:code>/", register.verify, name="verify"),
    re_path(
        r"^(?P<path>(?:[\w\-]+/)+)(?P<file>export\.csv|export\.xlsx|export\.json|feed\.atom)$",
        register.list_file,
        name="list-file",
    ),
    re_path(r"^((?:[\w\-]+/)*)$", register.public_page, name="wagtail_serve"),
]

handler404 = "cms.ops.views.not_found"
handler500 = "cms.ops.views.server_error"
