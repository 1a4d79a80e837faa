"""The exact look-up: a code confirms, a name alone does not."""

import re

import pytest

from cases.models import PunishmentSubject
from cms.register import verbs
from tests.factories import cases

NAME = "重庆鼎盛（江津）商贸有限公司"
CODE, OTHER = cases.credit_code(7001), cases.credit_code(7002)


def published(unit, name, code):
    """A public case against a firm of this name and code."""
    page = cases.punishment(unit, save=False, title=f"{name}案")
    page.subjects = [PunishmentSubject(name=name, code=code)]
    unit.page.add_child(instance=page)
    page.save_revision()
    return verbs.publish(cases.reviewed(page))


@pytest.fixture
def firms(tree):
    """A firm, another one of the same name, one without a code, and one of a longer name."""
    return {
        "one": published(tree.scjg, NAME, CODE),
        "other": published(tree.scjg, NAME, OTHER),
        "no code": published(tree.scjg, NAME, ""),
        "longer": published(tree.scjg, f"{NAME}白沙分公司", cases.credit_code(7003)),
    }


@pytest.fixture
def ask(client):
    """`(text, {match: addresses})` of a look-up."""

    def look(question):
        response = client.get("/lookup/", {"q": question})
        assert response.status_code == 200
        text = response.content.decode()
        sections = re.findall(r'<section data-match="(\w+)">(.*?)</section>', text, re.S)
        return text, {match: set(re.findall(r'data-url="([^"]+)"', part)) for match, part in sections}

    return look


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f" {CODE[:9]} {CODE[9:]} ", f"{CODE[:8]}-{CODE[8:]}"])
def test_a_code_confirms_and_the_same_name_does_not(firms, ask, typed):
    text, found = ask(typed)
    assert found == {"code": {firms["one"].path}, "name": {firms["other"].path, firms["no code"].path}}
    assert "未经确认" in text
    assert OTHER in text
    assert firms["one"].last_public_day.isoformat() in text


def test_a_full_width_code(firms, ask):
    _text, found = ask("".join(chr(ord(char) + 0xFEE0) for char in CODE))
    assert found["code"] == {firms["one"].path}


@pytest.mark.parametrize(
    "typed", [NAME, "重庆鼎盛(江津)商贸有限公司", "重庆鼎盛江津商贸有限公司", "重慶鼎盛（江津）商貿有限公司"]
)
def test_a_name_alone_is_unconfirmed(firms, ask, typed):
    text, found = ask(typed)
    assert found == {"name": {firms[key].path for key in ("one", "other", "no code")}}
    assert "仅名称相同" in text
    assert CODE in text


@pytest.mark.parametrize("typed", ["鼎盛", "重庆鼎盛", "（江津）商贸有限公司", "江津 商贸", "江津商貿"])
def test_part_of_a_name_is_no_match_but_is_told(firms, ask, typed):
    text, found = ask(typed)
    assert found == {"part": {entry.path for entry in firms.values()}}
    assert "没有名称与此完全相同的条目" in text
    assert f"名称中含有“{typed}”的条目（未经确认，请核对全称和代码）" in text
    assert "都没有" not in text
    assert "/search/?q=" in text


@pytest.mark.parametrize("typed", ["鼎", "%", "__", "（）", "商贸_有限"])
def test_too_little_of_a_name_and_wildcards_are_no_part(firms, ask, typed):
    assert ask(typed)[1] == {}


def test_of_many_names_ten_are_listed(tree, ask):
    for number in range(11):
        published(tree.scjg, f"江津区同名{number}号商行", cases.credit_code(7100 + number))
    text, found = ask("江津区同名")
    assert len(found["part"]) == 10
    assert "只列出一部分" in text


def test_what_has_ended_is_not_told_by_a_part_of_its_name(firms, ask):
    for entry in firms.values():
        verbs.end(entry, reason="repaired", why="已修复")
    assert ask("重庆鼎盛")[1] == {}


@pytest.mark.parametrize(
    ("typed", "verdict"), [("重庆无此企业有限公司", "以此为全称查询"), (OTHER, "此信用代码的条目")]
)
def test_neither_is_said_of_what_was_looked_up(tree, ask, typed, verdict):
    text, found = ask(typed)
    assert found == {}
    assert verdict in text
    assert "曝光台和守信榜上都没有" in text


def test_honours_stand_apart(tree, ask):
    entry = verbs.publish(cases.honour(tree.scjg))
    text, found = ask(entry.subjects.get().code)
    assert found == {"code": {entry.path}}
    assert 'data-kind="honour"' in text
    assert 'data-kind="punishment"' not in text


def test_what_has_ended_is_not_told(firms, ask):
    verbs.end(firms["one"], reason="repaired", why="已修复")
    _text, found = ask(CODE)
    assert found == {}


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        (CODE[:17], "有 17 位"),
        (CODE + "1", "有 19 位"),
        ("500116123456789", "有 15 位"),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "末位校验码"),
        (CODE[:9] + "O" + CODE[10:], "I、O、S、V、Z"),
        ("0" * 17 + "X", "无代码"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(firms, ask, typed, remark):
    text, found = ask(typed)
    assert remark in text
    assert found == {}
    # Part of a code proves nothing, nor does a mistyped one: only a right one is answered with "neither".
    assert "都没有" not in text
    assert "完全相同" not in text


@pytest.mark.parametrize("typed", [CODE, NAME, "GB 32100", "2026", "ABC公司", "12号楼"])
def test_no_remark_on_what_is_right_or_no_code(firms, ask, typed):
    text, _found = ask(typed)
    assert 'role="status"' not in text


def test_a_code_with_a_wrong_check_character_is_looked_up_all_the_same(tree, ask):
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    entry = published(tree.scjg, NAME, wrong)
    text, found = ask(wrong)
    assert found == {"code": {entry.path}}
    assert "末位校验码" in text


def test_it_says_when_and_what_it_does_not_mean(firms, ask):
    text, _found = ask(CODE)
    assert "信用中国" in text
    assert "不是信用证明" in text
    assert "数据截至" in text
