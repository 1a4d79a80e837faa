"""Photographs and files: into the unit's collection, with the checks of every upload, onto the case."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.media.models import Attachment, Picture
from tests.integration.reporting.clerks import Clerk, text


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def clerk(people, client):
    return Clerk(client, people.reporter)


def photograph(name="IMG_0001.jpg", *, content=None):
    output = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (60, 40), "teal").save(output, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content or output.getvalue(), "image/jpeg")


def paper(name="决定书.pdf", content=b"%PDF-1.4 \n"):
    return SimpleUploadedFile(name, content, "application/pdf")


def upload(clerk, pk, button="upload", **data):
    return clerk.send(pk, "files", {f"upload-{key}": value for key, value in data.items()}, button=button)


def current(pk):
    from wagtail.models import Page

    return Page.objects.get(pk=pk).specific.get_latest_revision_as_object()


@pytest.mark.parametrize("field", ["camera", "photograph"])
def test_a_photograph_goes_into_the_text_and_the_unit_s_collection(clerk, tree, people, field):
    pk = clerk.begin()
    response = upload(clerk, pk, **{field: photograph(), "description": "门店的招牌"})
    assert response.url == reverse("reporting_step", args=[pk, "files"])
    picture = Picture.objects.get()
    assert picture.collection == current(pk).unit.collection
    assert picture.uploaded_by_user == people.reporter
    assert picture.description == "门店的招牌"
    with picture.file.open("rb") as file:
        assert b"secret" not in file.read()
    page = current(pk)
    assert page.picture is None, "a punished firm has no picture at its head"
    block = page.body[0]
    assert block.block_type == "process"
    assert block.value["content"][0].value["image"].pk == picture.pk
    assert "门店的招牌" in clerk.open(pk, "files")


def test_text_and_photographs_share_a_section(clerk):
    pk = clerk.begin()
    upload(clerk, pk, photograph=photograph(), description="招牌")
    clerk.send(pk, "text", text(situation="", result="", process="经查。"))
    kinds = [block.block_type for block in current(pk).body[0].value["content"]]
    assert kinds == ["text", "picture"]
    clerk.send(pk, "text", text(situation="", result="", process=""))
    assert [block.block_type for block in current(pk).body[0].value["content"]] == ["picture"]


def test_the_next_button_uploads_too(clerk):
    pk = clerk.begin()
    response = upload(clerk, pk, "next", photograph=photograph(), description="招牌")
    assert response.url == reverse("reporting_step", args=[pk, "check"])
    assert Picture.objects.count() == 1


def test_a_photograph_needs_its_words(clerk):
    pk = clerk.begin()
    response = upload(clerk, pk, photograph=photograph())
    assert response.status_code == 200
    assert "用一句话说明" in response.content.decode()
    assert Picture.objects.count() == 0


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        SimpleUploadedFile("x.jpg", b"<html>", "image/jpeg"),
        SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        SimpleUploadedFile("x.jpg", photograph().read()[:-200], "image/jpeg"),
        SimpleUploadedFile("x.jpg", b"", "image/jpeg"),
    ],
    ids=["svg", "html", "head of a png", "cut", "empty"],
)
def test_what_is_no_picture_is_told_and_not_kept(clerk, file):
    file.seek(0)
    pk = clerk.begin()
    response = upload(clerk, pk, photograph=file, description="招牌")
    assert response.status_code == 200
    assert 'id="id_upload-photograph_error"' in response.content.decode()
    assert 'value="招牌"' in response.content.decode()
    assert Picture.objects.count() == 0


def test_the_document_of_the_decision_is_kept_and_only_its_hash_shown(clerk):
    pk = clerk.begin()
    upload(clerk, pk, source=paper())
    page = current(pk)
    assert page.source_document.title == "决定书"
    assert page.source_document.collection == page.unit.collection
    assert len(page.source_sha256) == 64
    clerk.send(pk, "files", {"remove": "source"}, button="x")
    assert current(pk).source_document is None
    assert current(pk).source_sha256 == ""


def test_a_file_to_download_and_its_name(clerk):
    pk = clerk.begin()
    upload(clerk, pk, attachment=paper("说明.pdf"), attachment_title="情况说明")
    upload(clerk, pk, attachment=paper("表.pdf"))
    assert set(Attachment.objects.values_list("title", flat=True)) == {"情况说明", "表"}
    assert [block.value["document"].title for block in current(pk).body[0].value["content"]] == ["情况说明", "表"]


@pytest.mark.parametrize("name", ["x.exe", "x.html", "x", "x.svg"])
def test_other_kinds_of_files_are_refused(clerk, name):
    pk = clerk.begin()
    response = upload(clerk, pk, attachment=paper(name, b"MZ"))
    assert response.status_code == 200
    assert 'id="id_upload-attachment_error"' in response.content.decode()
    assert Attachment.objects.count() == 0


def test_the_first_photograph_of_a_reward_case_is_its_picture_and_may_be_changed(clerk):
    pk = clerk.begin("honour")
    upload(clerk, pk, photograph=photograph(), description="第一张")
    upload(clerk, pk, photograph=photograph(), description="第二张")
    page = current(pk)
    assert page.picture.title == "第一张"
    key = page.body[0].value["content"][0].id
    clerk.send(pk, "files", {"head": key}, button="x")
    page = current(pk)
    assert page.picture.title == "第二张"
    assert page.body[0].value["content"][0].value["image"].title == "第一张"
    clerk.send(pk, "files", {"remove": "head"}, button="x")
    assert current(pk).picture is None
    assert Picture.objects.count() == 2, "taken out, not destroyed"


def test_what_is_not_there_cannot_be_taken_out(clerk):
    pk = clerk.begin()
    for data in ({"remove": "x"}, {"head": "x"}, {"remove": "head"}, {"remove": "source"}):
        assert clerk.send(pk, "files", data, button="x").status_code == 302
    assert len(current(pk).body) == 0


def test_punished_persons_are_not_photographed_and_the_page_says_so(clerk):
    assert "不得上传被处罚人员的照片" in clerk.open(clerk.begin(), "files")
    html = clerk.open(clerk.begin(), "files")
    assert 'capture="environment"' in html
