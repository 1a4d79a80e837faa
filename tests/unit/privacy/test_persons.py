"""How natural persons' names are masked, and found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.privacy.persons import COMPOUND, detector, masked_name

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=5)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王明", "王某"),
        ("张小明", "张某某"),
        ("欧阳锋", "欧阳某"),
        ("司马相如", "司马某某"),
        ("歐陽鋒", "歐陽某"),
        ("欧阳", "欧某"),
        ("王 明", "王某"),
        ("王", "王某"),
        ("阿依古丽", "阿某某某"),
        ("买买提·艾力", "买某某"),
        ("John Smith", "J某某"),
        ("", ""),
        ("王某某", "王某某"),
    ],
)
def test_masks(name, masked):
    assert masked_name(name) == masked


def test_the_list_of_compound_surnames_is_read_in_pairs():
    assert {"欧阳", "上官", "司马", "诸葛", "东方", "完颜", "耶律", "呼延"} <= COMPOUND
    assert all(len(surname) == 2 for surname in COMPOUND)


@given(HAN)
def test_no_character_of_the_given_name_is_left(name):
    masked = masked_name(name)
    assert len(masked) == len(name)
    assert set(masked[2:]) <= {"某"}
    assert masked[-1] == "某"


@pytest.mark.parametrize("text", ["当事人王小明到场", "王 小 明", "王·小·明", "王小明经营部", "负责人：王小明。"])
def test_finds(text):
    (found,) = detector(["王小明"])(text)
    assert found.masked == "王某某"


@pytest.mark.parametrize("text", ["王小红", "小明王", "王某某", "王大小明", "当事人王小、明某"])
def test_does_not_find(text):
    assert list(detector(["王小明", "王某某"])(text)) == []


def test_names_in_letters_are_words():
    find = detector(["John Smith"])
    assert [f.masked for f in find("signed: john  smith")] == ["J某某"]
    assert list(find("Johnsmithson")) == []


@given(st.text(max_size=300), HAN)
def test_finds_a_name_in_any_text(text, name):
    found = list(detector([name])(f"{text}{name}。"))
    if masked_name(name) != name:
        assert any(f.end == len(text) + len(name) for f in found) or any(f.start <= len(text) < f.end for f in found)
