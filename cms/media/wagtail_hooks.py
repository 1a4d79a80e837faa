"""Who may download an attachment."""

from django.http import Http404
from wagtail import hooks

from cms.register.models import Entry, EntryContent


@hooks.register("before_serve_document")
def only_what_is_public(document, request):
    """The public gets an attachment while a visible entry links to it (404 otherwise); the desk always does."""
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return
    link = f"/documents/{document.pk}/"
    if not EntryContent.objects.filter(entry__in=Entry.objects.visible(), html__contains=link).exists():
        raise Http404
