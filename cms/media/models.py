"""Pictures and attachments. A stored picture carries none of the metadata it came with."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.media.reencode import without_metadata
from cms.media.videos import problem_of


class Picture(AbstractImage):
    """A picture, re-encoded when it is uploaded: photographs carry positions, names and thumbnails."""

    credit = models.CharField(_("photo credit"), max_length=120, blank=True)

    # Without tags: all units would share them, and a tag can carry a name.
    admin_form_fields = (*(name for name in WagtailImage.admin_form_fields if name != "tags"), "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def clean(self):
        """Raises ValidationError for a file that starts like a picture and cannot be read to its end."""
        super().clean()
        try:
            self._re_encode()
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            raise ValidationError(
                {"file": _("This file is damaged: the picture cannot be read to its end.")}
            ) from error

    def _re_encode(self):
        """Replaces a new file by one without metadata, once."""
        if self.file and not self.file._committed and not getattr(self.file.file, "re_encoded", False):
            clean = without_metadata(self.file)
            clean.re_encoded = True
            self.file = clean
            self._set_image_file_metadata()

    def save(self, *args, **kwargs):
        """Stores the picture without its metadata whenever a new file came with it, also from a shell."""
        self._re_encode()
        super().save(*args, **kwargs)

    @property
    def alternative(self):
        """The text that stands for the picture."""
        return self.description or self.title

    def as_fact(self):
        """The picture in page width, as a registered page's facts keep it."""
        rendition = self.get_rendition("width-1200|format-webp")
        size = {"width": rendition.width, "height": rendition.height}
        return {"url": rendition.url, "alt": self.alternative, "credit": self.credit, **size}

    def as_thumbnail(self):
        """The register's columns for the small picture of lists."""
        url = self.get_rendition("fill-640x400|format-webp").url
        return {"thumbnail": url, "thumbnail_alt": self.alternative}


class PictureRendition(AbstractRendition):
    """A picture in the size and format a page shows."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]

    def __str__(self):
        return self.file.name


def sha256_of(document):
    """The SHA-256 of an attachment's bytes as it stands in the storage, as 64 hexadecimal digits."""
    with document.file.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Attachment(AbstractDocument):
    """A document to download."""

    admin_form_fields = tuple(name for name in Document.admin_form_fields if name != "tags")

    def clean(self):
        """Raises ValidationError for a new video or caption file that is none, or that tells where it was filmed."""
        super().clean()
        if self.file and not self.file._committed and (problem := problem_of(self.file, self.file_extension.lower())):
            raise ValidationError({"file": problem})

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
