"""The poster of a campaign page, drawn by Pillow from what was approved: picture, words, and the code to verify."""

import datetime
import hashlib
from dataclasses import dataclass
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
PICTURE = 0.37  # of the height
UNITS = 40  # to the width: everything is so many units large
MARGIN, FOOT, CODE = 3, 9, 6  # units
NEVER_FIRST = "、，。；：！？”’）》】〕…—,.;:!?)%"  # what no line begins with


def poster(entry, size):
    """The JPEG of `entry` (a campaign) in a `PosterSize`, as bytes: drawn once for its content, then kept."""
    marks = SiteMarks.cached()
    words = "\n".join([entry.content.sha256, entry.code, marks.name, marks.maintainer, str(DRAWING)])
    # In the media folder, but not in one that is served: only the view, which asks the register, reads it.
    name = f"posters/{hashlib.sha256(words.encode()).hexdigest()[:32]}-{size.name}.jpg"
    if not default_storage.exists(name):
        file = BytesIO()
        draw(entry, size, marks).save(file, "JPEG", quality=88, dpi=(size.dpi, size.dpi), optimize=True)
        file.seek(0)
        default_storage.save(name, file)
    with default_storage.open(name) as kept:
        return kept.read()


def when(facts):
    """The days of an edition in words."""
    first, last = (datetime.date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on"))
    return " – ".join(date_format(day, "DATE_FORMAT") for day in dict.fromkeys((first, last)))


def broken(text, face, width, most):
    """The lines of `text` in the font `face`, broken to `width` pixels; of `most` the last ends with … if cut."""
    lines = [""]
    for char in text:
        if face.getlength(lines[-1] + char) > width and char not in NEVER_FIRST:
            lines.append("")
        lines[-1] += char
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1][:-1]}…"
    return [line for line in lines if line]


@dataclass
class Column:
    """A column of text that grows downwards: its left edge, where the next line begins, and its width, in pixels."""

    pen: ImageDraw.ImageDraw
    x: int
    y: int
    width: int

    def write(self, text, face, colour, *, most=1):
        """Writes `text` in at most `most` lines; nothing where it is empty."""
        for line in broken(text or "", face, self.width, most):
            self.pen.text((self.x, self.y), line, font=face, fill=colour)
            self.y += int(face.size * 1.4)


def draw(entry, size, marks):
    """The poster as a Pillow image: above the picture, then what and when, at the foot who publishes and the code."""
    facts = entry.content.facts
    image = Image.new("RGB", (size.width, size.height), PAPER)
    pen = ImageDraw.Draw(image)
    unit = size.width // UNITS
    column = Column(pen, MARGIN * unit, 0, size.width - 2 * MARGIN * unit)
    _head(image, column, facts, unit)
    column.y += 2 * unit
    column.write(facts["day"], font(2 * unit), BRAND)
    column.write(entry.title, font(4 * unit, bold=True), INK, most=3)
    if facts.get("theme"):
        column.write(_("Theme: %(theme)s") % {"theme": facts["theme"]}, font(2 * unit), QUIET, most=2)
    column.y += unit
    pen.line((column.x, column.y, column.x + column.width, column.y), fill=BRAND, width=max(2, unit // 8))
    column.y += unit
    for text in (when(facts), facts.get("place"), facts.get("organisers")):
        if column.y < size.height - (FOOT + MARGIN) * unit:
            column.write(text, font(int(1.6 * unit)), INK, most=2)
    _foot(image, entry, marks, unit)
    return image


def _head(image, column, facts, unit):
    """The picture over the full width, or a plain field with the day's name."""
    height = int(image.height * PICTURE)
    picture = facts.get("picture")
    name = picture and picture["url"].removeprefix(settings.MEDIA_URL)
    if name and default_storage.exists(name):
        with default_storage.open(name) as file, Image.open(file) as photograph:
            image.paste(ImageOps.fit(photograph.convert("RGB"), (image.width, height)), (0, 0))
    else:
        column.pen.rectangle((0, 0, image.width, height), fill=BRAND)
        column.y = height // 2 - MARGIN * unit
        column.write(facts["day"], font(5 * unit, bold=True), ON_BRAND, most=2)
    column.y = height + unit // 2
    column.pen.rectangle((0, height, image.width, column.y), fill=BRAND)


def _foot(image, entry, marks, unit):
    """Who publishes, and the code by which the poster is verified."""
    edge, top = CODE * unit, image.height - FOOT * unit
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, top, image.width, image.height), fill=BRAND)
    png = BytesIO()
    segno.make(f"{settings.SITE_URL}{entry.verify_url}", error="m").save(png, kind="png", border=2, scale=8)
    with Image.open(png) as code:
        square = code.convert("RGB").resize((edge, edge), Image.Resampling.NEAREST)
    image.paste(square, (image.width - MARGIN * unit - edge, top + (FOOT - CODE) * unit // 2))
    column = Column(pen, MARGIN * unit, top + unit, image.width - edge - (2 * MARGIN + 2) * unit)
    column.write(marks.name, font(int(2.2 * unit), bold=True), ON_BRAND)
    column.write(marks.maintainer, font(int(1.2 * unit)), ON_BRAND)
    column.write(_("Verification code %(code)s") % {"code": entry.code}, font(int(1.2 * unit)), ON_BRAND)
