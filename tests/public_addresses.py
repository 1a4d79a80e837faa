"""Every public address of the site, found from the URL conf: for tests that ask them all for one entry."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import URLResolver, get_resolver

DESK = ("admin/",)  # addresses for people who are signed in; everything else is public


@dataclass(frozen=True)
class Trace:
    """How an entry would show itself: words found nowhere else, and what it is looked for with."""

    name: str
    code: str
    document_number: str
    path: str
    verification: str
    words: tuple
    files: tuple = ()
    frames: tuple = ()  # the addresses of pages with lists
    pages: tuple = ()  # the addresses of other entries' pages, which take no question

    def left_in(self, body, address=""):
        """The words of the entry that stand in `body`, those asked for in `address` apart."""
        # A feed takes back what it once gave, by its address alone (RFC 6721).
        body = re.sub(r"<at:deleted-entry [^>]*>", "", body)
        parts = urlsplit(address)  # the page's own address stands in its links to other views of it
        asked = "".join([parts.path, *(value for _key, value in parse_qsl(parts.query))])
        words = {self.name, self.code, self.document_number, self.path, *self.words}
        return sorted(word for word in words if word and word not in asked and word in body)


LISTS = ("/board/", "/honours/", "/policies/")
FILES = ("export.csv", "export.xlsx", "export.json", "feed.atom")
# What stands in the place of each variable part of an address; a new address without a line here fails the tests.
FILLED = {
    "wagtaildocs_serve": lambda trace: [file for file in trace.files if file.startswith("/documents/")],
    "wagtaildocs_authenticate_with_password": lambda trace: ["/documents/authenticate_with_password/1/"],
    "media": lambda trace: [file for file in trace.files if file.startswith("/media/")],
    "deadlines-calendar": lambda trace: [f"/deadlines/{'x' * 32}.ics"],
    "receipt": lambda trace: [f"/receipt/{trace.verification}/"],
    "print-sheet": lambda trace: [f"/print/{trace.verification}/{name}/" for name in ("notice", "leaflet", "booklet")],
    "print-poster": lambda trace: [f"/print/{trace.verification}/poster-a4.jpg"],
    "verify": lambda trace: [f"/verify/{trace.verification}/"],
    "campaign-quiz": lambda trace: ["/campaigns/none/quiz/"],
    "campaign-sign-up": lambda trace: ["/campaigns/none/sign-up/"],
    "list-file": lambda trace: [f"{path}{file}" for path in (*LISTS, "/campaigns/", "/units/scjg/") for file in FILES],
    "entry": lambda trace: [f"/api/v1/entries/{trace.verification}"],
    "api-nothing": lambda trace: ["/api/v1/nothing"],
    "wagtail_serve": lambda trace: [trace.path, *trace.frames],
}


def questions(trace):
    """What may stand behind an address and lead to the entry."""
    return [
        {},
        *({"q": text} for text in (trace.name, trace.code, trace.document_number, trace.words[0])),
        *({"code": text} for text in (trace.code, trace.verification)),
        {"entry": trace.verification},
        {"name": trace.name},
        {"subject": trace.code},
        {"path": trace.path},
        {"order": "published"},
        {"order": "decided", "page": "1"},
        {"year": trace.words[-1]},
    ]


def routes(patterns=None, prefix=""):
    """Yields `(address or None where a part is variable, name)` of every public pattern of the URL conf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(DESK):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            variable = "<" in route or "(" in route or "^" in route
            yield (None if variable else f"/{route}"), pattern.name


def addresses(trace):
    """Every public address that could show the entry of `trace`; raises LookupError for one nobody can fill."""
    plain = []
    for address, name in routes():
        if address:
            plain.append(address)
        elif name in FILLED:
            plain += FILLED[name](trace)
        else:
            raise LookupError(f"the public address {name!r} needs a line in {__name__}.FILLED")
    found = dict.fromkeys(trace.pages)
    for address in plain:
        for question in questions(trace):
            found[f"{address}?{urlencode(question)}" if question else address] = None
    return list(found)
