"""The step of the subjects: codes checked at once, known firms offered, natural persons kept out of sight."""

import pytest
from django.urls import reverse

from cms.units.models import Role
from tests.factories import cases, site
from tests.factories.cases import credit_code
from tests.integration.reporting.clerks import Clerk, decision, draft, subject, text

WRONG = credit_code(901)[:-1] + ("A" if credit_code(901)[-1] != "A" else "B")


@pytest.fixture
def clerk(people, client):
    return Clerk(client, people.reporter)


@pytest.fixture
def pk(clerk):
    return clerk.begin()


def test_a_failed_check_character_is_confirmed_not_refused(clerk, pk):
    response = clerk.send(pk, "subject", subject() | {"subjects-0-code": WRONG})
    html = response.content.decode()
    assert response.status_code == 200
    assert "report-confirm only-firm is-asked" in html
    assert draft(pk).subjects.get().code == WRONG, "kept, until the licence is at hand"
    assert "校验码" in clerk.look(pk), "the check names it"
    response = clerk.send(pk, "subject", subject() | {"subjects-0-code": WRONG, "subjects-0-code_confirmed": "on"})
    assert response.status_code == 302
    assert draft(pk).subjects.get().code_confirmed
    assert "校验码" not in clerk.look(pk)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 9150 0116-" + credit_code(901)[8:].lower() + " ", credit_code(901)),
        ("９１５００１１６" + credit_code(901)[8:], credit_code(901)),
        ("0" * 17 + "X", "0" * 17 + "X"),
        ("", ""),
    ],
)
def test_codes_are_taken_as_people_type_them(clerk, pk, typed, kept):
    assert clerk.send(pk, "subject", subject() | {"subjects-0-code": typed}).status_code == 302
    assert draft(pk).subjects.get().code == kept


@pytest.mark.parametrize("typed", ["9150", "I" * 18, "9" * 19, "9" * 400, "<script>"])
def test_a_code_of_the_wrong_form_is_told_beside_its_field(clerk, pk, typed):
    response = clerk.send(pk, "subject", subject() | {"subjects-0-code": typed})
    assert response.status_code == 200
    assert 'id="id_subjects-0-code_error"' in response.content.decode()
    assert draft(pk).subjects.get().name == "江津区鼍鼓乐器有限公司"


def test_the_number_of_a_person_is_never_kept(clerk, pk):
    person = {"subjects-0-type": "natural_person", "subjects-0-name": "王小明", "subjects-0-code": "500116199001011234"}
    assert clerk.send(pk, "subject", subject() | person).status_code == 302
    assert draft(pk).subjects.get().code == ""
    assert "500116199001011234" not in str(draft(pk).latest_revision.content)
    html = clerk.look(pk)
    assert "法律" in html, "a named law is asked for"
    assert reverse("reporting_step", args=[pk, "subject"]) in html


def test_several_subjects(clerk, pk):
    second = {
        "subjects-rows": "2",
        "subjects-1-type": "individual_business",
        "subjects-1-name": "鼍鼓乐器经营部",
        "subjects-1-code": "",
    }
    clerk.send(pk, "subject", subject() | second)
    assert [row.name for row in draft(pk).subjects.all()] == ["江津区鼍鼓乐器有限公司", "鼍鼓乐器经营部"]
    blank = {"subjects-rows": "2", "subjects-1-type": "legal", "subjects-1-name": "", "subjects-1-code": ""}
    clerk.send(pk, "subject", subject() | blank)
    assert draft(pk).subjects.count() == 1


def code(clerk, typed):
    return clerk.client.get(reverse("reporting_code"), {"subjects-0-code": typed}).content.decode()


def test_the_code_is_checked_while_it_is_typed(clerk):
    assert "通过" in code(clerk, credit_code(901))
    assert "data-asks" in code(clerk, WRONG)
    assert "已填4位" in code(clerk, "9150")
    assert code(clerk, "").strip() == ""
    assert clerk.client.get(reverse("reporting_code")).status_code == 200
    assert clerk.client.post(reverse("reporting_code")).status_code == 405


def known(clerk, pk, typed):
    return clerk.client.get(reverse("reporting_known", args=[pk]), {"subjects-0-name": typed}).content.decode()


def test_firms_of_the_register_and_of_the_own_unit_are_offered(clerk, pk, tree):
    cases.published(cases.punishment(tree.fgw, subject="江津区公开建材有限公司"))
    mine = clerk.begin("honour")
    clerk.send(mine, "subject", subject() | {"subjects-0-name": "江津区自家草稿茶厂"})
    html = known(clerk, pk, "江津区")
    assert "江津区公开建材有限公司" in html
    assert "江津区自家草稿茶厂" in html
    assert credit_code(901) in html
    assert 'data-fill="subjects-0"' in html
    assert "公开建材" in known(clerk, pk, "91500116MA"), "by the beginning of the code"
    assert known(clerk, pk, "江").strip() == "", "one character is everybody"


def test_another_unit_s_drafts_are_never_offered(pk, clerk, tree, client):
    other = Clerk(client, site.make_member(tree.fgw, Role.REPORTER, "somebody"))
    theirs = other.begin()
    other.send(theirs, "subject", subject() | {"subjects-0-name": "江津区未公开机密厂"})
    other.send(theirs, "text", text())
    assert "未公开机密" not in known(clerk, pk, "江津区未公开")
    assert "未公开机密" in known(other, theirs, "江津区未公开")


def test_persons_and_ended_cases_are_never_offered(clerk, pk, tree, people):
    from cms.register import verbs
    from cms.register.vocabulary import EndReason

    clerk.send(pk, "subject", subject() | {"subjects-0-type": "natural_person", "subjects-0-name": "王小明"})
    assert "王小明" not in known(clerk, pk, "王小明")
    entry = cases.published(cases.punishment(tree.fgw, subject="江津区已结束商贸有限公司"))
    verbs.end(entry, reason=EndReason.REPAIRED, why="已修复。", by=people.root)
    assert "已结束商贸" not in known(clerk, pk, "已结束商贸")


def test_person_law_follows_into_the_gate(clerk, pk, tree):
    clerk.send(pk, "decision", decision(tree.scjg.authority))
    person = subject() | {"subjects-0-type": "natural_person", "subjects-0-name": "王小明", "subjects-0-code": ""}
    person |= {"subjects-0-of_age_confirmed": "on", "person_law": "《中华人民共和国食品安全法》第一百条"}
    clerk.send(pk, "subject", person)
    page = draft(pk)
    assert page.person_law.startswith("《")
    assert page.subjects.get().of_age_confirmed
