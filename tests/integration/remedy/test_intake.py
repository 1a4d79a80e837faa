"""Forms and receipts as citizens meet them (Order 36; 个人信息保护法)."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cases.remedy.models import Evidence, Intake
from cms.register import verbs
from tests.factories import cases
from tests.integration.remedy.conftest import STATEMENT


def objection(entry, **fields):
    """What somebody types into the form of an objection."""
    return {
        "code": entry.code,
        "topic": "wrong_content",
        "statement": STATEMENT,
        "name": "陈某",
        "contact": "023-47500000",
        "capacity": "subject",
    } | fields


def photo(name="photo.jpg"):
    """A photograph that knows where it was taken."""
    picture = Image.new("RGB", (40, 30), "teal")
    exif = Image.Exif()
    exif[0x010E] = "在我家门口拍的"
    output = io.BytesIO()
    picture.save(output, "JPEG", exif=exif)
    return SimpleUploadedFile(name, output.getvalue(), "image/jpeg")


class TestForms:
    """What the three pages show and take."""

    @pytest.mark.parametrize("kind", ["objection", "repair", "feedback"])
    def test_each_kind_has_its_form_without_a_guide(self, tree, client, kind):
        answer = client.get(f"/{kind}/")
        assert answer.status_code == 200
        assert 'name="statement"' in answer.content.decode()
        assert "身份证号码" not in re.findall(r"<label.*?</label>", answer.content.decode())

    def test_the_guide_stands_above_the_form_while_it_is_public(self, tree, client):
        page = cases.information(slug="objection", title="异议申诉指南")
        assert "说明文字" not in client.get("/objection/").content.decode()
        entry = cases.published(page)
        text = client.get("/objection/").content.decode()
        assert text.index("说明文字") < text.index('name="statement"')
        verbs.end(entry, reason="withdrawn", why="旧")
        text = client.get("/objection/").content.decode()
        assert "说明文字" not in text
        assert 'name="statement"' in text

    def test_the_case_page_leads_to_forms_about_this_case(self, case, client):
        text = client.get(case.path).content.decode()
        for kind in ("objection", "repair", "feedback"):
            assert f'href="/{kind}/?entry={case.code}"' in text
        answer = client.get(f"/objection/?entry={case.code}")
        assert case.title in answer.content.decode()
        assert f'value="{case.code}"' in answer.content.decode()
        assert "noindex" in answer["X-Robots-Tag"]

    def test_a_case_that_is_not_public_is_not_named(self, case, client):
        verbs.end(case, reason="revoked", why="撤销")
        text = client.get(f"/objection/?entry={case.code}").content.decode()
        assert case.title not in text
        assert "没有对应公示中的案例" in text

    def test_the_receipt_is_shown_with_the_deadlines_and_reloads_take_nothing_in(self, case, client):
        answer = client.post("/objection/", objection(case))
        assert answer.status_code == 302
        made = Intake.objects.get()
        page = client.get(answer["Location"])
        text = page.content.decode()
        assert made.receipt_shown in text
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", made.receipt_shown)
        assert made.due_on.isoformat() in text
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
        assert "陈某" not in text
        assert STATEMENT not in text
        client.get(answer["Location"])
        assert Intake.objects.count() == 1

    def test_the_receipt_is_gone_after_half_an_hour_and_cannot_be_guessed(self, clock, case, client):
        address = client.post("/objection/", objection(case))["Location"]
        assert client.get(address).status_code == 200
        clock.shift(31 * 60)
        assert client.get(address).status_code == 404
        assert client.get("/receipt/1/").status_code == 404

    def test_feedback_needs_neither_name_nor_contact_nor_case(self, tree, client):
        answer = client.post("/feedback/", {"topic": "paid_repair", "statement": "有人打电话说交钱就能修复信用。"})
        assert answer.status_code == 302
        made = Intake.objects.get()
        assert (made.applicant_name, made.contact, made.entry) == ("", "", None)

    def test_what_was_typed_stays_when_something_is_wrong(self, case, client):
        data = objection(case, contact="不告诉你", files=[photo("现场.jpg"), SimpleUploadedFile("a.exe", b"MZ")])
        answer = client.post("/objection/", data)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert STATEMENT in text
        assert "请填写电话号码或者电子邮箱" in text
        assert "a.exe" in text
        assert "现场.jpg" in text[text.index("请重新选择") :]
        assert not Intake.objects.exists()
        assert not Evidence.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("x.pdf", b"not a pdf"),
            ("x.docx", b"PK\x03\x04 broken"),
            ("x.jpg", b"\xff\xd8\xff broken"),
            ("x.png", b""),
            ("x.txt", b"\0\0\0\0"),
            ("x.svg", b"<svg/>"),
            ("x.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024)),
        ],
    )
    def test_files_that_are_not_taken(self, case, client, name, content):
        answer = client.post("/objection/", objection(case, files=[SimpleUploadedFile(name, content)]))
        assert answer.status_code == 200
        assert not Intake.objects.exists()

    def test_at_most_five_files(self, case, client):
        files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(6)]
        assert "最多" in client.post("/objection/", objection(case, files=files)).content.decode()
        assert not Intake.objects.exists()

    def test_a_program_that_fills_in_every_field_is_not_heard(self, case, client):
        client.post("/objection/", objection(case, website="http://spam.invalid/"))
        assert not Intake.objects.exists()

    @pytest.mark.parametrize("code", ["", "0000000000", "x" * 300, "％％", "\x00"])
    def test_codes_of_nothing(self, case, client, code):
        answer = client.post("/repair/", objection(case, code=code))
        assert answer.status_code == 200
        assert not Intake.objects.exists()

    def test_codes_as_people_type_them(self, case, client):
        client.post("/repair/", objection(case, code=f" {case.code[:5].lower()} {case.code[5:]} "))
        assert Intake.objects.get().entry == case

    def test_repair_is_for_punishments_and_consent_for_honours(self, case, honour, client):
        client.post("/repair/", objection(honour))
        client.post("/objection/", objection(case, topic="consent"))
        assert not Intake.objects.exists()
        assert client.post("/objection/", objection(honour, topic="consent")).status_code == 302

    def test_repair_says_that_it_is_free(self, tree, client):
        text = client.get("/repair/").content.decode()
        assert "免费" in text
        assert "https://www.creditchina.gov.cn/" in text

    def test_a_form_from_another_site_is_refused(self, case):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/objection/", objection(case)).status_code == 403
        assert not Intake.objects.exists()


class TestEvidence:
    """Files are private, read by the guard, and lose what they tell of their making."""

    def send(self, client, entry, capture, *files):
        with capture(execute=True):
            assert client.post("/objection/", objection(entry, files=list(files))).status_code == 302
        return Intake.objects.get()

    def test_pictures_lose_what_they_know(self, case, client, django_capture_on_commit_callbacks):
        made = self.send(client, case, django_capture_on_commit_callbacks, photo())
        stored = made.evidence.get()
        with stored.file.open("rb") as file:
            content = file.read()
        assert "在我家门口".encode() not in content
        assert Image.open(io.BytesIO(content)).size == (40, 30)

    def test_the_guard_reads_statement_and_files(self, case, client, django_capture_on_commit_callbacks):
        paper = SimpleUploadedFile("说明.txt", "联系人 13812345678，身份证 11010519491231002X".encode())
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/objection/", objection(case, statement="我的手机是 13812345678，请回电。", files=[paper]))
        made = Intake.objects.get()
        assert [find["kind"] for find in made.statement_findings] == ["mobile"]
        kinds = {find["kind"] for find in made.evidence.get().findings}
        assert kinds == {"mobile", "id_number"}
        assert "13812345678" not in str(made.evidence.get().findings) + str(made.statement_findings)

    def test_no_address_of_the_site_leads_to_a_file(self, case, client, settings, django_capture_on_commit_callbacks):
        made = self.send(client, case, django_capture_on_commit_callbacks, photo())
        name = made.evidence.get().file.name
        assert "photo" not in name
        for address in (f"/media/{name}", f"/documents/1/{name}", f"/media/../evidence/{name}", f"/evidence/{name}"):
            assert client.get(address, follow=True).status_code == 404
        assert not settings.EVIDENCE_ROOT.startswith(settings.MEDIA_ROOT)
