"""The privacy guard on pages: nothing it finds becomes public unless masked, or waived by a second person.

Personal Information Protection Law, art. 28; Interim regulation on public credit information; domain rules §5.
"""

import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from cms.media.models import Attachment, Picture
from cms.privacy import guard
from cms.privacy.models import FileScan, Waiver
from cms.register import verbs
from cms.register.models import Entry
from tests.factories import cases, site
from tests.integration.test_uploads import picture as picture_bytes
from tests.unit.privacy.test_files import docx

ID, MOBILE = "11010519491231002X", "13812341234"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def writer(tree):
    """Who wrote the draft."""
    return site.make_user("编辑", username="writer")


@pytest.fixture
def second(tree):
    """A second person, who may waive."""
    user = site.make_user("编辑", username="second")
    user.user_permissions.add(Permission.objects.get(codename="add_waiver"))
    return user


def draft(tree, writer, **fields):
    """A case whose last version `writer` saved."""
    page = cases.punishment(tree.scjg, **fields)
    page.save_revision(user=writer)
    return cases.reviewed(page)


def block(kind, value):
    """Raw stream data with one block in the case's first section."""
    return json.dumps([{"type": "situation", "value": {"content": [{"type": kind, "value": value}]}}])


def attachment(data, name):
    """An attachment block with a new document."""
    document = Attachment.objects.create(title="附表", file=ContentFile(data, name))
    return block("attachment", {"document": document.pk, "title": ""})


def table(text):
    """A table block with `text` in a cell."""
    return block(
        "table", {"columns": [{"type": "text", "heading": "联系"}], "rows": [{"values": [text]}], "caption": ""}
    )


WHERE = {
    "title": {"title": f"某公司案 {ID}"},
    "summary": {"summary": f"联系人手机{MOBILE}。"},
    "violation_facts": {"violation_facts": f"当事人身份证{ID}"},
    "penalty": {"penalty": f"款项汇入6222021234567890128，联系{MOBILE}"},
    "body": {"body": cases.body("process", f"当事人电话{MOBILE}。")},
    "bold in body": {"body": cases.body("process", f"当事人电话<b>{MOBILE[:5]}</b>{MOBILE[5:]}。")},
    "cell": {"body": table(f"王某 {MOBILE}")},
    "subject": {"subject": f"王某{MOBILE}"},
}


@pytest.mark.parametrize("where", WHERE)
def test_nothing_found_becomes_public(tree, writer, where):
    page = draft(tree, writer, **WHERE[where])
    with pytest.raises(verbs.Refused) as refused:
        verbs.publish(page)
    assert any("身份证号" in text or "手机号" in text for text in refused.value.messages)
    assert not any(MOBILE in text or ID in text for text in refused.value.messages)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(document=[["正文"]], comments=[[f"身份证{ID}"]]), "决定书.docx"),
        (f"姓名,电话\n王某,{MOBILE}\n".encode("gb18030"), "名单.csv"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "旧格式.docx"),
        (b"x", f"王某{ID}.txt"),
    ],
)
def test_attachments_count(tree, writer, data, name):
    page = draft(tree, writer, body=attachment(data, name))
    with pytest.raises(verbs.Refused) as refused:
        verbs.publish(page)
    assert any("附表" in text for text in refused.value.messages)
    assert ID not in json.dumps(list(FileScan.objects.values_list("findings", flat=True)))


def test_pictures_words_count(tree, writer):
    image = Picture.objects.create(
        title=f"王某 {MOBILE}", file=ImageFile(ContentFile(picture_bytes(), "a.jpg"), "a.jpg")
    )
    with pytest.raises(verbs.Refused):
        verbs.publish(draft(tree, writer, picture=image))


def test_what_is_not_published_is_not_read(tree, writer):
    page = draft(tree, writer, impact_assessment=f"已电话告知{MOBILE}", remarks=f"联系人{MOBILE}")
    assert guard.findings(page) == []
    assert verbs.publish(page)


def test_public_offices_may_be_called(tree, writer):
    tree.scjg.unit.contact = "023-47521234"
    tree.scjg.unit.save()
    page = draft(tree, writer, summary="咨询电话：023-47521234。")
    assert verbs.publish(page)


def test_an_attachment_is_read_once(tree, writer, monkeypatch):
    page = draft(tree, writer, body=attachment("正文".encode(), "a.txt"))
    assert guard.findings(page) == []
    monkeypatch.setattr(guard, "scan_file", lambda *a, **k: pytest.fail("read again"))
    assert guard.findings(page) == []


