"""Answers a part of a file where a part is asked for (RFC 9110 §14): players move within a video by it."""

import re

from django.http import HttpResponse, StreamingHttpResponse

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 64 * 1024


def asked_range(header, size):
    """First and last byte that `Range: header` asks for of a file of `size` bytes.

    None where all is to be answered (no range, several, or none that is understood); ValueError where the range lies
    outside of the file.
    """
    match = ONE.fullmatch(header or "")
    if not match or match.group() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        if not int(last) or not size:
            raise ValueError(header)
        return max(size - int(last), 0), size - 1
    if int(first) >= size:
        raise ValueError(header)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def in_part(request, response, file):
    """`response`, which would send the stored `file` whole, or in its place the part asked for (206, 416)."""
    if response.status_code != 200 or request.method not in {"GET", "HEAD"}:
        return response
    response["Accept-Ranges"] = "bytes"
    if_range = request.headers.get("If-Range")
    if if_range and if_range not in {response.get("ETag"), response.get("Last-Modified")}:
        return response  # the file changed since: a part of it would not fit to the rest
    size = file.size
    try:
        asked = asked_range(request.headers.get("Range"), size)
    except ValueError:
        _let_go(response)
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    if asked is None:
        return response
    first, last = asked
    part = StreamingHttpResponse(_bytes(file, first, last), status=206, headers=dict(response.headers))
    _let_go(response)
    part["Content-Length"] = str(last - first + 1)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _let_go(response):
    """Closes the file of an answer that is not sent. Closing the answer would end the request for Django."""
    if stream := getattr(response, "file_to_stream", None):
        stream.close()


def _bytes(file, first, last):
    left = last - first + 1
    with file.storage.open(file.name) as opened:
        opened.seek(first)
        while left and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
