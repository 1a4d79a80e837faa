"""Names by their sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from search.analysis import EDGE, runs
from search.pinyin import INITIAL, MOST_READINGS, SOUND, SYLLABLES, read_as, spoken, syllables

# The 6,763 characters of GB 2312 as bytes: 16 to 87 from A1.
COMMON = [
    char
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    for char in bytes([row, cell]).decode("gb2312", "ignore")
]


def plain(found):
    """Readings without their marks: syllables by spaces, initials by hyphens."""
    return [("-" if runs[0][0] == INITIAL else " ").join(run[1:] for run in runs) for runs, _open in found]


def test_every_common_character_has_its_syllable_in_the_table():
    assert len(COMMON) == 6763
    assert {lazy_pinyin(char)[0] for char in COMMON} - SYLLABLES == {"n"}  # 嗯


@pytest.mark.parametrize(
    ("han", "sound"),
    [
        ("重庆", "chong qing"),
        ("重点", "zhong dian"),
        ("银行", "yin hang"),
        ("会计师", "kuai ji shi"),
        ("绿色", "lv se"),
        ("某省", "mou sheng"),
    ],
)
def test_polyphones_are_read_by_their_words(han, sound):
    assert " ".join(syllables(han)) == sound


def test_what_is_kept_beside_a_line():
    kept = [EDGE if run == EDGE else run[1:] for run in spoken(runs("重庆鼎盛（江津）ABC公司"))]
    assert " ".join(kept) == f"chong qing ding sheng jiang jin gong si {EDGE} cq qd ds sj jj jg gs {EDGE}"
    assert spoken(runs("ABC 2026")) == spoken(runs("号")) == spoken([]) == []


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        (["dingsheng"], ["ding sheng", "ding shen g"]),
        (["dings"], ["ding s"]),
        (["dsjz"], ["ds-sj-jz"]),
        (["xian"], ["xian", "xi an", "xia n"]),
        (["xi", "an"], ["xi an"]),
        (["lyuse"], ["lv se"]),
        (["ds"], ["ds"]),
        (["ma"], ["ma", "ma"]),
        (["d"], []),
        (["hello"], ["he-el-ll-lo"]),
        (["uv"], []),
        (["ding", "x9"], []),
        (["鼎盛"], []),
        (["2026"], []),
        (["a" * 41], []),
        ([], []),
    ],
)
def test_what_typed_letters_may_mean(typed, readings):
    assert plain(read_as(typed)) == readings


@given(st.text(alphabet="angxiuehoz", min_size=1, max_size=60))
def test_few_readings_whatever_is_typed(letters):
    found = read_as([letters])
    assert len(found) <= MOST_READINGS + 1
    for heard, is_open in found:
        assert all(run[0] in (SOUND, INITIAL) for run in heard)
        if is_open:
            assert {run[1:] for run in heard[:-1]} <= SYLLABLES


def test_the_marks_are_no_letters_that_a_text_yields():
    assert runs(f"{SOUND}ding {INITIAL}ds") == ["yding", "ids"]
