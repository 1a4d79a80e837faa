"""中华人民共和国个人信息保护法 (2021), articles 13, 25, 28 and 31; 未成年人保护法 (2024), articles 4 and 103.

第十三条: personal information is processed on a ground that the law names. 第二十五条: none is made public.
第二十八条、第三十一条: identity numbers, and whatever belongs to a child, are sensitive.
未成年人保护法第一百零三条: no organisation discloses what identifies a minor.

So natural persons are not published, unless a named law allows it and the person was of age; then the name is masked
wherever the register goes.
"""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cases.models import HonourSubject, PunishmentSubject
from cms import clock
from cms.privacy import guard
from cms.register import verbs
from cms.register.models import Entry, EntrySubject
from tests.factories import cases, site
from tests.integration.test_files_of_entries import make_document, make_picture

NAME, MASKED = "欧阳鹏程", "欧阳某某"
LAW = "《中华人民共和国道路交通安全法》第九十九条"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)


def person_case(tree, *, name=NAME, of_age=True, **fields):
    """A reviewed punishment case of a natural person."""
    values = {"title": f"{MASKED}违法案", "summary": "某人违法被处罚。", "person_law": LAW} | fields
    page = cases.punishment(tree.scjg, **values)
    page.subjects = [PunishmentSubject(name=name, type="natural_person", of_age_confirmed=of_age)]
    page.save()
    page.save_revision()
    return cases.reviewed(page)


def sentences(page):
    return " ".join([*page.publication_problems(clock.now()), *guard.problems(page)])


class TestWhoMayBePublished:
    """第十三条: on the ground of a named law only; minors never."""

    def test_13_nobody_by_default(self, tree):
        page = person_case(tree, person_law="")
        problems = page.publication_problems(clock.now())
        assert [problem.field for problem in problems] == ["person_law"]
        with pytest.raises(verbs.Refused, match="允许公示的法律和条款"):
            verbs.publish(page)

    @pytest.mark.parametrize("override", [{}, {"necessity": "影响很大"}, {"extension_basis": ""}])
    def test_31_a_minor_never(self, tree, override):
        page = person_case(tree, of_age=False, **override)
        with pytest.raises(verbs.Refused, match="未成年人一律不公示"):
            verbs.publish(page)
        assert not Entry.objects.exists()

    def test_31_each_person_of_a_case_has_to_be_of_age(self, tree):
        page = person_case(tree)
        page.subjects = [
            PunishmentSubject(name=NAME, type="natural_person", of_age_confirmed=True),
            PunishmentSubject(name="王小明", type="natural_person"),
        ]
        assert "未成年人一律不公示" in sentences(page)

    def test_a_minor_is_not_honoured_by_name_either(self, tree):
        page = cases.honour(tree.scjg, title="王某获评优秀志愿者")
        page.subjects = [HonourSubject(name="王明", type="natural_person")]
        assert "未成年人一律不公示" in sentences(page)

    def test_28_an_identity_number_is_refused_by_form_gate_and_database(self, tree):
        page = person_case(tree)
        subject = page.subjects.get()
        subject.code = "110101199003070011"
        with pytest.raises(ValidationError) as caught:
            subject.full_clean()
        assert "code" in caught.value.message_dict
        page.subjects = [subject]
        assert "不保存身份证件号码" in sentences(page)
        with pytest.raises(IntegrityError), transaction.atomic():
            PunishmentSubject.objects.filter(pk=subject.pk).update(code="110101199003070011")


class TestTheNameIsMaskedEverywhere:
    """第二十五条: what is published is 欧阳某某, on every surface of the register."""

    @pytest.fixture
    def entry(self, tree):
        return verbs.publish(person_case(tree))

    def test_25_page_and_board_show_the_mask(self, entry, client):
        page = client.get(entry.path).content.decode()
        assert MASKED in page
        assert LAW in page
        for address in [entry.path, "/", "/board/", "/units/scjg/", f"/verify/{entry.code}/", "/ledger/"]:
            assert NAME not in client.get(address).content.decode(), address

    def test_25_nobody_is_found_by_the_full_name(self, entry, client):
        for address in ["/search/", "/lookup/", "/board/"]:
            answer = client.get(address, {"q": NAME}).content.decode()
            assert entry.path not in answer, address
        assert client.get("/search/suggest/", {"q": NAME}).json() == {"suggestions": []}
        assert client.get("/search/suggest/", {"q": NAME[:3]}).json() == {"suggestions": []}

    def test_25_register_and_rows_know_no_full_name(self, entry):
        output = io.StringIO()
        call_command("register", "--json", stdout=output)
        (row,) = [json.loads(line) for line in output.getvalue().splitlines()]
        assert row["subjects"] == [{"name": MASKED, "code": ""}]
        assert EntrySubject.objects.get().name_key == MASKED
        assert NAME not in json.dumps(entry.content.data, ensure_ascii=False) + entry.content.html + entry.search_text
        assert NAME not in str([line.payload() for line in entry.acts.all()])

    def test_25_who_is_of_the_same_masked_name_is_shown_as_unconfirmed(self, entry, client):
        text = client.get("/lookup/", {"q": MASKED}).content.decode()
        assert entry.path in text
        assert "仅名称相同，不能确认" in text

    def test_honours_are_masked_likewise(self, tree, client):
        page = cases.honour(tree.scjg, title=f"{MASKED}获评诚信模范")
        page.subjects = [HonourSubject(name=NAME, type="natural_person", of_age_confirmed=True)]
        page.save()
        page.save_revision()
        entry = verbs.publish(cases.reviewed(page))
        text = client.get(entry.path).content.decode()
        assert MASKED in text
        assert NAME not in text

    def test_the_preview_of_the_desk_is_masked_as_the_page_will_be(self, tree, client):
        page = person_case(tree)
        client.force_login(site.make_user("编辑", username="writer", superuser=True))
        text = client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
        assert MASKED in text
        assert NAME not in text

    def test_25_a_correction_tells_nothing_of_the_name(self, entry, client):
        page = entry.page.specific
        page.subjects = [PunishmentSubject(name="欧阳大鹏", type="natural_person", of_age_confirmed=True)]
        page.penalty = "罚款二千元"
        page.save_revision()
        cases.reviewed(page)
        with pytest.raises(verbs.Refused, match="自然人全名"):
            verbs.correct(entry, what="当事人更正为欧阳大鹏。")
        corrected = verbs.correct(entry, what="更正当事人。")
        assert "大鹏" not in str(corrected.content.corrections) + client.get(entry.path).content.decode()


