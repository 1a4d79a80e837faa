"""A clerk reports a case step by step; nothing typed is lost, and what lacks is said."""

import datetime
import json
import re

import pytest
from django.urls import reverse

from cases.models import RewardCasePage
from cases.reporting.wizard.guidance import Guidance
from cms.rules.models import Field
from tests.factories import cases
from tests.integration.reporting.clerks import Clerk, days_ago, decision, draft, subject, text, whole


@pytest.fixture
def clerk(people, client):
    """The reporter of the market regulator, at the wizard."""
    return Clerk(client, people.reporter)


@pytest.fixture
def authority(tree):
    return tree.scjg.authority


def test_from_the_first_step_to_the_unit_s_review(clerk, authority, people):
    pk = whole(clerk, authority)
    page = draft(pk)
    assert page.title == "江津区鼍鼓乐器有限公司虚假宣传案"
    assert page.document_number == "津市监处罚〔2026〕901号"
    assert [basis.article for basis in page.bases.all()] == ["第八条第一款"]
    assert [row.name for row in page.subjects.all()] == ["江津区鼍鼓乐器有限公司"]
    assert [block.block_type for block in page.body] == ["situation", "process", "result"]
    assert str(page.body[1].value["content"][0].value) == "<p>经查，宣传内容与事实不符。</p><p>当事人没有异议。</p>"
    looked = clerk.look(pk)
    assert "内容已经齐全" in looked
    assert "leader" in looked, "it says who reviews it"
    response = clerk.submit(pk)
    assert response.url == reverse("reporting_desk")
    page = page.get_latest_revision_as_object()
    assert page.current_workflow_task.name == "成员单位审核"
    assert not page.live


def test_the_draft_is_an_ordinary_page_below_the_unit(clerk, tree, people):
    page = draft(clerk.begin())
    assert page.get_parent().pk == tree.scjg.page.pk
    assert page.unit == tree.scjg.unit
    assert page.owner == people.reporter
    assert page.authority == tree.scjg.authority, "the unit decides most of its cases itself"
    response = clerk.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


def test_begun_twice_and_left_untouched_it_is_one_draft(clerk):
    first = clerk.begin()
    assert clerk.begin() == first
    assert clerk.begin("honour") != first
    clerk.send(first, "decision", {"document_number": "一号"}, button="leave")
    assert clerk.begin() != first


def test_half_a_step_is_saved_and_resumed_where_it_lacks(clerk, authority):
    pk = clerk.begin()
    response = clerk.send(pk, "decision", decision(authority), button="leave")
    assert response.url == reverse("reporting_desk")
    response = clerk.client.get(reverse("reporting_resume", args=[pk]))
    assert response.url == reverse("reporting_step", args=[pk, "subject"])
    assert "津市监处罚〔2026〕901号" in clerk.open(pk, "decision")


def test_what_is_wrong_is_kept_as_typed_and_the_rest_is_saved(clerk, authority):
    pk = clerk.begin()
    response = clerk.send(pk, "decision", decision(authority, fine="二万", decided_on="2026-13-45"))
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="二万"' in html
    assert 'value="2026-13-45"' in html
    assert 'id="id_fine_error"' in html
    assert 'aria-invalid="true"' in html
    assert "其余内容已经保存" in html
    page = draft(pk)
    assert page.violation_type == "虚假宣传"
    assert page.fine is None
    assert page.decided_on is None


def test_a_decision_of_tomorrow_is_told_beside_its_field(clerk, authority):
    pk = clerk.begin()
    html = clerk.send(pk, "decision", decision(authority, decided_on=days_ago(-1))).content.decode()
    assert 'id="id_decided_on_error"' in html


def test_faults_of_other_steps_do_not_hold_up_this_one(clerk, authority, tree):
    pk = clerk.begin()
    page = draft(pk)
    page.extended_until = datetime.date(2030, 1, 1)  # without its basis, from the full editor
    page.save_revision(clean=False)
    response = clerk.send(pk, "text", text())
    assert response.url == reverse("reporting_step", args=[pk, "files"])
    html = clerk.look(pk)
    assert html.count("完整编辑页") == 3, "the step of the lack, the button to it, and the way there for all"


