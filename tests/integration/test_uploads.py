"""What may be uploaded, what is kept of it, and who may fetch it."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cms.media.models import Attachment, Picture
from cms.media.reencode import without_metadata
from cms.register import verbs
from tests.factories import cases, site
from tests.integration.answers import status

TITLE = "江边的照片"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def desk(tree, client):
    """A client of an administrator."""
    client.force_login(site.make_user(None, username="root", superuser=True))
    return client


def encoded(image, kind, **options):
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def picture(kind="JPEG", mode="RGB", size=(40, 30), **options):
    return encoded(Image.new(mode, size), kind, **options)


def animated():
    frames = [Image.new("P", (20, 20), n) for n in range(3)]
    for number, frame in enumerate(frames):
        frame.putpalette([number * 80, 10, 10] * 256)
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=70, comment=b"secret place")


def with_gps():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (29.0, 17.0, 0.0)}
    exif[0x010E] = "secret place"
    return picture(exif=exif)


def with_text():
    info = PngInfo()
    info.add_text("Author", "secret place")
    return picture("PNG", pnginfo=info)


def files_below(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


BAD = {
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
    "html as jpg": ("a.jpg", b"<html><script>alert(1)</script></html>"),
    "bomb": ("a.png", None),
    "gif that stops in its head": ("a.gif", animated()[:40]),
    "jpg that stops": ("a.jpg", picture(size=(400, 300))[:-400]),
    "empty": ("a.jpg", b""),
    "20 MB": ("a.jpg", picture() + b"\0" * 20 * 1024 * 1024),
}


def content(name):
    file_name, data = BAD[name]
    if data is None:  # small on disk, 100 megapixels in memory
        data = encoded(Image.new("1", (10_000, 10_000)), "PNG")
    return SimpleUploadedFile(file_name, data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("name", BAD)
class TestRefusedPictures:
    """A clear sentence in Chinese, the title kept, nothing stored."""

    def assert_nothing(self, media):
        assert not Picture.objects.exists()
        assert files_below(media) == []

    def test_form(self, desk, media, name):
        answer = desk.post(reverse("wagtailimages:add"), {"title": TITLE, "file": content(name), "collection": 1})
        assert answer.status_code == 200
        errors = answer.context["form"].errors["file"]
        assert any("\u4e00" <= char <= "\u9fff" for char in errors[0]), errors
        assert TITLE in answer.content.decode()
        self.assert_nothing(media)

    def test_chooser(self, desk, media, name):
        url = reverse("wagtailimages_chooser:create")
        data = {"image-chooser-upload-title": TITLE, "image-chooser-upload-file": content(name)}
        answer = desk.post(url, data | {"image-chooser-upload-collection": 1})
        assert answer.status_code == 200
        body = answer.json()
        assert body["step"] == "reshow_creation_form"
        assert TITLE in body["htmlFragment"]
        self.assert_nothing(media)

    def test_several_at_once(self, desk, media, name):
        file = content(name)
        answer = desk.post(reverse("wagtailimages:add_multiple"), {"files[]": file, "title": TITLE, "collection": 1})
        assert answer.status_code == 200
        body = json.loads(answer.content)
        assert body["success"] is False
        assert any("\u4e00" <= char <= "\u9fff" for char in body["error_message"]), body
        self.assert_nothing(media)


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.jpg", with_gps), ("a.png", with_text), ("a.gif", animated), ("a.jpg", lambda: picture(mode="CMYK"))],
)
def test_stored_pictures_carry_no_metadata(desk, name, make):
    data = {"title": TITLE, "file": SimpleUploadedFile(name, make()), "collection": 1}
    assert desk.post(reverse("wagtailimages:add"), data).status_code == 302
    stored = Picture.objects.get()
    raw = Path(stored.file.path).read_bytes()
    assert b"secret place" not in raw
    with Image.open(io.BytesIO(raw)) as image:
        assert not image.getexif()
        assert image.mode != "CMYK"
        assert getattr(image, "n_frames", 1) == (3 if name == "a.gif" else 1)
    assert stored.file_hash


def test_several_at_once_are_stored_clean(desk):
    data = {"title": TITLE, "files[]": SimpleUploadedFile("a.jpg", with_gps()), "collection": 1}
    answer = desk.post(reverse("wagtailimages:add_multiple"), data)
    assert json.loads(answer.content)["success"] is True
    assert b"secret place" not in Path(Picture.objects.get().file.path).read_bytes()


@pytest.mark.parametrize("name", ["江津滨江路.jpg", "长" * 180 + ".jpg", "../../etc/passwd.jpg", "a b%00.jpg"])
def test_names_of_files(desk, media, name):
    file = SimpleUploadedFile("x.jpg", picture())
    file._name = name  # past Django's own cleaning, as a hostile client would send it
    answer = desk.post(reverse("wagtailimages:add"), {"title": TITLE, "file": file, "collection": 1})
    assert answer.status_code == 302
    stored = Path(Picture.objects.get().file.path).resolve()
    assert stored.parent == (media / "original_images").resolve()


@pytest.mark.parametrize(
    "image",
    [
        Image.new("P", (9, 7)),
        Image.new("I;16", (9, 7), 40_000),
        Image.new("LA", (9, 7), (10, 200)),
        Image.new("1", (9, 7)),
    ],
    ids=lambda image: image.mode,
)
def test_re_encoding_keeps_mode_and_pixels(image):
    if image.mode == "P":
        image.putpalette([9, 8, 7] * 256)
        image.info["transparency"] = 3
    file = ContentFile(encoded(image, "PNG"), name="a.png")
    with Image.open(without_metadata(file)) as stored:
        assert (stored.mode, stored.size) == (image.mode, image.size)
        assert stored.tobytes() == image.tobytes()
        assert stored.info.get("transparency") == image.info.get("transparency")


def test_originals_are_not_served_by_any_way_of_writing_the_address(desk, media):
    desk.post(
        reverse("wagtailimages:add"), {"title": TITLE, "file": SimpleUploadedFile("a.jpg", picture()), "collection": 1}
    )
    stored = Picture.objects.get()
    name = Path(stored.file.name).name
    for path in (f"original_images/{name}", f"images/../original_images/{name}", "images/", "images/../../etc/passwd"):
        assert status(desk, f"/media/{path}") == 404, path
    assert status(desk, stored.get_rendition("width-20").url) == 200


class TestAttachments:
    """Documents on the desk and for the public."""

    def upload(self, desk, name, data=b"%PDF-1.4 text"):
        file = SimpleUploadedFile(name, data)
        return desk.post(reverse("wagtaildocs:add"), {"title": TITLE, "file": file, "collection": 1})

    @pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a"])
    def test_other_kinds_are_refused(self, desk, media, name):
        answer = self.upload(desk, name)
        assert answer.status_code == 200
        assert "文件" in answer.context["form"].errors["file"][0]
        assert TITLE in answer.content.decode()
        assert not Attachment.objects.exists()
        assert files_below(media) == []

    def test_public_only_while_a_visible_entry_links_to_it(self, desk, tree, client):
        assert self.upload(desk, "决定书.txt", "决定书正文".encode()).status_code == 302
        document = Attachment.objects.get()
        assert status(desk, document.url) == 200
        client.logout()
        assert status(client, document.url) == 404
        block = {"type": "attachment", "value": {"document": document.pk, "title": "决定书"}}
        body = json.dumps([{"type": "situation", "value": {"content": [block]}}])
        entry = verbs.publish(cases.punishment(tree.scjg, body=body))
        assert status(client, document.url) == 200
        verbs.end(entry, reason="withdrawn", why="撤回")
        assert status(client, document.url) == 404
        assert status(client, f"/media/documents/{document.filename}") == 404


def test_allowed_kinds_hold_nothing_a_browser_runs():
    assert not {"svg", "html", "htm", "js"} & {*settings.WAGTAILIMAGES_EXTENSIONS, *settings.WAGTAILDOCS_EXTENSIONS}