class TestTheGuardFindsTheFullName:
    """第二十五条: the full name stands nowhere in the text, the pictures' words, the files."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": f"{NAME}违法案"},
            {"summary": f"当事人{NAME}被处罚。"},
            {"violation_facts": "当事人歐陽鵬程超速。"},
            {"penalty": "对欧阳 鹏程罚款一千元"},
            {"remarks": "", "violation_type": f"{NAME}超速"},
            {"text": f"执法人员拦下{NAME}。"},
        ],
    )
    def test_25_in_every_field(self, tree, fields):
        page = person_case(tree, **fields)
        (found,) = guard.findings(page)
        assert (found.kind, found.masked) == ("person_name", MASKED)
        with pytest.raises(verbs.Refused, match="自然人全名"):
            verbs.publish(page)

    def test_25_in_pictures_and_their_file_names(self, tree):
        picture = make_picture("欧阳鹏程.jpg")
        picture.description = f"{NAME}在现场"
        picture.save()
        page = person_case(tree, picture=picture)
        places = {found.place: found.masked for found in guard.findings(page)}
        assert len(places) == 2, places
        assert MASKED in places.values()
        assert "OuYangPengCheng" in picture.filename

    def test_25_in_attachments(self, tree):
        document = make_document(f"当事人：{NAME}")
        body = json.dumps(
            [
                {
                    "type": "situation",
                    "value": {
                        "content": [
                            {"type": "text", "value": "<p>事实。</p>"},
                            {"type": "attachment", "value": {"document": document.pk, "title": ""}},
                        ]
                    },
                }
            ]
        )
        firm = cases.punishment(tree.scjg, body=body)
        assert guard.findings(firm) == []  # the same file of a case about somebody else
        (found,) = guard.findings(person_case(tree, body=body))
        assert found.kind == "person_name"

    def test_25_one_click_masks_it_wherever_it_stands(self, tree, editor):
        page = person_case(tree, title=f"{NAME}违法案", text=f"拦下{NAME}。")
        (found,) = guard.findings(page)
        assert found.maskable
        assert guard.mask(page, found.digest, by=editor) == 2
        draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        assert draft.title == f"{MASKED}违法案"
        assert guard.findings(draft) == []
        assert draft.private_names() == [NAME]  # the desk's record stays

    def test_25_it_cannot_be_waived(self, tree, editor, client):
        page = person_case(tree, title=f"{NAME}违法案")
        (found,) = guard.findings(page)
        with pytest.raises(ValidationError, match="一律不得公开"):
            guard.waive(page, found.digest, reason="本人同意", by=editor)
        client.force_login(site.make_user("编辑", username="chief", superuser=True))
        text = client.get(f"/admin/privacy/{page.pk}/").content.decode()
        assert 'value="mask"' in text
        assert 'value="waive"' not in text

    def test_who_writes_the_masked_name_into_the_record_is_not_stopped(self, tree):
        assert verbs.publish(person_case(tree, name="王某某", title="王某某违法案"))


def test_the_name_of_the_legal_representative_is_not_published(tree, client):
    """Domain rules §5: names of third persons."""
    page = cases.punishment(tree.scjg)
    subject = page.subjects.get()
    page.subjects = [PunishmentSubject(name=subject.name, code=subject.code, legal_representative="赵守义")]
    page.save()
    page.save_revision()
    entry = verbs.publish(cases.reviewed(page))
    assert "赵守义" not in client.get(entry.path).content.decode() + json.dumps(entry.content.data, ensure_ascii=False)
