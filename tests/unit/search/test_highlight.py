"""Marks: in the right places, safe as HTML, whatever the text."""

import html
import re

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import MOST_SPANS, best_passage, highlight, holds

DANGEROUS = st.text(alphabet="<>&\"'工资税务a1 渝府发〔2017〕3号。\n\u0301\u200d", max_size=60)
TAGS = re.compile(r"</?mark>")


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("拖欠农民工工资案", "工资", "拖欠农民工<mark>工资</mark>案"),
        ("拖欠農民工工資案", "农民工工资", "拖欠<mark>農民工工資</mark>案"),
        ("渝府发〔２０１７〕３号文", "渝府发[2017]3号", "<mark>渝府发〔２０１７〕３号</mark>文"),
        ("13号和3号", "3号", "13号和<mark>3号</mark>"),
        ("失信。用户失信用户", "失信用户", "失信。用户<mark>失信用户</mark>"),
        ("列入黑名单", "严重失信主体名单", "列入<mark>黑名单</mark>"),
        ("甲乙丙", "甲 丙", "<mark>甲</mark>乙<mark>丙</mark>"),
        ("工资工资", "工资", "<mark>工资工资</mark>"),
        ("农民工资", "农民工 工资", "<mark>农民工资</mark>"),
        ("代码91500116MA0000001N。", "91500116", "代码<mark>91500116</mark>MA0000001N。"),
        ("a b a b", "b", "a <mark>b</mark> a <mark>b</mark>"),
        ("税务", "工资", "税务"),
        ("税务", "", "税务"),
        ("", "税务", ""),
        ("e\u0301t", "et", "<mark>e\u0301t</mark>"),
    ],
)
def test_marks(text, question, marked):
    assert highlight(text, question) == marked


def test_holds_tells_whether_every_word_is_there():
    assert holds("拖欠工资案", "工资 拖欠")
    assert holds("列入黑名单", "严重失信主体名单")
    assert not holds("拖欠工资案", "工资 鼎盛")


def test_markup_is_text():
    marked = highlight("<script>alert('工资')</script>&amp;", "工资")
    assert marked == "&lt;script&gt;alert(&#x27;<mark>工资</mark>&#x27;)&lt;/script&gt;&amp;amp;"
    assert highlight("<img src=x>", "img") == "&lt;<mark>img</mark> src=x&gt;"
    assert isinstance(marked, SafeString)


@given(st.one_of(st.text(), DANGEROUS), st.one_of(st.text(), DANGEROUS))
def test_without_its_marks_it_is_the_escaped_text(text, question):
    marked = highlight(text, question)
    assert isinstance(marked, SafeString)
    assert html.unescape(TAGS.sub("", marked)) == text
    rest = TAGS.sub("", marked)
    assert not set("<>\"'") & set(rest)
    tags = TAGS.findall(marked)
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)
    assert "<mark></mark>" not in marked


@given(st.one_of(st.text(), DANGEROUS), st.one_of(st.text(), DANGEROUS), st.integers(10, 80))
def test_a_passage_is_safe_and_short(text, question, length):
    passage = best_passage(text, question, length)
    assert isinstance(passage, SafeString)
    shown = html.unescape(TAGS.sub("", passage))
    assert not set("<>\"'") & set(TAGS.sub("", passage))
    assert len(shown.strip("…")) <= max(length, 0) + 200
    assert "\n" not in shown


def test_a_passage_shows_where_most_of_the_question_is():
    text = "甲公司成立。" * 50 + "该公司拖欠工资，被责令支付。" + "乙公司注销。" * 50
    passage = best_passage(text, "拖欠 责令", 40)
    assert "<mark>拖欠</mark>工资，被<mark>责令</mark>支付" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")


def test_a_passage_begins_with_the_line_of_what_it_found():
    text = "概述\ngeneral\n该公司拖欠工资，被责令支付。" + "其他。" * 100
    assert best_passage(text, "拖欠", 60).startswith("…该公司<mark>拖欠</mark>")


def test_a_passage_of_what_does_not_answer_is_the_beginning():
    assert best_passage("甲公司\n成立。" + "x" * 300, "工资", 10) == "甲公司 成立。xxx…"
    assert best_passage("短文。", "工资") == "短文。"
    assert best_passage("", "工资") == ""


def test_a_passage_never_ends_within_what_it_found():
    text = "甲" * 30 + "拖欠农民工工资" + "乙" * 30
    assert "<mark>拖欠农民工工资</mark>" in best_passage(text, "拖欠农民工工资", 12)


def test_a_word_of_every_line_leaves_marks_for_the_others():
    text = "的。" * 5_000 + "该公司拖欠工资的事实。"
    assert "<mark>拖欠</mark>" in best_passage(text, "的 拖欠")


def test_a_passage_marks_what_the_whole_text_marks():
    """Where the passage begins within 13号, its 3号 is no match."""
    text = "甲" * 200 + "13号" + "乙" * 8 + "工资" + "丙" * 200
    for length in range(20, 60):
        assert "<mark>3" not in best_passage(text, "3号 工资", length)


def test_the_number_of_marks_is_bounded():
    assert highlight("税。" * 100_000, "税").count("<mark>") <= MOST_SPANS
    many = " ".join("税务工资" for _ in range(30))
    assert highlight("税务工资。" * 10_000, many).count("<mark>") <= MOST_SPANS
