""" "Did you mean": public subjects only, links and no assertion."""

import re

import pytest

from cases.models import PunishmentSubject
from cms.register import verbs
from search.nearby import near
from tests.factories import cases

NAME = "重庆市江津区鼎盛建筑工程有限公司"
CODE = cases.credit_code(7001)
OTHERS = [
    "重庆市江津区兴隆建筑工程有限公司",
    "江津区白沙鑫旺米业有限公司",
    "重庆几江商贸有限公司",
    "江津区德感粮油经营部",
]


def published(unit, name, code):
    """A public case against a firm of this name and code."""
    page = cases.punishment(unit, save=False, title="未履行义务案")
    page.subjects = [PunishmentSubject(name=name, code=code)]
    unit.page.add_child(instance=page)
    page.save_revision()
    return verbs.publish(cases.reviewed(page))


@pytest.fixture
def firm(tree):
    """A firm among others."""
    for number, name in enumerate(OTHERS):
        published(tree.scjg, name, cases.credit_code(7100 + number))
    return published(tree.scjg, NAME, CODE)


def wrong(place, char):
    """The code with another character at a place."""
    return CODE[:place] + char + CODE[place + 1 :]


CODES = {
    "one wrong": wrong(9, "Q" if CODE[9] != "Q" else "R"),
    "the last wrong": CODE[:-1] + ("0" if CODE[-1] != "0" else "1"),
    "the first wrong": wrong(0, "1"),
    "two swapped": CODE[:8] + CODE[9] + CODE[8] + CODE[10:],
    "one missing": CODE[:7] + CODE[8:],
    "one too many": f"{CODE[:5]}7{CODE[5:]}",
    "letters for digits": CODE.replace("0", "O").replace("1", "I").replace("5", "S"),
    "lower case and spaces": f" {wrong(10, 'Q').lower()[:9]} {wrong(10, 'Q').lower()[9:]} ",
}
NAMES = {
    "the same sound": "重庆市江津区丁盛建筑工程有限公司",
    "the same sound, part": "丁盛",
    "the same sound, other characters": "顶圣建筑",
    "one wrong": "重庆市江津区鼎旺建筑工程有限公司",
    "one missing": "重庆市江津区鼎建筑工程有限公司",
    "one added": "重庆市江津区鼎盛大建筑工程有限公司",
    "two swapped": "重庆市江津区盛鼎建筑工程有限公司",
    "another legal form": "重庆鼎盛建筑工程有限责任公司",
    "another place": "江津鼎盛建筑工程公司",
    "traditional": "重慶市江津區丁盛建築工程有限公司",
}


@pytest.mark.parametrize("typed", CODES.values(), ids=CODES)
def test_a_code_with_one_slip(firm, typed):
    assert [found.text for found in near(typed)] == [f"{NAME} {CODE}"]


def test_two_slips_are_too_many(firm):
    assert near(wrong(9, "Q")[:12] + "QQ" + CODE[14:]) == []


def test_a_code_that_is_public_needs_no_guess(firm):
    assert near(CODE) == []


def test_right_check_characters_come_first(tree):
    typed = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    unlikely = typed[:3] + ("9" if typed[3] != "9" else "8") + typed[4:]
    published(tree.scjg, "江津区乙公司", CODE)
    published(tree.scjg, "江津区甲公司", unlikely)
    assert [found.text for found in near(typed)] == [f"江津区乙公司 {CODE}", f"江津区甲公司 {unlikely}"]


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_a_near_name(firm, typed):
    assert next(iter(near(typed))).text == NAME


@pytest.mark.parametrize("typed", ["鼎盛", NAME, "重庆几江", "白沙", "米业", "鼎盛建筑工程"])
def test_no_guess_where_a_name_holds_what_was_typed(firm, typed):
    assert near(typed) == []


NOTHING = [
    "重庆有限公司",
    "建筑工程有限公司",
    "兴旺发达",
    "鼎",
    "拖欠工资",
    "hello",
    "",
    "2026",
    "。",
    "江津区华泰食品有限公司",
]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_resembles_nothing(firm, typed):
    assert near(typed) == []


@pytest.mark.parametrize("address", ["/search/", "/lookup/"])
@pytest.mark.parametrize("typed", [CODES["two swapped"], NAMES["the same sound"]])
def test_pages_link_to_it_and_assert_nothing(firm, client, address, typed):
    text = client.get(address, {"q": typed}).content.decode()
    (section,) = re.findall(r"<section[^>]*data-near.*?</section>", text, re.S)
    assert "你是不是要找" in section
    assert NAME in section
    assert "并不表示就是你要找的企业" in section
    assert re.search(r'href="/lookup/\?q=', section)


@pytest.mark.parametrize("address", ["/search/", "/lookup/"])
@pytest.mark.parametrize("typed", [CODES["two swapped"], NAMES["the same sound"]])
def test_what_is_not_public_is_not_meant(firm, client, address, typed):
    verbs.suspend(firm, why="复核")
    assert "data-near" not in client.get(address, {"q": typed}).content.decode()
    verbs.resume(firm, why="恢复")
    verbs.end(firm, reason="repaired", why="已修复")
    text = client.get(address, {"q": typed}).content.decode()
    assert "data-near" not in text
    assert CODE not in text


def test_what_is_found_needs_no_guess(firm, tree, client):
    published(tree.scjg, "重庆市江津区丁盛建筑工程有限公司", cases.credit_code(7200))
    for address in ("/search/", "/lookup/"):
        assert "data-near" not in client.get(address, {"q": NAME}).content.decode()
