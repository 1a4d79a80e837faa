"""The admin's API of pictures and attachments, with what each person may know of; Wagtail's own gives all of them."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.media.seeing import files_seen_by


class SeenFilesMixin:
    """Asks who sees what."""

    def get_queryset(self):
        """As Wagtail's, within what is seen."""
        seen = files_seen_by(self.request.user, self.model)
        return super().get_queryset().filter(pk__in=seen.order_by().values("pk"))


class PicturesAdminAPIViewSet(SeenFilesMixin, ImagesAdminAPIViewSet):
    """Pictures."""


class AttachmentsAdminAPIViewSet(SeenFilesMixin, DocumentsAdminAPIViewSet):
    """Attachments."""
