"""Who may download an attachment, and who finds which files."""

from django.http import Http404
from wagtail import hooks
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from cms.media.api import AttachmentsAdminAPIViewSet, PicturesAdminAPIViewSet
from cms.media.seeing import files_seen_by
from cms.media.views import on_the_desk
from cms.register.files import is_public


@hooks.register("before_serve_document")
def only_what_is_public(document, request):
    """The public gets an attachment while a visible entry shows it as it was approved (404 otherwise).

    On the desk it is for who may know of it.
    """
    if is_public(document.file.name, document.get_file_hash()):
        return
    seen = files_seen_by(request.user, type(document))
    if not (on_the_desk(request.user) and seen.filter(pk=document.pk).exists()):
        raise Http404


@hooks.register("construct_admin_api", order=1000)
def files_of_the_own_room(router):
    """In the place of Wagtail's."""
    router.register_endpoint("images", PicturesAdminAPIViewSet)
    router.register_endpoint("documents", AttachmentsAdminAPIViewSet)


@hooks.register("register_admin_urls")
def no_tags():
    """Takes the tags away: all units would share them, and a tag can carry a name. Called once all apps are ready."""
    for model in ("picture", "attachment"):
        bulk_action_registry.get_bulk_actions_for_model("media", model)  # reads them in
        bulk_action_registry.actions["media"][model].pop("add_tags", None)
    return []
