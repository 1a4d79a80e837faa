"""What an attacker and a hurried editor tried at the gate and could not be allowed."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cases.models import HonourSubject, PunishmentBasis, PunishmentSubject
from cms import clock
from cms.register import verbs
from cms.register.models import Entry
from tests.factories import cases

TOMORROW = datetime.timedelta(days=1)


def refused(page):
    """The sentences with which publishing the page's draft is refused."""
    page.save_revision()
    cases.reviewed(page)
    with pytest.raises(verbs.Refused) as caught:
        verbs.publish(page)
    assert not Entry.objects.filter(page_id=page.pk).exists()
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(("law", "article"), [("", ""), ("《产品质量法》", ""), ("", "第四十九条"), (" ", "\u200b")])
def test_a_basis_needs_law_and_article(tree, law, article):
    page = cases.punishment(tree.scjg)
    page.bases = [PunishmentBasis(law=law, article=article)]
    assert "处罚依据" in refused(page)


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_subject_needs_a_name(tree, name):
    page = cases.punishment(tree.scjg)
    page.subjects = [PunishmentSubject(name=name)]
    assert "行政相对人" in refused(page)


@pytest.mark.parametrize("text", ["", "   ", "<b></b>"])
def test_a_section_needs_text(tree, text):
    assert "正文" in refused(cases.punishment(tree.scjg, body=cases.body("situation", text)))


@pytest.mark.parametrize("field", ["decided_on", "notified_on"])
def test_dates_cannot_lie_ahead(tree, field):
    page = cases.punishment(tree.scjg)
    setattr(page, field, clock.today() + TOMORROW)
    assert any("晚于今天" in sentence for sentence in page.publication_problems(clock.now()))
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert field in caught.value.message_dict


def test_consent_cannot_lie_ahead(tree):
    assert "同意" in refused(cases.honour(tree.scjg, consent_on=clock.today() + TOMORROW))


@pytest.mark.parametrize("field", ["fine", "confiscated"])
def test_amounts_are_not_negative(tree, field):
    page = cases.punishment(tree.scjg)
    setattr(page, field, Decimal("-5"))
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert field in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        type(page).objects.filter(pk=page.pk).update(**{field: -5})


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\x07"])
def test_no_character_that_nobody_sees(tree, char):
    page = cases.punishment(tree.scjg)
    page.title = f"某公司{char}案"
    assert any("看不见" in str(sentence) for sentence in page.publication_problems(clock.now()))
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "title" in caught.value.message_dict


class TestACopyDoesNotBringItBack:
    """The same decision about the same subject stands in the register once, whatever page it comes from."""

    @pytest.fixture
    def entry(self, tree):
        return verbs.publish(cases.punishment(tree.scjg, document_number="津市监处罚〔2026〕77号"))

    def copy(self, entry):
        return entry.page.specific.copy(update_attrs={"slug": "copied"}, keep_live=False)

    def test_of_an_ended_case(self, entry):
        verbs.end(entry, reason="repaired", why="修复")
        assert "已经结束" in refused(self.copy(entry))

    def test_of_a_public_case(self, entry):
        assert "已有公示条目" in refused(self.copy(entry))

    def test_typed_anew_under_the_same_name(self, tree, entry):
        page = cases.punishment(tree.scjg, document_number="津市监处罚〔2026〕77号")
        assert "已有公示条目" in refused(page)

    def test_what_was_published_in_error_may_be_published_rightly(self, entry):
        verbs.end(entry, reason="corrected", why="误发")
        assert verbs.publish(cases.reviewed(self.copy(entry)))

    def test_another_subject_of_the_same_decision(self, tree, entry):
        page = cases.punishment(tree.scjg, document_number="津市监处罚〔2026〕77号", subject="江津区另一家有限公司")
        assert verbs.publish(page)

    def test_honours_as_well(self, tree):
        first = cases.honour(tree.scjg, document_number="津文〔2026〕1号")
        verbs.end(verbs.publish(first), reason="withdrawn", why="撤回同意")
        again = cases.honour(tree.scjg, document_number="津文〔2026〕1号")
        again.subjects = [HonourSubject(name=first.subjects.get().name, code=first.subjects.get().code)]
        assert "已经结束" in refused(again)
