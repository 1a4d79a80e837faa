"""Writes a picture anew, so that no EXIF, position or thumbnail survives the upload."""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageOps


def without_metadata(file):
    """A `ContentFile` with the same pixels and name as the open picture `file`, turned upright, nothing else.

    Animated GIF and WebP keep their frames. Raises what Pillow raises on a file that is not a picture; Wagtail's
    form has refused those before.
    """
    file.seek(0)
    with Image.open(file) as picture:
        kind = picture.format
        output = BytesIO()
        if getattr(picture, "n_frames", 1) > 1:
            picture.info = {key: picture.info[key] for key in ("duration", "loop") if key in picture.info}
            picture.save(output, format=kind, save_all=True, **picture.info)
        else:
            upright = ImageOps.exif_transpose(picture)
            clean = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                clean.putpalette(upright.getpalette())
            clean.paste(upright)
            options = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
            if "transparency" in upright.info:
                options["transparency"] = upright.info["transparency"]
            clean.save(output, format=kind, **options)
    return ContentFile(output.getvalue(), name=Path(file.name).name)
