"""中华人民共和国行政处罚法 (2021), articles 48 and 85: what is published, and what is taken back when it was wrong.

第四十八条: 具有一定社会影响的行政处罚决定应当依法公开。公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，
行政机关应当在三日内撤回行政处罚决定信息并公开说明理由。
"""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cms.register import verbs
from cms.register.models import EntryContent
from tests.factories import cases


def corrected(page, *, what="更正。", **keyword):
    """The entry of the public `page` after its draft's changes were published as a correction."""
    page.save_revision()
    cases.reviewed(page)
    return verbs.correct(page.entry, what=what, **keyword)


@pytest.fixture
def page(tree):
    page = cases.punishment(tree.scjg, fine=Decimal(1), violation_facts="当事人冒用他人厂名。")
    verbs.publish(page)
    return type(page).objects.get(pk=page.pk)


def test_48_a_correction_shows_which_facts_changed(page, client):
    """An amount accuses nobody: the old value stands beside the new one."""
    page.fine, page.document_number = Decimal("12.5"), "津市监处罚〔2026〕9001号"
    entry = corrected(page, what="更正罚款数额和文号的录入错误。")
    text = client.get(entry.path).content.decode()
    assert "<del>1 万元</del>" in text
    assert "<ins>12.5 万元</ins>" in text
    assert "<ins>津市监处罚〔2026〕9001号</ins>" in text
    assert "更正罚款数额和文号的录入错误。" in text


def test_48_what_was_alleged_wrongly_is_not_told_again(page, client):
    page.violation_facts = "当事人标注的厂名有误。"
    page.title = "江津区试验建材有限公司标注厂名有误案"
    entry = corrected(page)
    text = client.get(entry.path).content.decode()
    assert "冒用" not in text
    assert "未履行义务案" not in text
    assert "违法事实已更正" in text
    assert "冒用" not in str(entry.content.corrections)


def test_48_a_changed_decision_repeats_no_old_value_at_all(page, client):
    page.fine = Decimal(2)
    entry = corrected(page, what="决定机关已变更处罚决定。", hide_old=True)
    text = client.get(entry.path).content.decode()
    assert "<del>" not in text
    assert "现为 2 万元" in text


def test_48_a_body_that_changed_is_said_to_have_changed(page, client):
    page.body = cases.body("situation", "另一段正文。")
    assert "正文已更正" in client.get(corrected(page).path).content.decode()


def test_48_a_body_that_was_only_saved_again_did_not_change(page, client):
    """Blocks without ids get some when the page is saved."""
    body = page.body.get_prep_value()
    body[0]["id"] = "5ec71000-0000-4000-8000-00000000000f"
    page.body, page.fine = page.body.stream_block.to_python(body), Decimal(2)
    entry = corrected(page)
    assert [change["label"] for change in entry.content.corrections[0]["changes"]] == ["罚款金额"]


def test_48_the_editor_chooses_on_the_page_of_the_correction(page, client, editor):
    page.fine = Decimal(3)
    page.save_revision()
    cases.reviewed(page)
    client.force_login(editor)
    address = f"/admin/cases/{page.pk}/publish/"
    assert "不重复原值" in client.get(address).content.decode()
    assert client.post(address, {"what": "变更决定。", "hide_old": "on"}).status_code == 302
    (correction,) = EntryContent.objects.get(entry=page.entry).corrections
    assert correction["changes"] == [{"label": "罚款金额", "before": "", "after": "3 万元"}]


def test_48_the_sentence_of_a_correction_holds_nothing_personal(page):
    page.fine = Decimal(3)
    with pytest.raises(verbs.Refused, match="公开的说明"):
        corrected(page, what="更正，联系人电话13812345678。")


def test_48_corrections_are_append_only_in_the_database(page):
    page.fine = Decimal(2)
    entry = corrected(page)
    page = type(page).objects.get(pk=page.pk)
    page.fine = Decimal(4)
    entry = corrected(page)
    assert len(entry.content.corrections) == 2
    rows = EntryContent.objects.filter(pk=entry.pk)
    first, second = entry.content.corrections
    for forged in ([], [second], [second, first], [first | {"what": "无"}, second]):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(corrections=forged)
    assert rows.get().corrections == [first, second]
