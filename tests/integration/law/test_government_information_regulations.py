"""中华人民共和国政府信息公开条例 (2019), articles 6, 15 and 20(6).

Published are the basis and the decision itself; what would harm a third person is not.

第六条: government information is published correctly and in time. 第十五条: not what is a trade secret or private and
would harm a third person. 第二十条第六项: 行政处罚的依据、条件、程序 and decisions of some social effect are published.
"""

import json

import pytest

from cases.models import PunishmentSubject
from cms import clock
from cms.register import verbs
from tests.factories import cases
from tests.integration.answers import read


def test_20_the_page_says_basis_authority_number_date_and_penalty(tree, client):
    page = cases.punishment(tree.scjg, penalty="罚款一万元", violation_type="未履行义务")
    text = client.get(verbs.publish(page).path).content.decode()
    for word in (
        "《中华人民共和国产品质量法》第四十九条",
        page.authority.name,
        page.document_number,
        page.decided_on.isoformat(),
        "罚款一万元",
        "未履行义务",
    ):
        assert word in text


@pytest.mark.parametrize("field", ["impact_assessment", "document_number", "notified_on", "authority", "decided_on"])
def test_15_without_the_record_nothing_is_published_and_the_form_says_where(tree, field):
    """The harm to the subject and to third persons is weighed before, and the subject was told."""
    page = cases.punishment(tree.scjg)
    setattr(page, field, None if field in {"notified_on", "authority", "decided_on"} else "")
    assert field in [problem.field for problem in page.publication_problems(clock.now())]


def test_15_what_was_weighed_and_noted_stays_on_the_desk(tree, client):
    page = cases.punishment(tree.scjg, impact_assessment="鼍鼓评估", remarks="鼍鼓备注")
    subject = page.subjects.get()
    page.subjects = [PunishmentSubject(name=subject.name, code=subject.code, legal_representative="鼍鼓代表")]
    page.save()
    page.save_revision()
    entry = verbs.publish(cases.reviewed(page))
    frozen = json.dumps(entry.content.data, ensure_ascii=False) + entry.content.html + entry.search_text
    public = client.get(entry.path).content.decode() + read(client.get("/board/export.json")).decode()
    assert "鼍鼓" not in frozen + public
    assert entry.path not in client.get("/search/?q=鼍鼓").content.decode()


def test_6_what_changes_afterwards_on_the_desk_is_not_public_until_corrected(tree, client):
    entry = verbs.publish(cases.punishment(tree.scjg, penalty="罚款一万元"))
    page = entry.page.specific
    page.penalty = "罚款九万元"
    page.save_revision()
    assert "罚款九万元" not in client.get(entry.path).content.decode()
    verbs.correct(entry, what="更正处罚内容。", revision=cases.reviewed(page).get_latest_revision())
    text = client.get(entry.path).content.decode()
    assert "罚款九万元" in text
    assert "更正处罚内容。" in text
