"""Serves what may be fetched of the media folder."""

import posixpath

from django.conf import settings
from django.http import Http404
from django.views.static import serve

from cms.register.files import is_public

# Renditions of pictures and avatars of the desk; originals and attachments are not reachable here.
FOLDERS = ("images/", "avatar_images/")


def on_the_desk(user):
    """Whether the user works on the desk, where drafts show their pictures and files."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def rendition(request, path):
    """A rendition of a picture: for the public while a visible entry shows it, for the desk always; otherwise 404."""
    # Django's view resolves `..` after we looked, so that images/../original_images/ would lead to the originals.
    if posixpath.normpath(path) != path or not path.startswith(FOLDERS) or len(path) > 255:
        raise Http404
    if not (is_public(path) or on_the_desk(request.user)):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    return response
