"""Who may download an attachment."""

from django.http import Http404
from wagtail import hooks

from cms.media.views import on_the_desk
from cms.register.files import is_public


@hooks.register("before_serve_document")
def only_what_is_public(document, request):
    """The public gets an attachment while a visible entry shows it as it was approved (404 otherwise)."""
    if not (is_public(document.file.name, document.get_file_hash()) or on_the_desk(request.user)):
        raise Http404
