"""What may be uploaded as a video or as its captions: the formats browsers play, without the place of filming."""

from django.utils.translation import gettext as _

HEAD = 256  # bytes at the beginning that tell the format
PIECE = 1024 * 1024
EBML = b"\x1a\x45\xdf\xa3"
# How telephones write down where a video was taken: QuickTime's and Android's atoms.
PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci")


def problem_of(file, extension):
    """A sentence that says what is wrong with the open `file` of that extension (lower case, no dot); "" for nothing.

    Files of other extensions are not looked at.
    """
    if extension not in {"mp4", "webm", "vtt"}:
        return ""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if extension == "vtt":
        is_captions = head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
        return "" if is_captions else _("This is no WebVTT file: its first line must be WEBVTT.")
    if extension == "webm":
        return "" if head.startswith(EBML) and b"webm" in head else _("This is no WebM video.")
    if head[4:8] != b"ftyp":
        return _("This is no MP4 video.")
    return _("This video tells where it was filmed. Export it anew without the location.") if _tells_place(file) else ""


def _tells_place(file):
    """Whether the description of an MP4 file (its box `moov`) holds a position; the pictures are passed over.

    A box that is cut off or goes beyond the file ends the search.
    """
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, name = int.from_bytes(file.read(4), "big"), file.read(4)
        size = int.from_bytes(file.read(8), "big") if size == 1 else size or end - at
        if size < 8:
            break
        if name in {b"moov", b"meta", b"udta", b"uuid"} and _holds(file, at, min(at + size, end)):
            file.seek(0)
            return True
        at += size
    file.seek(0)
    return False


def _holds(file, start, end):
    """Whether one of `PLACES` stands between two positions, read piece by piece with an overlap."""
    overlap = max(map(len, PLACES))
    for at in range(start, end, PIECE):
        file.seek(at)
        piece = file.read(min(PIECE + overlap, end - at))
        if any(mark in piece for mark in PLACES):
            return True
    return False
