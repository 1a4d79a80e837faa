"""Every page of the admin opens for an administrator, and speaks Chinese."""

import json
import re
from html.parser import HTMLParser

import pytest

from cms.rules.models import Field
from tests.factories import site
from tests.integration.admin_addresses import NOT_OPENED, POST_ONLY, addresses, group_of, make_samples, patterns
from tests.integration.answers import read

PATTERNS = sorted({(route, name, arguments) for route, name, arguments in patterns() if name not in NOT_OPENED})
GROUPS = sorted({group_of(route) for route, _name, _arguments in PATTERNS})
# Refused or unanswered on purpose, to an administrator too.
EXPECTED = {
    **{name: {405} for name in POST_ONLY},
    "wagtailimages:url_generator": {404},  # pictures are not resized by address
    "wagtailimages:url_generator_output": {404},
    "wagtailsettings:preview_on_edit": {404},  # the site's marks have no preview
    "wagtailadmin_block_preview": {404},  # asks for a block by a number that only a script knows
}
# Names of formats, keys and things that stay as they are in Chinese text.
FORMATS = "SHA URL URLs HTML JPG JPEG PNG GIF WEBP WebP PDF DOCX XLSX CSV JSON TXT ZIP TSV ICP UTF GB18030"
VIDEO = "MP MP4 WebM WebVTT WEBVTT VTT vtt"
KEYS = "Ctrl Shift Alt Cmd Esc JavaScript"
NAMES = "root scjg fgw baisha localhost"
ALLOWED = {*FORMATS.split(), *VIDEO.split(), *KEYS.split(), *NAMES.split()}
# Addresses, e-mails, document numbers, file names and codes are no prose.
NO_PROSE = re.compile(
    r"https?://\S+|(?<![A-Za-z<])/[\w\-/.]+|\S+@\S+|\b[0-9A-Z]{10,18}\b|\b[\w\-]+\.(?:png|jpg|webp|pdf|docx|txt|csv|xlsx)\b"
    r"|\b[a-z0-9]+(?:[-_.][a-z0-9]+)+\b|\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b"
)
SPOKEN = ("title", "aria-label", "placeholder", "alt", "aria-description")
UNSEEN = {"script", "style", "svg"}


class Reader(HTMLParser):
    """Collects what is seen or read aloud."""

    def __init__(self):
        super().__init__()
        self.texts, self.unseen, self.hidden = [], 0, False

    def handle_starttag(self, tag, attrs):
        """Keeps the attributes that speak, and the words on buttons."""
        attrs = dict(attrs)
        self.unseen += tag in UNSEEN
        self.hidden = "hidden" in attrs
        self.texts += [attrs[name] for name in SPOKEN if attrs.get(name)]
        if tag == "input" and attrs.get("type") in {"submit", "button"}:
            self.texts.append(attrs.get("value") or "")

    def handle_endtag(self, tag):
        """Comes back to what is seen."""
        self.unseen -= tag in UNSEEN

    def handle_data(self, data):
        """Keeps text, but for what stands straight in a hidden element."""
        if not self.unseen and not self.hidden:
            self.texts.append(data)
        self.hidden = False


def html_of(response):
    """The HTML of an answer: of the page, or within the JSON of a dialog; empty for other kinds."""
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        return response.content.decode()
    if kind.startswith("application/json") or kind.startswith("text/javascript"):
        try:
            data = json.loads(response.content)
        except ValueError:
            return ""
        return data.get("html") or "" if isinstance(data, dict) else ""
    return ""


def english(html, names=ALLOWED):
    """The pieces of seen text with a Latin word of three letters or more that is no name."""
    reader = Reader()
    reader.feed(html)
    # The menu is drawn by a script from this data.
    for props in re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL):
        reader.texts += [json.loads(f'"{text}"') for text in re.findall(r'"(?:label|footer_text)": "([^"]*)"', props)]
    found = []
    for text in reader.texts:
        words = [word for word in re.findall(r"[A-Za-z]{3,}", NO_PROSE.sub(" ", text)) if word not in names]
        if words:
            found.append(" ".join(text.split())[:100])
    return found


@pytest.fixture
def samples(tree, client):
    """Sample objects, and the administrator signed in."""
    user = site.make_user(None, username="root", superuser=True)
    client.force_login(user)
    return make_samples(tree, user)


@pytest.mark.parametrize("group", GROUPS)
def test_every_address_opens_and_speaks_chinese(group, samples, client):
    faults = []
    names = ALLOWED | set(Field.objects.values_list("code", flat=True))
    for route, name, arguments in PATTERNS:
        if group_of(route) != group:
            continue
        for address in addresses(name, arguments, samples):
            response = client.get(address)
            if response.status_code not in EXPECTED.get(name, range(200, 400)):
                faults.append(f"{response.status_code} {address} {name}")
            if response.streaming:
                read(response)
            faults += [f"{address}: {text}" for text in dict.fromkeys(english(html_of(response), names))]
    assert not faults, "\n".join(faults)


def test_what_is_not_opened_is_named_and_still_there():
    named = {name for _route, name, _arguments in patterns()}
    assert set(NOT_OPENED) <= named
    assert len(NOT_OPENED) <= 10


def test_the_reader_sees_what_people_see():
    """What the tests above rest on."""
    html = '<p title="Bad">好</p><script>let x</script><input type="submit" value="Send"><svg><title>Icon</title></svg>'
    assert english(html) == ["Bad", "Send"]
    assert english("<p>Wagtail</p><p>https://example.org/path URL photo.png</p>") == ["Wagtail"]
