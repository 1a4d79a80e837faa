"""The systems of the platform."""

from home.directory.models import PlatformSystem


def context(page, params):
    """All systems in their order."""
    return {"systems": PlatformSystem.objects.select_related("unit")}
