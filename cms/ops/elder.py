"""Elder mode (适老化, 无障碍环境建设法 32): every public page stands below `/elder/` as well, large and plain.

The address alone keeps the mode, without a cookie: links and forms of a page below `/elder/` lead to pages below it.
"""

import re

from django.http import Http404

PREFIX = "/elder"
DESK = "/admin/"
TAG = re.compile(r"<(?:a|area|form)\b[^>]*>")
# Files are the same for everyone, and so are what stands on the desk and what programs read.
ADDRESS = re.compile(r'\b(href|action)="(/(?!/|admin/|api/|static/|media/|documents/|elder/)[^"]*)"')
STAYS = " data-plain"  # the mark of the link that leads out of the mode


def within(address):
    """The address below `/elder/` of an address from the site's root."""
    return f"{PREFIX}{address}"


def _rewritten(match):
    tag = match.group()
    return tag if STAYS in tag else ADDRESS.sub(rf'\1="{PREFIX}\2"', tag)


class ElderModeMiddleware:
    """Takes `/elder` off the address, marks the request, and puts it back into the links of the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Passes the request on; the desk has no elder mode (404)."""
        request.is_elder = request.path_info.startswith(f"{PREFIX}/")
        if not request.is_elder:
            return self.get_response(request)
        request.path_info = request.path = request.path_info.removeprefix(PREFIX)
        if request.path_info.startswith((DESK, f"{PREFIX}/")):
            raise Http404
        response = self.get_response(request)
        if (
            "Location" in response
            and response["Location"].startswith("/")
            and not response["Location"].startswith("//")
        ):
            response["Location"] = within(response["Location"])
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = TAG.sub(_rewritten, response.text)
            if "Content-Length" in response:
                response["Content-Length"] = len(response.content)
            # The page itself is indexed under its own address.
            robots = [response.get("X-Robots-Tag", ""), "noindex"]
            response["X-Robots-Tag"] = ", ".join(dict.fromkeys(", ".join(filter(None, robots)).split(", ")))
        return response