def test_rows_are_added_and_taken_away_with_what_was_typed(clerk, authority):
    pk = clerk.begin()
    two = {"bases-rows": "2", "bases-1-law": "《中华人民共和国广告法》", "bases-1-article": "第九条"}
    html = clerk.send(pk, "decision", decision(authority) | two, button="add_row", seen=None).content.decode()
    assert "id_bases-1-law" in html
    data = decision(authority) | two | {"add_row": "bases", "fine": "二万"}
    html = clerk.send(pk, "decision", data, button="x").content.decode()
    assert "id_bases-2-law" in html
    assert 'value="二万"' in html
    data = decision(authority) | two | {"remove_row": "bases-0"}
    html = clerk.send(pk, "decision", data, button="x").content.decode()
    assert "id_bases-1-law" not in html
    assert [basis.law for basis in draft(pk).bases.all()] == ["《中华人民共和国广告法》"]


@pytest.mark.parametrize("number", ["", "x", "-1", "99999", "²"])
def test_a_tampered_number_of_rows_loses_none(clerk, authority, number):
    pk = clerk.begin()
    clerk.send(pk, "decision", decision(authority))
    response = clerk.send(pk, "decision", decision(authority) | {"bases-rows": number})
    assert response.status_code == 302
    assert draft(pk).bases.count() == 1


def test_what_lacks_is_listed_by_step_and_keeps_it_from_being_submitted(clerk, authority):
    pk = clerk.begin()
    clerk.send(pk, "decision", decision(authority, notified_on=""))
    html = clerk.look(pk)
    assert reverse("reporting_step", args=[pk, "decision"]) in html
    assert "缺少告知当事人的日期" in html
    assert "缺少标题" in html
    assert 'name="submit"' not in html
    assert clerk.submit(pk).status_code == 409
    assert draft(pk).current_workflow_state is None


def test_a_case_that_changed_after_the_look_is_looked_at_again(clerk, authority):
    pk = whole(clerk, authority)
    stale = clerk.look(pk)
    clerk.send(pk, "text", text(summary="另一句话。"))
    version = stale.split('name="version" value="')[1].split('"')[0]
    response = clerk.client.post(reverse("reporting_check", args=[pk]), {"version": version})
    assert response.status_code == 409
    assert draft(pk).current_workflow_state is None


def test_what_the_guard_finds_is_masked_at_a_click(clerk, authority):
    pk = whole(clerk, authority, situation="联系电话13812345678。")
    html = clerk.look(pk)
    assert "138****5678" in html
    key = re.search(r'name="mask"\s+value="(\w+)"', html)[1]
    clerk.client.post(reverse("reporting_check", args=[pk]), {"mask": key})
    assert "138****5678" in str(draft(pk).body)
    assert "13812345678" not in str(draft(pk).body)
    assert clerk.submit(pk).status_code == 302


def test_a_find_that_may_stand_is_submitted_after_a_look(clerk, authority):
    pk = whole(clerk, authority, situation="举报电话023-47520000。")
    assert clerk.submit(pk).status_code == 409
    assert clerk.submit(pk, looked="1").status_code == 302


def test_a_title_is_proposed_from_subject_and_act(clerk, authority):
    pk = clerk.begin()
    clerk.send(pk, "decision", decision(authority))
    clerk.send(pk, "subject", subject())
    assert 'value="江津区鼍鼓乐器有限公司虚假宣传案"' in clerk.open(pk, "text")
    person = subject() | {"subjects-0-type": "natural_person", "subjects-0-name": "王小明", "subjects-0-code": ""}
    clerk.send(pk, "subject", person)
    html = clerk.open(pk, "text")
    assert "王某某虚假宣传案" in html or "王某虚假宣传案" in html
    assert "王小明" not in html


def test_an_empty_title_stays_the_name_of_a_draft_and_lacks(clerk):
    pk = clerk.begin()
    clerk.send(pk, "text", text(title=" "))
    assert draft(pk).title == "未填标题的失信惩戒案例"
    assert "缺少标题" in clerk.look(pk)


