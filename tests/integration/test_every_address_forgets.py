"""At the second of its end an entry is gone from every public address of the URL conf.

Nothing runs meanwhile: no scheduler, no housekeeping, no index, and caches stay as they are
(信用信息修复管理办法; domain rules §4: whether a case may be seen is decided when it is read).
"""

import datetime
import json

import pytest
import time_machine
from django.urls import get_resolver, path
from wagtail.models import Page

from cms import clock
from cms.register import verbs
from tests import public_addresses
from tests.factories import cases
from tests.integration.answers import read
from tests.integration.test_files_of_entries import make_document, make_picture
from tests.public_addresses import Trace, addresses

NAME, TITLE, PROSE = "江津区鼍鼓乐器有限公司", "鼍鼓标题", "鼍鼓正文"
SECOND = datetime.timedelta(seconds=1)
# What shows an entry of any kind.
EVERY = [
    "/",
    "/search/",
    "/search/suggest/",
    "/verify/",
    "/api/v1/entries",
    "/api/v1/entries/by-path",
    "/api/v1/entries/",
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def body(kind, picture, document):
    """A text with a picture and an attachment."""
    content = [
        {"type": "text", "value": f"<p>{PROSE}</p>"},
        {
            "type": "picture",
            "value": {"image": {"image": picture.pk, "alt_text": "码头", "decorative": False}, "caption": ""},
        },
        {"type": "attachment", "value": {"document": document.pk, "title": ""}},
    ]
    return json.dumps([{"type": kind, "value": {"content": content}}])


def make(kind, tree):
    """A public entry of the kind, with files, that ends by the clock."""
    document = make_document(name="鼍鼓决定书.txt")
    if kind == "policy":
        ends = clock.now() + datetime.timedelta(days=40)
        page = cases.policy(title=f"关于{NAME}的{TITLE}", summary=PROSE, expire_at=ends)
    else:
        factory, section = {
            "punishment": (cases.punishment, "situation"),
            "honour": (cases.honour, "highlights"),
        }[kind]
        fields = {"valid_years": 1} if kind == "honour" else {}
        page = factory(
            tree.scjg,
            subject=NAME,
            title=f"{NAME}{TITLE}",
            document_number="津鼍鼓〔2026〕8号",
            picture=make_picture(),
            body=body(section, make_picture("码头.jpg"), document),
            **fields,
        )
    return verbs.publish(page), document


def trace_of(entry, document):
    """What to look for."""
    files = [f"/media/{file.name}" for file in entry.files.filter(sha1="")]
    files += [document.url] if entry.files.exclude(sha1="").exists() else []
    subject = entry.subjects.first()
    return Trace(
        name=NAME,
        code=subject.code if subject else "",
        document_number=entry.document_number,
        path=entry.path,
        verification=entry.code,
        words=(TITLE, PROSE, str(entry.year)),
        files=tuple(files),
        frames=tuple(url for page in Page.objects.filter(depth__gt=1) if (url := page.get_url())),
    )


def ask(client, address, copies):
    """`(status, body)` of an address, asked as a browser would that keeps copies: with the tag of an earlier answer,
    whose body it shows again where that is said to be unchanged."""
    tag, kept = copies.get(address, (None, ""))
    answer = client.get(address, headers={"if-none-match": tag} if tag else None)
    body = kept if answer.status_code == 304 else read(answer).decode("utf-8", "replace")
    copies[address] = answer.headers.get("ETag"), body
    return answer.status_code, body


def shown(trace, client, copies):
    """The addresses that show anything of the entry, with what they show; files show themselves."""
    found = {}
    for address in addresses(trace):
        status, text = ask(client, address, copies)
        assert status < 500, address
        left = [word for word in trace.left_in(text, address) if word != trace.words[-1]]
        if address.split("?")[0] in trace.files and status != 404:
            left.append(f"the file itself ({status})")
        if left:
            found[address] = left
    return found


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("punishment", ["/board/", "/lookup/", "/units/scjg/", "/units/scjg/feed.atom", "/api/v1/lookup", *EVERY]),
        ("honour", ["/honours/", "/lookup/", "/units/scjg/", "/honours/feed.atom", "/api/v1/lookup", *EVERY]),
        ("policy", ["/policies/", "/policies/export.csv", *EVERY]),
    ],
)
def test_the_end_by_the_clock(tree, client, kind, least):
    entry, document = make(kind, tree)
    trace, copies = trace_of(entry, document), {}
    with time_machine.travel(entry.visible_until - SECOND, tick=False):
        before = shown(trace, client, copies)
    for address in [*least, entry.path, *trace.files]:
        assert any(other.startswith(address) for other in before), f"{address} does not show the entry to begin with"
    with time_machine.travel(entry.visible_until, tick=False):
        assert shown(trace, client, copies) == {}
        assert client.get(entry.path).status_code == 410


@pytest.mark.parametrize(("verb", "status"), [("end", 410), ("suspend", 404)])
def test_the_end_by_an_act(tree, client, verb, status):
    entry, document = make("punishment", tree)
    trace, copies = trace_of(entry, document), {}
    assert entry.path in shown(trace, client, copies)
    if verb == "end":
        verbs.end(entry, reason="repaired", why="信用修复")
    else:
        verbs.suspend(entry, why="法院裁定")
    assert shown(trace, client, copies) == {}
    assert client.get(entry.path).status_code == status


def test_an_address_nobody_thought_of_fails_this_module(tree, monkeypatch):
    """The list is the URL conf itself: an address added tomorrow cannot be forgotten here."""
    entry, document = make("punishment", tree)
    new = path("nobody/<str:kind>/", lambda request, kind: None, name="nobody")
    patterns = [*get_resolver().url_patterns, new]
    monkeypatch.setattr(public_addresses, "get_resolver", lambda: type("Conf", (), {"url_patterns": patterns}))
    with pytest.raises(LookupError, match="nobody"):
        addresses(trace_of(entry, document))