class TestMask:
    """One click masks a find wherever it stands, in a new version of the draft."""

    @pytest.mark.parametrize("where", sorted(set(WHERE) - {"bold in body", "penalty"}))
    def test_masks_and_then_publishes(self, tree, writer, where):
        page = draft(tree, writer, **WHERE[where])
        (found,) = guard.open_findings(page)
        assert found.maskable
        before = page.latest_revision_id
        guard.mask(page, found.digest, by=writer)
        page.refresh_from_db()
        assert page.latest_revision_id != before
        entry = verbs.publish(cases.reviewed(page))
        kept = json.dumps(entry.content.data, ensure_ascii=False) + entry.content.html + entry.search_text
        assert MOBILE not in kept
        assert ID not in kept

    def test_what_formatting_splits_has_to_be_changed_by_hand(self, tree, writer):
        page = draft(tree, writer, **WHERE["bold in body"])
        (found,) = guard.open_findings(page)
        assert not found.maskable


class TestWaive:
    """A second person, with a reason, for this find only."""

    @pytest.fixture
    def page(self, tree, writer):
        return draft(tree, writer, summary=f"当事人对外公布的订货手机{MOBILE}。")

    def test_lets_it_be_published(self, page, second):
        (found,) = guard.open_findings(page)
        guard.waive(page, found.digest, reason="企业对外公布的经营电话", by=second)
        assert verbs.publish(page)

    def test_not_by_the_last_editor_nor_without_a_reason_nor_for_another_find(self, page, writer, second):
        (found,) = guard.open_findings(page)
        for arguments in [
            {"key": found.digest, "reason": "理由", "by": writer},
            {"key": found.digest, "reason": " ", "by": second},
            {"key": "0" * 64, "reason": "理由", "by": second},
        ]:
            with pytest.raises(guard.ValidationError):
                guard.waive(page, **arguments)
        assert not Waiver.objects.exists()

    def test_does_not_cover_what_comes_later(self, page, writer, second):
        (found,) = guard.open_findings(page)
        guard.waive(page, found.digest, reason="经营电话", by=second)
        page.summary += f"身份证{ID}"
        page.save_revision(user=writer)
        cases.reviewed(page)
        with pytest.raises(verbs.Refused):
            verbs.publish(page)


class TestOnTheDesk:
    """The guard's page, and the stop before Wagtail's own button."""

    def address(self, page):
        return reverse("privacy_findings", args=[page.pk])

    def test_shows_masks_and_waives(self, tree, client, writer, second):
        page = draft(tree, writer, summary=f"手机{MOBILE}", penalty=f"身份证{ID}")
        client.force_login(second)
        text = client.get(self.address(page)).content.decode()
        assert "摘要" in text
        assert "138****1234" in text
        assert MOBILE not in text
        found = {f.kind: f for f in guard.open_findings(page)}
        client.post(self.address(page), {"digest": found["mobile"].digest, "action": "waive", "reason": "经营电话"})
        client.post(self.address(page), {"digest": found["id_number"].digest, "action": "mask"})
        page.refresh_from_db()
        assert guard.open_findings(page.get_latest_revision_as_object()) == []
        assert Waiver.objects.get().by == second
        assert "继续公示" in client.get(self.address(page)).content.decode()

    @pytest.mark.parametrize(("digest", "action"), [("", ""), ("x", "publish"), ("x" * 65, "mask"), ("x", "mask")])
    def test_nonsense_changes_nothing(self, tree, client, writer, digest, action):
        page = draft(tree, writer, summary=f"手机{MOBILE}")
        client.force_login(writer)
        assert client.post(self.address(page), {"digest": digest, "action": action}).status_code == 302
        assert len(guard.open_findings(page)) == 1

    def test_others_are_kept_out(self, tree, client, writer, outsider):
        page = draft(tree, writer, summary=f"手机{MOBILE}")
        assert client.get(self.address(page)).status_code == 302
        client.force_login(outsider)
        assert client.get(self.address(page)).status_code in {302, 403, 404}
        client.force_login(writer)  # may edit, but not waive
        (found,) = guard.open_findings(page)
        client.post(self.address(page), {"digest": found.digest, "action": "waive", "reason": "理由"})
        assert not Waiver.objects.exists()

    def test_frames_have_no_such_page(self, tree, client):
        client.force_login(site.make_user(None, username="root", superuser=True))
        assert client.get(self.address(tree.scjg.page)).status_code == 404

    def test_wagtails_button_saves_but_does_not_publish(self, tree, client):
        client.force_login(site.make_user(None, username="root", superuser=True))
        page = cases.policy()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
        data["body-count"], data["summary"], data["action-publish"] = "0", f"联系手机{MOBILE}", "1"
        response = client.post(url, data)
        assert response["Location"] == self.address(page)
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().summary == f"联系手机{MOBILE}"
        assert not Entry.objects.exists()

    def test_a_shell_does_not_get_around_it(self, tree):
        page = cases.policy(summary=f"联系手机{MOBILE}")
        page.get_latest_revision().publish()
        page.refresh_from_db()
        assert not page.live
        assert not Entry.objects.exists()
