"""Errors as programs read them: problem documents (RFC 9457)."""

import json
from http.client import responses

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
# The documents tell the kinds of problem apart by status; what each means to the caller is said here and in the docs.
TITLES = {
    400: _("Parameters are wrong"),
    404: _("There is nothing at this address"),
    405: _("This API only reads"),
    410: _("The publication has ended"),
    429: _("Too many requests"),
    500: _("The site failed"),
}
DETAILS = {
    400: _("Nothing was read: mend the parameters named in “errors”."),
    404: _("It never was public, or is not at the moment."),
    405: _("Use GET or HEAD."),
    410: _("It was public once. Delete every copy of it."),
    429: _("Wait as many seconds as “Retry-After” says."),
    500: _("It is our fault and was logged; try again later."),
}


class Wrong(Exception):
    """The request's parameters are wrong: `faults` is a list of `(name, reason)`."""

    def __init__(self, faults):
        super().__init__(faults)
        self.faults = faults


class Gone(Exception):
    """What was asked for was public once and has ended."""


def problem(status, **members):
    """The problem document of a status; `members` are added to it."""
    about = {
        "type": "about:blank",
        "title": str(TITLES.get(status, responses.get(status, ""))),
        "status": status,
        "detail": str(DETAILS.get(status, "")),
    }
    text = json.dumps(about | members, ensure_ascii=False)
    return HttpResponse(text + "\n", content_type=CONTENT_TYPE, status=status)


def wrong(faults):
    """The document of status 400 that names each wrong parameter."""
    return problem(400, errors=[{"parameter": name, "reason": str(reason)} for name, reason in faults])
