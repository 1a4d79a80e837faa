"""Serves what may be fetched of the media folder."""

import posixpath

from django.conf import settings
from django.http import Http404
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images import get_image_model

from cms.media.ranges import in_part
from cms.media.seeing import files_seen_by
from cms.register.files import kinds_that_show
from cms.register.vocabulary import Kind

# Renditions of pictures and avatars of the desk; originals and attachments are not reachable here.
PORTRAITS = "avatar_images/"
FOLDERS = ("images/", PORTRAITS)


def on_the_desk(user):
    """Whether the user works on the desk, where drafts show their pictures and files."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def rendition(request, path):
    """A rendition of a picture: for the public while a visible entry shows it, for the desk always; otherwise 404."""
    # Django's view resolves `..` after we looked, so that images/../original_images/ would lead to the originals.
    if posixpath.normpath(path) != path or not path.startswith(FOLDERS) or len(path) > 255:
        raise Http404
    kinds = kinds_that_show(path)
    if not (kinds or _seen_on_the_desk(request.user, path)):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["X-Content-Type-Options"] = "nosniff"
    return _kept_from_engines(response, kinds)


def _seen_on_the_desk(user, path):
    """Drafts show their pictures to who may know of them; everyone has a portrait."""
    if not on_the_desk(user):
        return False
    if path.startswith(PORTRAITS):
        return True
    pictures = files_seen_by(user, get_image_model())
    return pictures.filter(renditions__file=path).exists()


def document(request, document_id, filename):
    """An attachment, as Wagtail serves it (see the hook `only_what_is_public`)."""
    response = serve_document(request, document_id, filename)
    attachment = get_document_model().objects.get(pk=document_id)
    response = in_part(request, response, attachment.file)
    return _kept_from_engines(response, kinds_that_show(attachment.file.name, attachment.get_file_hash()))


def _kept_from_engines(response, kinds):
    """Search engines keep no file of a punishment case, nor one that no public page shows."""
    if not kinds or Kind.PUNISHMENT in kinds:
        response["X-Robots-Tag"] = "noindex, noarchive"
    return response
