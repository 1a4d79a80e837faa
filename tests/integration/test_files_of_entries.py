"""Pictures and attachments are public for as long as their entry, to the second, and as they were approved."""

import datetime
import json

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from cms.media.models import Attachment, Picture
from cms.register import verbs
from cms.register.models import EntryFile
from tests.factories import cases
from tests.integration.answers import status
from tests.integration.test_uploads import picture as picture_bytes


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def make_picture(name="江边.jpg"):
    """A stored picture."""
    return Picture.objects.create(title="江边", file=ImageFile(ContentFile(picture_bytes(), name), name))


def make_document(text="决定书正文", name="决定书.txt"):
    """A stored attachment."""
    return Attachment.objects.create(title="决定书", file=ContentFile(text.encode(), name))


@pytest.fixture
def entry(tree):
    """A public case with a picture at its head, one in its text, and an attachment."""
    image = make_picture()
    content = [
        {
            "type": "picture",
            "value": {
                "image": {"image": make_picture("码头.jpg").pk, "alt_text": "码头", "decorative": False},
                "caption": "",
            },
        },
        {"type": "attachment", "value": {"document": make_document().pk, "title": ""}},
    ]
    body = json.dumps([{"type": "situation", "value": {"content": content}}])
    return verbs.publish(cases.punishment(tree.scjg, picture=image, body=body))


@pytest.fixture
def addresses(entry):
    """The addresses of everything the entry shows."""
    document = Attachment.objects.get()
    files = [f"/media/{name}" for name in entry.files.filter(sha1="").values_list("name", flat=True)]
    assert len(files) == 3  # small, at the head, in the text
    return [*files, document.url]


def test_public_while_the_entry_is_and_gone_at_its_last_second(entry, addresses, client):
    assert [status(client, address) for address in addresses] == [200] * 4
    with time_machine.travel(entry.visible_until - datetime.timedelta(seconds=1), tick=False):
        assert [status(client, address) for address in addresses] == [200] * 4
    with time_machine.travel(entry.visible_until, tick=False):
        assert [status(client, address) for address in addresses] == [404] * 4


@pytest.mark.parametrize("verb", [verbs.suspend, verbs.dispute])
def test_follow_the_entrys_state(entry, addresses, client, verb):
    verb(entry, why="核查")
    expected = 200 if verb is verbs.dispute else 404
    assert {status(client, address) for address in addresses} == {expected}


def test_nothing_of_a_draft(tree, client):
    page = cases.punishment(tree.scjg, picture=make_picture())
    rendition = page.picture.get_rendition("width-1200|format-webp")
    assert status(client, rendition.url) == 404
    assert status(client, page.picture.file.url) == 404


def test_the_desk_sees_the_pictures_of_drafts(tree, client, editor):
    rendition = make_picture().get_rendition("max-165x165")
    client.force_login(editor)
    assert status(client, rendition.url) == 200


def test_what_another_visible_entry_shows_stays(entry, addresses, tree, client):
    other = verbs.publish(cases.honour(tree.scjg, picture=entry.page.specific.picture))
    verbs.end(entry, reason="repaired", why="修复")
    shown = set(other.files.values_list("name", flat=True))
    for address in addresses:
        assert status(client, address) == (200 if address.removeprefix("/media/") in shown else 404)


def test_an_attachment_exchanged_after_the_approval_is_not_served(entry, addresses, client):
    document = Attachment.objects.get()
    document.file = ContentFile("身份证号".encode(), "决定书.txt")
    document.file_hash = ""
    document.save()
    assert status(client, document.url) == 404


def test_a_correction_takes_away_what_it_no_longer_shows(entry, addresses, client):
    page = entry.page.specific
    page.picture = None
    page.body = cases.body("situation", "更正后的正文。")
    page.save_revision()
    cases.reviewed(page)
    verbs.correct(entry, what="删去附件。")
    assert not EntryFile.objects.exists()
    assert {status(client, address) for address in addresses} == {404}
