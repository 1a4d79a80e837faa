"""Serves what the public may fetch of the media folder."""

import posixpath

from django.conf import settings
from django.http import Http404
from django.views.static import serve

PUBLIC_FOLDERS = ("images/", "avatar_images/")


def rendition(request, path):
    """A rendition of a picture; originals and attachments are not reachable here (404)."""
    # Django's view resolves `..` after we looked, so that images/../original_images/ would lead to the originals.
    if posixpath.normpath(path) != path or not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    return response
