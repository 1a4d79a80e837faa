"""Pictures for the demo: a quiet river landscape for each key, drawn with Pillow and always the same."""

import math
import random
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw, ImageFilter

from cms.media.models import Picture

SIZE = (1440, 900)
# Sky above, sky below, and the hills from far to near.
PALETTES = [
    ((226, 236, 233), (246, 240, 226), [(176, 203, 199), (124, 168, 166), (66, 122, 122), (15, 82, 87)]),
    ((233, 238, 240), (250, 233, 214), [(199, 205, 198), (150, 174, 160), (88, 132, 114), (31, 107, 69)]),
    ((220, 231, 238), (240, 244, 240), [(170, 192, 206), (116, 150, 172), (64, 106, 132), (24, 66, 92)]),
    ((240, 234, 224), (252, 246, 234), [(214, 198, 170), (178, 158, 120), (116, 120, 92), (46, 84, 76)]),
]


def draw(key):
    """A landscape for `key` as a Pillow image of `SIZE`."""
    chance = random.Random(key)  # noqa: S311 - a drawing, not a secret
    top, bottom, hills = chance.choice(PALETTES)
    width, height = SIZE
    gradient = Image.linear_gradient("L").resize(SIZE)
    image = Image.composite(Image.new("RGB", SIZE, bottom), Image.new("RGB", SIZE, top), gradient)
    sun = Image.new("L", SIZE, 0)
    x, y, radius = chance.randint(250, width - 250), chance.randint(170, 300), chance.randint(48, 84)
    ImageDraw.Draw(sun).ellipse((x - radius, y - radius, x + radius, y + radius), fill=200)
    image.paste((255, 250, 238), mask=sun.filter(ImageFilter.GaussianBlur(2)))
    pen = ImageDraw.Draw(image)
    for number, colour in enumerate(hills):
        base = height * (0.48 + 0.13 * number)
        waves = [
            (chance.uniform(40, 90) / (n + 1), chance.uniform(0.6, 1.5) * (n + 1), chance.uniform(0, 6.3))
            for n in range(3)
        ]
        ridge = [
            (px, base - sum(size * math.sin(px / width * math.tau * pace + phase) for size, pace, phase in waves))
            for px in range(0, width + 8, 8)
        ]
        pen.polygon([(0, height), *ridge, (width, height)], fill=colour)
    river = [(width * (0.30 + 0.22 * math.sin(step / 9)) + step * 9, height - 10 * step) for step in range(16)]
    left = [(px - (16 - step) * 13, py) for step, (px, py) in enumerate(river)]
    right = [(px + (16 - step) * 13, py) for step, (px, py) in enumerate(river)]
    pen.polygon([*left, *right[::-1]], fill=bottom)
    return image.filter(ImageFilter.SMOOTH)


def demo_picture(key, *, title):
    """The stored picture for `key`, drawn where it is missing."""
    name = f"demo-{key}.jpg"
    existing = Picture.objects.filter(title=title[:255], file__contains=f"demo-{key}").first()
    if existing:
        return existing
    output = BytesIO()
    draw(key).save(output, "JPEG", quality=88)
    picture = Picture(title=title[:255], description="江津山水示意图", credit="示意图，由程序绘制")
    picture.file = ImageFile(output, name=name)
    picture.save()
    return picture
