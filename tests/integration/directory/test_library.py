"""The library of posters and videos from outside: what is public now, and nothing that has ended."""

import json

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file

from campaigns.demo.video import webm
from cms import clock
from cms.media.models import Attachment, Picture
from cms.printing import fonts
from cms.register import verbs
from tests.factories import cases
from tests.integration.directory.conftest import DAY


@pytest.fixture
def film(db):
    """An uploaded video."""
    return Attachment.objects.create(title="短片", file=ContentFile(webm("x", pictures=1), name="film.webm"))


@pytest.fixture
def picture(db):
    """An uploaded picture."""
    return Picture.objects.create(title="江边", file=get_test_image_file())


def campaign(film=None, **fields):
    """A published campaign, with a video where there is one to show."""
    body = []
    if film:
        value = {"title": "三十秒看懂修复", "video": film.pk, "captions": None, "transcript": "", "image": None}
        body = [{"type": "video", "value": value}]
    return verbs.publish(cases.campaign(body=json.dumps(body), **fields))


def shown(client, query=""):
    """What the page says, apart from what stands on every page."""
    answer = client.get(f"/library/{query}")
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def test_a_video_is_found_with_its_page_and_the_posters(columns, client, film, monkeypatch):
    monkeypatch.setattr(fonts, "has_any", lambda: True)
    entry, bare = campaign(film), campaign()
    page = shown(client)
    assert "三十秒看懂修复" in page
    assert f'href="{entry.path}"' in page
    for size in ("a3", "a4", "phone"):
        assert f"/print/{entry.code}/poster-{size}.jpg" in page
    assert bare.title not in page


def test_a_picture_is_enough(columns, client, picture):
    entry = campaign(picture=picture)
    page = shown(client)
    assert entry.title in page
    assert f'src="{entry.thumbnail}"' in page


def test_without_a_font_no_poster_is_promised(columns, client, film, monkeypatch):
    monkeypatch.setattr(fonts, "has_any", lambda: False)
    campaign(film)
    assert "/print/" not in shown(client)


def test_by_year(columns, client, film):
    first = clock.today()
    old = first.replace(year=first.year - 1, day=1)
    this, last = campaign(film, starts_on=first, ends_on=first), campaign(film, starts_on=old, ends_on=old)
    page = shown(client, f"?year={last.decided_on.year}")
    assert last.title in page
    assert this.title not in page
    page = shown(client, "?year=x")
    assert this.title in page
    assert last.title in page
    assert 'class="notice"' in page


def test_what_has_ended_is_gone_by_the_clock_alone(columns, client, film):
    entry = campaign(film, expire_at=clock.now() + DAY)
    assert entry.title in shown(client)
    with time_machine.travel(clock.now() + 2 * DAY, tick=False):
        page = shown(client)
        assert entry.title not in page
        assert "暂时没有公开的内容" in page


def test_what_an_editor_ends_is_gone(columns, client, film, editor):
    entry = campaign(film)
    verbs.end(entry, reason="withdrawn", why="撤下", by=editor)
    assert entry.title not in shown(client)


def test_what_is_not_yet_public_is_not_shown(columns, client, film):
    entry = campaign(film)
    with time_machine.travel(clock.now() - DAY, tick=False):
        assert entry.title not in shown(client)
