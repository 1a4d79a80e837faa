"""What every page's frame shows."""

from django.conf import settings

from cms.ops.models import SiteMarks


def frame(request):
    """The footer's marks and the site's name, for public pages only."""
    if request.path.startswith("/admin/"):
        return {}
    return {"marks": SiteMarks.cached(), "site_url": settings.SITE_URL}
