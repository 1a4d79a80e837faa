"""Writes a picture anew, so that no EXIF, position, comment or thumbnail survives the upload."""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence

# Telephones append depth maps and the like to a JPEG, which Pillow then calls by this name.
STILL = {"MPO": "JPEG"}
MAX_ANIMATED_PIXELS = 100_000_000  # over all frames, as they lie in memory side by side


def without_metadata(file):
    """A `ContentFile` with the same pixels and name as the open picture `file`, turned upright, nothing else.

    Animated GIF, PNG and WebP keep their frames up to `MAX_ANIMATED_PIXELS`, beyond that only the first. Raises what
    Pillow raises on a file that is not a picture; Wagtail's form has refused those before.
    """
    file.seek(0)
    output = BytesIO()
    with Image.open(file) as picture:
        kind = STILL.get(picture.format, picture.format)
        frames = getattr(picture, "n_frames", 1) if picture.format not in STILL else 1
        if 1 < frames <= MAX_ANIMATED_PIXELS // (picture.width * picture.height):
            _save_animation(picture, kind, output)
        else:
            picture.seek(0)
            _save_still(picture, kind, output)
    return ContentFile(output.getvalue(), name=Path(file.name).name)


def _save_animation(picture, kind, output):
    """All frames with their durations; copies, since Pillow reads comments again with every frame it seeks."""
    loop = {"loop": picture.info["loop"]} if "loop" in picture.info else {}
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(int(frame.info.get("duration", 100)))
        copy = frame.convert("RGBA")
        copy.info = {}
        frames.append(copy)
    options = {"duration": durations, **loop, **({"disposal": 2} if kind == "GIF" else {})}
    frames[0].save(output, format=kind, save_all=True, append_images=frames[1:], **options)


def _save_still(picture, kind, output):
    """The pixels alone; print colours become screen colours, as browsers show the former each in their own way."""
    upright = ImageOps.exif_transpose(picture)
    options = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    if "transparency" in upright.info:
        options["transparency"] = upright.info["transparency"]
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        clean.putpalette(upright.getpalette())
    clean.paste(upright)
    clean.save(output, format=kind, **options)
