"""The poster of a campaign page, drawn by Pillow from what was approved: its picture, its words, and the code to verify."""

import datetime
import hashlib
from io import BytesIO

import segno
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageOps

from cms.ops.models import SiteMarks
from cms.printing.fonts import font

DRAWING = 1  # counted up when the drawing changes: kept posters are drawn again
PAPER, INK, QUIET, BRAND, ON_BRAND = (255, 255, 255), (28, 33, 38), (85, 96, 106), (15, 82, 87), (243, 251, 250)
PICTURE = 0.46  # of the height
NEVER_FIRST = "、，。；：！？”’）》】〕…—,.;:!?)%"  # what no line begins with


def poster(entry, size):
    """The JPEG of `entry` (a campaign) in `size` (a `PosterSize`): drawn once for each content, kept in the media folder."""
    marks = SiteMarks.cached()
    words = "\n".join([entry.content.sha256, entry.code, marks.name, marks.maintainer, str(DRAWING)])
    name = f"posters/{hashlib.sha256(words.encode()).hexdigest()[:32]}-{size.name}.jpg"
    if not default_storage.exists(name):
        file = BytesIO()
        draw(entry, size).save(file, "JPEG", quality=88, dpi=(size.dpi, size.dpi), optimize=True)
        file.seek(0)
        default_storage.save(name, file)
    with default_storage.open(name) as kept:
        return kept.read()


def draw(entry, size):
    """The poster as a Pillow image."""
    facts = entry.content.facts
    image = Image.new("RGB", (size.width, size.height), PAPER)
    pen = ImageDraw.Draw(image)
    unit = size.width // 40
    top = _head(image, pen, facts, size, unit)
    inner = size.width - 6 * unit
    foot = size.height - 9 * unit
    words = [
        (facts["day"], 2, False, BRAND, 1),
        (entry.title, 4, True, INK, 3),
        (facts.get("theme") and _("Theme: %(theme)s") % {"theme": facts["theme"]}, 2, False, QUIET, 2),
    ]
    y = top + 2 * unit
    for text, scale, bold, colour, most in words:
        y = write(pen, text, (3 * unit, y), inner, font(int(scale * unit), bold=bold), colour, most=most)
    y += unit
    pen.line((3 * unit, y, size.width - 3 * unit, y), fill=BRAND, width=max(2, unit // 8))
    y += unit
    for text in (when(facts), facts.get("place"), facts.get("organisers")):
        if text and y < foot - 3 * unit:
            y = write(pen, text, (3 * unit, y), inner, font(int(1.6 * unit)), INK, most=2)
    _foot(image, pen, entry, size, unit)
    return image


def when(facts):
    """The days of an edition in words."""
    first, last = (datetime.date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on"))
    return " – ".join(date_format(day, "DATE_FORMAT") for day in dict.fromkeys((first, last)))


def write(pen, text, at, width, face, colour, *, most):
    """Writes `text` from the corner `at`, broken to `width`, in at most `most` lines; returns where the next may begin."""
    x, y = at
    step = int(face.size * 1.4)
    for line in broken(text, face, width, most):
        pen.text((x, y), line, font=face, fill=colour)
        y += step
    return y


def broken(text, face, width, most):
    """The lines of `text`; the last one ends with … where more would follow."""
    lines = [""]
    for char in text or "":
        if face.getlength(lines[-1] + char) > width and char not in NEVER_FIRST:
            lines.append("")
        lines[-1] += char
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1][:-1]}…"
    return [line for line in lines if line]


def _head(image, pen, facts, size, unit):
    """The picture over the full width, or a plain field with the day's name; returns where it ends."""
    height = int(size.height * PICTURE)
    picture = facts.get("picture")
    name = picture and picture["url"].removeprefix(settings.MEDIA_URL)
    if name and default_storage.exists(name):
        with default_storage.open(name) as file, Image.open(file) as photograph:
            image.paste(ImageOps.fit(photograph.convert("RGB"), (size.width, height)), (0, 0))
    else:
        pen.rectangle((0, 0, size.width, height), fill=BRAND)
        face = font(int(5 * unit), bold=True)
        write(pen, facts["day"], (3 * unit, height // 2 - 4 * unit), size.width - 6 * unit, face, ON_BRAND, most=2)
    pen.rectangle((0, height, size.width, height + unit // 2), fill=BRAND)
    return height + unit // 2


def _foot(image, pen, entry, size, unit):
    """Who publishes, and the code by which the poster is verified."""
    marks = SiteMarks.cached()
    edge = 6 * unit
    top = size.height - 9 * unit
    pen.rectangle((0, top, size.width, size.height), fill=BRAND)
    png = BytesIO()
    segno.make(f"{settings.SITE_URL}{entry.verify_url}", error="m").save(png, kind="png", border=2, scale=8)
    with Image.open(png) as code:
        square = code.convert("RGB").resize((edge, edge), Image.Resampling.NEAREST)
    image.paste(square, (size.width - 3 * unit - edge, top + int(1.5 * unit)))
    inner = size.width - edge - 8 * unit
    y = write(pen, marks.name, (3 * unit, top + int(1.2 * unit)), inner, font(int(2.2 * unit), bold=True), ON_BRAND, most=1)
    y = write(pen, marks.maintainer, (3 * unit, y), inner, font(int(1.2 * unit)), ON_BRAND, most=1)
    told = _("Verification code %(code)s") % {"code": entry.code}
    write(pen, told, (3 * unit, y), inner, font(int(1.2 * unit)), ON_BRAND, most=1)
