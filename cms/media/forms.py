"""The form of a picture on the desk."""

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureFileField(WagtailImageField):
    """Wagtail's field, which answers with an error page where a file stops within the head of a picture."""

    def check_image_pixel_size(self, f):
        """Raises ValidationError also for a file whose size in pixels cannot be read."""
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form with the field above."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):  # the form after a multiple upload asks for texts only
            self.fields["file"] = PictureFileField(
                label=stock.label, help_text=stock.help_text, required=stock.required, widget=stock.widget
            )
