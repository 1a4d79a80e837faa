"""The Chinese fonts of this machine, for what the server itself draws."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

# Where Debian, Fedora, macOS and Windows keep fonts with all Chinese characters: first the bold, then the regular one.
BOLD = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)
REGULAR = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
SIMPLIFIED = 2  # the face of a Noto collection with the glyphs of mainland China


@cache
def path(*, bold=False):
    """The file of the font, or None where this machine has none of them."""
    candidates = (*BOLD, *REGULAR) if bold else REGULAR
    return next((name for name in candidates if Path(name).is_file()), None)


def has_any():
    """Whether this machine can draw Chinese."""
    return path() is not None


@cache
def font(size, *, bold=False):
    """The font in `size` pixels."""
    name = path(bold=bold)
    return ImageFont.truetype(name, size, index=SIMPLIFIED if "CJK" in name else 0)
