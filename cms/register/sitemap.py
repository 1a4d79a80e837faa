"""The sitemap: what search engines may keep. Punishment cases and their board are not in it (domain rules §5)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.urls import reverse
from wagtail.models import Page

from cms.desk.pages import FramePage
from cms.register.models import Entry
from cms.register.vocabulary import Kind


def names_the_punished(frame):
    """Whether the rows of a frame page are punishment cases."""
    return getattr(frame, "kind_listed", None) == Kind.PUNISHMENT


class SiteUrlSitemap(Sitemap):
    """Addresses below SITE_URL, whatever host the request came by. At most 50,000 of a kind, as the protocol says."""

    @property
    def protocol(self):
        """Of SITE_URL."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        """Host and port of SITE_URL."""
        return urlsplit(settings.SITE_URL).netloc


class EntrySitemap(SiteUrlSitemap):
    """What the register shows at this moment, punishments apart."""

    def items(self):
        """Address and last change, the newest first."""
        shown = Entry.objects.visible().exclude(kind=Kind.PUNISHMENT)
        return shown.order_by("-visible_from", "-pk").values("path", "page__last_published_at")

    def location(self, item):
        """The path."""
        return item["path"]

    def lastmod(self, item):
        """The last publication or correction."""
        return item["page__last_published_at"]


class FrameSitemap(SiteUrlSitemap):
    """Home, lists and unit pages; not the board, whose rows are punishment cases."""

    def items(self):
        """Paths from the site's root."""
        pages = Page.objects.live().type(FramePage).specific()
        return sorted(url for page in pages if not names_the_punished(page) and (url := page.get_url()))

    def location(self, item):
        """The path."""
        return item


class ToolSitemap(SiteUrlSitemap):
    """Pages of the site's own that name nobody."""

    def items(self):
        """Names of addresses."""
        return ["figures", "data", "widget", "api-docs"]

    def location(self, item):
        """The path."""
        return reverse(item)


def sitemap(request):
    """`/sitemap.xml`."""
    sitemaps = {"frames": FrameSitemap, "entries": EntrySitemap, "tools": ToolSitemap}
    return django_sitemap(request, sitemaps, template_name="register/sitemap.xml")
