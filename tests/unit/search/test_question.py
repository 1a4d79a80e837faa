"""What a reader typed, understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.question import LONGEST, MOST_WORDS, SHORTEST_PREFIX, Phrase, parse
from search.synonyms import MOST_VARIANTS, variants
from tests.unit.search.conftest import GROUPS


def words(text, **options):
    """The first phrase of each word, as spaced text."""
    return [" ".join(word[0].runs) for word in parse(text, **options).words]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("鼎盛 工资", ["鼎盛", "工资"]),
        ("鼎盛，工资；拖欠", ["鼎盛", "工资", "拖欠"]),
        ("渝府发[2017]3号", ["渝府发 2017 3 号"]),
        ("渝府发〔２０１７〕３号", ["渝府发 2017 3 号"]),
        ("“失信” 《条例》", ["失信", "条例"]),
        ("GB 32100-2015", ["gb", "32100 2015"]),
        ("  ", []),
        ("。，〔〕", []),
        ("\x00", []),
    ],
)
def test_words(text, wanted):
    assert words(text) == wanted


def test_whole_takes_a_text_for_one_phrase():
    assert words("鼎盛 工资", whole=True) == ["鼎盛 工资"]


@pytest.mark.parametrize(
    ("text", "typing", "open_ended"),
    [
        ("9" * SHORTEST_PREFIX, False, True),
        ("9" * (SHORTEST_PREFIX - 1), False, False),
        ("91", True, True),
        ("税务", True, False),
        ("税", False, True),
        ("渝府发3", False, False),
    ],
)
def test_open_ends(text, typing, open_ended):
    ((phrase, *_others),) = parse(text, typing=typing).words
    assert phrase.open_ended is open_ended


def test_only_the_last_word_goes_on_while_typing():
    first, last = parse("ab cd", typing=True).words
    assert not first[0].prefix
    assert last[0].prefix


@pytest.mark.parametrize(
    ("phrase", "tokens", "pattern"),
    [
        (Phrase(("渝府发", "2017", "3", "号")), ["渝府", "府发", "发", "2017", "3", "号"], "渝府发 2017 3 号"),
        (Phrase(("2017", "3")), ["2017", "3"], " 2017 3 "),
        (Phrase(("91500116",), prefix=True), ["91500116"], " 91500116"),
        (Phrase(("税务局",)), ["税务", "务局"], "税务局"),
        (Phrase(("a", "税务")), ["a", "税务"], " a 税务"),
    ],
)
def test_the_two_forms_of_a_phrase(phrase, tokens, pattern):
    assert phrase.tokens == tokens
    assert phrase.pattern == pattern


@pytest.mark.parametrize("group", GROUPS)
def test_names_of_a_group_find_each_other(group):
    for name in group:
        (word,) = parse(f"关于{name}的通知").words
        assert {" ".join(phrase.runs) for phrase in word} == {f"关于{other}的通知" for other in group}


def test_variants_are_limited():
    everything = "".join(name for group in GROUPS for name in group)
    assert len(variants(everything)) <= MOST_VARIANTS
    assert variants("税务局") == ["税务局"]


def test_what_is_too_long_is_cut_and_said():
    question = parse("税务 " * 200)
    assert question.cut
    assert len(question.words) <= MOST_WORDS
    assert parse("x" * (LONGEST + 1)).cut
    assert not parse("x" * LONGEST).cut
    assert not parse("税务").cut


@given(st.text(), st.booleans(), st.booleans())
def test_never_raises_and_stays_small(text, typing, whole):
    question = parse(text, typing=typing, whole=whole)
    assert len(question.words) <= MOST_WORDS
    for phrase in question.phrases:
        assert phrase.runs
        assert phrase.tokens
        assert all(char.isalnum() or char in " 々" for char in phrase.pattern)
    assert sum(len(run) for word in question.words for run in word[0].runs) <= 20 * LONGEST


@pytest.mark.parametrize(
    "typed", ["9150 0116 MA5U 0000 1X", "91500116 MA5U00001X", "91500116-MA5U00001X", " 91500116　ma5u00001x "]
)
def test_a_code_in_groups_is_one_word(typed):
    (word,) = parse(typed).words
    assert word[0].runs == ("91500116ma5u00001x",)


@pytest.mark.parametrize("typed", ["GB 32100 2015", "abcdefghi jklmnopqr", "2019 2020 2021 2022 2023"])
def test_other_words_stay_words(typed):
    assert len(parse(typed).words) > 1


def test_a_document_number_without_brackets_is_also_read_with_its_year_apart():
    (word,) = parse("津府办发202134号").words
    assert [phrase.runs for phrase in word] == [("津府办发", "202134", "号"), ("津府办发", "2021", "34", "号")]


@pytest.mark.parametrize("typed", ["202134", "津府办发", "2021年34号", "电话2021345678号"])
def test_other_numbers_stay_whole(typed):
    (word,) = parse(typed).words
    assert len(word) == 1
