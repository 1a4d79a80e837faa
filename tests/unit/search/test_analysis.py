"""The text analysis: what is the same, what is not, and where it came from."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import (
    EDGE,
    LETTERS,
    LONGEST_RUN,
    index_text,
    index_tokens,
    is_wide,
    pairs,
    runs,
    spaced_text,
    tokens,
    traced,
)

MIXED = st.text(alphabet="渝府发財务財務税税Ａａaé0０〔2017〕3号。 \u200d\u0301\x00\n々カ가", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渝府发〔2017〕3号", "渝府发[2017]3号"),
        ("渝府发〔2017〕3号", "渝府发（２０１７）３号"),
        ("渝府发〔2017〕3号", "渝府发 【2017】 3 号"),
        ("拖欠農民工工資", "拖欠农民工工资"),
        ("ＡＢＣ", "abc"),
        ("Café", "cafe"),
        ("税\u200b务", "税务"),
        ("９１５００１１６ＭＡ", "91500116ma"),
        ("①②", "12"),
        ("㈱", "株"),
    ],
)
def test_the_same(one, other):
    assert runs(one) == runs(other)


@pytest.mark.parametrize(("one", "other"), [("失信。用户", "失信用户"), ("3号", "13号"), ("渝府发", "渝府办发")])
def test_not_the_same(one, other):
    assert index_tokens(one) != index_tokens(other)


def test_runs_and_pairs():
    assert runs("渝府发〔2017〕13号") == ["渝府发", "2017", "13", "号"]
    assert index_tokens("渝府发〔2017〕13号") == ["渝府", "府发", "发", "2017", "13", "号"]
    assert pairs("渝府发", closed=False) == ["渝府", "府发"]
    assert pairs("号", closed=False) == ["号"]
    assert index_text("税务局") == "税务 务局 局"
    assert spaced_text("税务局No.5") == "税务局 no 5"


def test_a_boundary_stands_between_two_runs():
    assert "信用" not in index_tokens("失信。用户")
    assert "信用" in index_tokens("失信用户")


def test_an_edge_comes_of_no_text():
    assert runs(EDGE) == []
    assert all(EDGE not in normal for normal in map(LETTERS.__getitem__, range(0xE000, 0xF900)))


def test_long_runs_of_letters_are_cut():
    assert runs("x" * 1_000) == ["x" * LONGEST_RUN]
    assert len(runs("税" * 1_000)[0]) == 1_000


def test_every_character_there_is():
    """None raises, and none but letters and digits is kept."""
    for code in range(0, sys.maxunicode + 1, 7):
        assert all(part == " " or part.isalnum() or part == "々" for part in LETTERS[code])


@given(st.text())
def test_never_raises_and_tokens_are_clean(text):
    for token in index_tokens(text):
        assert token
        assert all(char.isalnum() or char == "々" for char in token)
        assert "\x00" not in token
        assert is_wide(token) or len(token) <= LONGEST_RUN


@given(st.one_of(st.text(), MIXED))
def test_normal_text_stays_as_it_is(text):
    once = spaced_text(text)
    assert spaced_text(once) == once


@given(st.one_of(st.text(), MIXED))
def test_places_lead_back_to_the_text(text):
    found = tokens(text)
    assert [token.text for token in found] == index_tokens(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        # The piece of the original the token came from holds the token.
        assert token.text in spaced_text(text[token.start : token.end])


@given(st.one_of(st.text(), MIXED))
def test_traced_is_spaced_text_with_one_place_a_character(text):
    spaced, starts = traced(text)
    assert len(spaced) == len(starts)
    assert spaced.strip() == spaced_text(text)
    assert starts == sorted(starts)
    assert starts[-1] == len(text)


@pytest.mark.parametrize("text", ["税", "a", "税a", "失信。", "é\u0301"])
def test_the_work_is_linear(text):
    """Twice the text gives twice the tokens: nothing is paired with everything."""
    once, twice = len(index_tokens(text * 20_000)), len(index_tokens(text * 40_000))
    assert twice <= 2 * once + 1
    assert once <= len(text) * 20_000
