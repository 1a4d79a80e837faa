"""Where a wording is wrong, and where the same characters are right."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.quality.wording import Name, Rule, Wording, plain

DAY = datetime.date(2026, 3, 2)
SINCE = datetime.date(2019, 4, 1)


def rule(wrong, right="新称", **values):
    """A serious rule for an organ."""
    return Rule(wrong=wrong, right=right, kind="organ", severity="serious", **values)


def found(text, *rules, day=DAY, names=(), subjects=()):
    """The wrong wordings in `text`, in order, with how often."""
    rows = Wording(rules, names).find(text, day=day, subjects=subjects)
    return [(row.rule.wrong, row.times) for row in rows]


GS, HB = rule("工商局", "市场监管局", valid_from=SINCE), rule("环保局", "生态环境局")


def test_finds_each_wording_once_with_how_often():
    assert found("工商局会同环保局，工商局牵头", GS, HB) == [("工商局", 2), ("环保局", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "依据《工商局管理办法》处理",
        "依据《关于〈办法〉的通知（工商局《试行》）》处理",
        "渝工商局〔2020〕3号",
        "津工商局罚[2019]12号",
        "原工商局、原江津区工商局、原重庆市江津区工商局作出的决定",
        "前身为江津区工商局",
    ],
)
def test_is_silent_where_the_name_is_right(text):
    assert found(text, GS) == []


@pytest.mark.parametrize(
    "text", ["原告向工商局投诉", "原因是工商局未受理", "《未写完的书名，工商局\n》", "工 商局与工商局"]
)
def test_is_not_silent_where_it_only_looks_so(text):
    assert found(text, GS) == [("工商局", 1)]


def test_what_leads_up_to_a_document_number_is_looked_at():
    assert found("工商局依据渝府发〔2017〕3号文件", GS) == [("工商局", 1)]


def test_names_of_subjects_are_what_they_are():
    assert found("“工商局印刷厂”未履行，工商局查处", GS, subjects=["工商局印刷厂"]) == [("工商局", 1)]


def test_the_day_of_the_decision_decides():
    assert found("工商局查处", GS, day=SINCE - datetime.timedelta(days=1)) == []
    assert found("工商局查处", GS, day=SINCE) == [("工商局", 1)]
    past = rule("旧词", valid_to=SINCE)
    assert found("旧词", past, day=SINCE) == []


def test_a_name_in_force_on_that_day_is_right():
    name = Name("江津银保监分局", datetime.date(2018, 12, 1), datetime.date(2023, 7, 20))
    rules = [rule("银保监分局")]
    assert found("江津银保监分局通报", *rules, names=[name], day=datetime.date(2022, 1, 1)) == []
    assert found("江津银保监分局通报", *rules, names=[name]) == [("银保监分局", 1)]


def test_longer_words_and_the_right_wording_itself():
    assert (
        found("当地税局域、农业部门", rule("地税局", fine_in=("当地税局",)), rule("农业部", fine_in=("农业部门",)))
        == []
    )
    assert found("中国香港特别行政区", rule("香港", "中国香港")) == []


def test_the_longest_is_told():
    assert found("银保监会", rule("保监会"), rule("银保监会"), rule("银监会")) == [("银保监会", 1)]


def test_another_district_is_another_organ():
    own = rule("区交通局", "区交通运输委", own_place="江津")
    assert found("渝北区交通局", own) == []
    assert found("江津区交通局、由区交通局、区交通局", own) == [("区交通局", 3)]


def test_width_and_traditional_characters_make_no_difference():
    assert found("環保局", HB) == [("环保局", 1)]
    [row] = Wording([rule("ＡＢ")], []).find("前AB后", day=DAY)
    assert row.excerpt == "前AB后"


def test_excerpts_are_short():
    [row] = Wording([HB], []).find("前" * 100 + "环保局" + "后" * 100, day=DAY)
    assert row.excerpt == "…" + "前" * 12 + "环保局" + "后" * 12 + "…"


@given(st.text(alphabet="工商局《》〈〉原区〔〕2017号\n甲", max_size=60))
def test_never_fails_and_tells_places_of_the_text(text):
    assert len(plain(text)) == len(text)
    for row in Wording([GS], []).find(text, day=DAY):
        assert text[row.start : row.start + 3] == "工商局"