def test_sections_have_their_questions_and_an_example(clerk):
    html = clerk.open(clerk.begin(), "text")
    guide = Guidance.objects.get(kind="punishment", section="process")
    assert guide.lines[0] in html
    assert guide.example.splitlines()[0] in html
    assert Guidance.objects.filter(kind="honour").count() == 6


def test_what_only_the_full_editor_writes_stays_as_it_is(clerk):
    pk = clerk.begin()
    page = draft(pk)
    raw = [
        {
            "type": "situation",
            "id": "a1",
            "value": {"content": [{"type": "text", "id": "b1", "value": "<p><b>重</b></p>"}]},
        },
        {"type": "process", "id": "a2", "value": {"content": [{"type": "text", "id": "b2", "value": "<p>旧文</p>"}]}},
    ]
    page.body = json.dumps(raw)
    page.save_revision(clean=False)
    html = clerk.open(pk, "text")
    assert "这一部分有表格或格式" in html
    clerk.send(pk, "text", text(situation="想覆盖", process="旧文"))
    data = draft(pk).body_data()
    assert data[:2] == raw, "the same text keeps its names, to which comments are tied"
    clerk.send(pk, "text", text(process=""))
    assert [block["type"] for block in draft(pk).body_data()] == ["situation", "result"]


def test_a_reward_case(clerk, tree):
    pk = clerk.begin("honour")
    field = Field.objects.get(code="contract-honouring").pk
    data = {
        "authority": tree.scjg.authority.pk,
        "honour": "守合同重信用企业",
        "document_number": "",
        "decided_on": days_ago(30),
        "valid_years": "三",
        "consent_on": days_ago(10),
        "field": field,
        "area": "business",
        "town": "",
        "measures": "免予抽查",
    }
    assert clerk.send(pk, "decision", data).status_code == 200, "the years are no number"
    assert clerk.send(pk, "decision", data | {"valid_years": "3"}).status_code == 302
    clerk.send(pk, "subject", subject())
    assert "江津区鼍鼓乐器有限公司获评守合同重信用企业" in clerk.open(pk, "text")
    words = {"title": "江津区鼍鼓乐器有限公司获评守合同重信用企业", "summary": "守约十年。", "highlights": "守约十年。"}
    clerk.send(pk, "text", words)
    clerk.send(pk, "files", {})
    page = RewardCasePage.objects.get(pk=pk).get_latest_revision_as_object()
    assert page.valid_years == 3
    assert clerk.submit(pk).status_code == 302


def test_a_case_like_a_registered_one_is_told_at_the_check(clerk, tree):
    cases.published(
        cases.punishment(tree.scjg, subject="江津区鼍鼓乐器有限公司", document_number="津市监处罚〔2026〕901号")
    )
    pk = whole(clerk, tree.scjg.authority)
    html = clerk.look(pk)
    assert "同一决定对同一主体已有公示条目" in html
    assert 'name="submit"' not in html


def test_a_returned_case_shows_its_reason_at_every_step(clerk, authority, people, desk):
    pk = whole(clerk, authority)
    clerk.submit(pk)
    page = draft(pk)
    desk(people.leader).decide(page, "reject", comment="请补写依据。")
    assert clerk.client.get(reverse("reporting_resume", args=[pk])).url == reverse("reporting_step", args=[pk, "check"])
    for step in ("decision", "text"):
        assert "请补写依据。" in clerk.open(pk, step)
    clerk.send(pk, "text", text(basis="依据反不正当竞争法。"))
    assert clerk.submit(pk).status_code == 302
    assert draft(pk).current_workflow_task.name == "成员单位审核"


def test_one_sitting_is_one_version_and_the_reviewed_one_is_kept(clerk, authority, people, desk):
    pk = whole(clerk, authority)
    page = draft(pk)
    assert page.revisions.count() == 1
    clerk.submit(pk)
    reviewed = page.latest_revision_id
    desk(people.leader).decide(draft(pk), "reject", comment="请改。")
    clerk.send(pk, "text", text(summary="改过。"))
    assert draft(pk).latest_revision_id != reviewed
