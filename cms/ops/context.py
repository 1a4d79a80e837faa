"""What every page's frame shows."""

from django.conf import settings

from cms.ops.models import SiteMarks


def frame(request):
    """The footer's marks, the site's name, and whether the page is in elder mode; for public pages only."""
    if request.path.startswith("/admin/"):
        return {}
    elder = getattr(request, "is_elder", False)
    return {"marks": SiteMarks.cached(), "site_url": settings.SITE_URL, "elder": elder}
