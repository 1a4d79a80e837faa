"""The clock of the machine passes an entry's end, on a running site: every public address forgets the entry.

libfaketime moves the clock under the served process, which is neither stopped nor told.
"""

import datetime
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.browser.sites import RunningSite
from tests.public_addresses import Trace, addresses

VISIBLE = "state = 'published' AND visible_until > datetime('now', '+1 day')"
PATIENCE = 60  # seconds


def library():
    """The path of the library that moves the clock, as the command `faketime` knows it."""
    command = ["faketime", "-m", "now", "env"]
    variables = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.search(r"^LD_PRELOAD=(\S+)", variables, re.M)[1]


@pytest.fixture(scope="module")
def moved(sites, tmp_path_factory):
    """A site on a copy of the demo, and the file that says how far its clock is ahead."""
    folder = tmp_path_factory.mktemp("clock")
    offset = folder / "offset"
    offset.write_text("+0s\n")
    environment = {
        "LD_PRELOAD": library(),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "NO_FAKE_STAT": "1",
    }
    full = sites["full"]
    media = shutil.copytree(full.environment["MEDIA_ROOT"], folder / "media")
    site = RunningSite(folder / "site", database=full.database, media=media, environment=environment)
    site.start()
    yield site, offset
    site.stop()


def get(site, address):
    """`(status, text, date of the answer)` of an address; nothing is followed or kept."""
    quoted = urllib.parse.quote(address, safe="/?&=%#")
    try:
        with urllib.request.urlopen(site.url + quoted, timeout=PATIENCE) as answer:
            status, body, headers = answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        status, body, headers = error.code, error.read(), error.headers
    return status, body.decode("utf-8", "replace"), headers["Date"]


def trace_of(site, kind):
    """An entry of the kind with a subject, and where to look for it."""

    def first(column, table="register_entry", where="id"):
        return site.first(f"SELECT {column} FROM {table} WHERE {where} = ?", number)

    condition = f"{VISIBLE} AND kind = ? AND id IN (SELECT entry_id FROM register_entrysubject WHERE code <> '')"
    number = site.first(f"SELECT id FROM register_entry WHERE {condition} ORDER BY thumbnail = '', id LIMIT 1", kind)
    files = first("coalesce(group_concat('/media/' || name, char(10)), '')", "register_entryfile", "entry_id")
    entries = "id IN (SELECT page_id FROM register_entry)"
    frames, pages = (
        site.first(
            f"SELECT group_concat(substr(url_path, 6), char(10)) FROM wagtailcore_page WHERE depth > 1 AND {which}"
        )
        for which in (f"NOT {entries}", entries)
    )
    trace = Trace(
        name=first("name", "register_entrysubject", "entry_id"),
        code=first("code", "register_entrysubject", "entry_id"),
        document_number=first("document_number"),
        path=first("path"),
        verification=first("code"),
        words=(first("title"), str(first("year"))),
        files=tuple(name for name in files.split("\n") if name.startswith("/media/images/")),
        frames=tuple(frames.split("\n")),
        pages=tuple(pages.split("\n")),
    )
    return trace, datetime.datetime.fromisoformat(first("visible_until")).replace(tzinfo=datetime.UTC)


def shown(site, trace):
    """The addresses that show the entry or one of its files."""
    found = set()
    for address in addresses(trace):
        status, text, _date = get(site, address)
        assert status < 500, f"{status} {address}"
        left = [word for word in trace.left_in(text, address) if word != trace.words[-1]]
        if left or (address.split("?")[0] in trace.files and status == 200):
            found.add(address)
    return found


@pytest.mark.browser
def test_every_public_address_forgets(moved):
    site, offset = moved
    trace, ends = trace_of(site, "punishment")
    before = shown(site, trace)
    for address in (trace.path, "/board/", "/lookup/", "/search/", f"/verify/{trace.verification}/", *trace.files):
        assert any(other.startswith(address) for other in before), f"{address} does not show it to begin with"
    ahead = (ends - datetime.datetime.now(datetime.UTC)).total_seconds()
    offset.write_text(f"+{int(ahead) + 1}s\n")
    status, _text, date = get(site, trace.path)
    assert status == 410
    assert ends.strftime("%d %b %Y") in date, "the clock of the site did not move"
    assert shown(site, trace) == set()
