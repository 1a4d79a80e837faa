"""A short video for the demo, made by Pillow alone: a lossy WebP picture is a key frame of VP8, which WebM carries."""

import io
import struct

from PIL import ImageDraw, ImageFont

from cms.media.demo_pictures import draw

SIZE = (1280, 720)
SECONDS = 3  # for which each picture is shown


def _size(number):
    """A length as EBML writes it, in eight bytes."""
    return (number | 1 << 56).to_bytes(8, "big")


def _element(name, *parts):
    data = b"".join(parts)
    return bytes.fromhex(name) + _size(len(data)) + data


def _number(name, value):
    return _element(name, value.to_bytes(4, "big"))


def _frame(key, number):
    """One picture as a key frame of VP8."""
    image = draw(f"{key}-{number}").resize(SIZE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 590, 1280, 720), fill=(15, 82, 87))
    pen.text((48, 624), f"{number} / 4", fill=(255, 255, 255), font=ImageFont.load_default(48))
    file = io.BytesIO()
    image.convert("RGB").save(file, "WEBP", quality=60)
    data = file.getvalue()
    return data[20 : 20 + int.from_bytes(data[16:20], "little")]


def webm(key, pictures=4):
    """The bytes of a WebM file that shows so many landscapes, one after the other."""
    head = _element(
        "1A45DFA3", _number("4286", 1), _number("42F7", 1), _number("42F2", 4), _number("42F3", 8),
        _element("4282", b"webm"), _number("4287", 2), _number("4285", 2),
    )  # fmt: skip
    length = struct.pack(">d", pictures * SECONDS * 1000)
    info = _element(
        "1549A966",
        _number("2AD7B1", 1_000_000),
        _element("4489", length),
        _element("4D80", b"demo"),
        _element("5741", b"demo"),
    )
    shape = _element("E0", _number("B0", SIZE[0]), _number("BA", SIZE[1]))
    track = _element("AE", _number("D7", 1), _number("73C5", 1), _number("83", 1), _element("86", b"V_VP8"), shape)
    clusters = [
        _element(
            "1F43B675",
            _number("E7", number * SECONDS * 1000),
            _element("A3", b"\x81\x00\x00\x80", _frame(key, number + 1)),
        )
        for number in range(pictures)
    ]
    return head + _element("18538067", info, _element("1654AE6B", track), *clusters)
