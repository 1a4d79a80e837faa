"""What a reader typed, understood: words joined by AND, each word a phrase or one of its other names."""

import re
from dataclasses import dataclass

from search.analysis import EDGE, is_wide, pairs, runs
from search.pinyin import read_as
from search.synonyms import variants

LONGEST = 200  # characters of a question that are read
MOST_WORDS = 32
SHORTEST_PREFIX = 6  # letters and digits; from here on the end of a code may be missing

# What stands between two words. Brackets, hyphens, dots and slashes do not: 渝府发[2017]3号 is one word.
BETWEEN_WORDS = re.compile(r"""[\s\x00-\x1f,，、;；:：。!！?？…"“”‘’《》「」『』|｜&＆<>]+""")

CODE_LENGTH, LEAST_DIGITS = 18, 9  # half of a credit code and more are digits
GROUPED_CODE = re.compile(r"[0-9A-Za-z]+(?:[\s-]+[0-9A-Za-z]+)+")
YEAR_AND_NUMBER = re.compile(r"((?:19|20)[0-9]{2})([0-9]{1,5})")
GAPS = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class Phrase:
    """Runs that stand next to each other; `prefix` tells that the last run may go on."""

    runs: tuple[str, ...]
    prefix: bool = False

    @property
    def tokens(self):
        """The tokens that stand next to each other in an index of tokens."""
        *inner, last = self.runs
        # A Han run at the end may go on in the text; one before another run may not.
        return [token for run in inner for token in pairs(run)] + pairs(last, closed=False)

    @property
    def open_ended(self):
        """Whether the last token is the beginning of a token (a single Han character begins pairs)."""
        last = self.runs[-1]
        return self.prefix or (is_wide(last) and len(last) == 1 and last != EDGE)

    @property
    def pattern(self):
        """The phrase as it occurs in a spaced text that has a space at both ends."""
        before = "" if is_wide(self.runs[0]) else " "
        after = "" if self.prefix or is_wide(self.runs[-1]) else " "
        return f"{before}{' '.join(self.runs)}{after}"


@dataclass(frozen=True)
class Question:
    """`words`, each a tuple of phrases of which one must occur; `cut` tells that not everything was read."""

    words: tuple[tuple[Phrase, ...], ...]
    cut: bool = False

    @property
    def phrases(self):
        """All phrases of all words."""
        return [phrase for word in self.words for phrase in word]


def ungrouped(text):
    """The text; a credit code written in groups (9150 0116 MA5U 0000 1X) as the one word it is."""
    together = GAPS.sub("", text) if GROUPED_CODE.fullmatch(text) else ""
    return together if len(together) == CODE_LENGTH and sum(map(str.isdigit, together)) >= LEAST_DIGITS else text


def parse(text, *, typing=False, whole=False):
    """The `Question` a text asks; never raises, and has no words where there is nothing to search for.

    `typing` lets the last run go on whatever its length and reads letters as pinyin too (suggestions); `whole` takes
    the text for one phrase.
    """
    text = ungrouped(text.strip())
    pieces = [text[:LONGEST]] if whole else BETWEEN_WORDS.split(text[:LONGEST])
    spelled = [found for piece in pieces if (found := runs(piece))]
    kept = spelled[:MOST_WORDS]
    words = tuple(
        _word(found, typing=typing, last=number == len(kept), whole=whole) for number, found in enumerate(kept, 1)
    )
    return Question(words, cut=len(text) > LONGEST or len(spelled) > MOST_WORDS)


def with_number_apart(found):
    """The runs of a document number written without brackets (津府办发202134号), its year and its number apart."""
    for place, run in enumerate(found[1:-1], 1):
        if match := YEAR_AND_NUMBER.fullmatch(run):
            return [*found[:place], *match.groups(), *found[place + 1 :]]
    return found


def _word(found, *, typing, last, whole):
    going_on = typing and last
    prefix = not is_wide(found[-1]) and not whole and (going_on or len(found[-1]) >= SHORTEST_PREFIX)
    phrases = [Phrase(tuple(text.split(" ")), prefix) for text in variants(" ".join(found))]
    if (apart := with_number_apart(found)) != found:
        phrases.append(Phrase(tuple(apart), prefix))
    if typing and not whole:
        phrases += [Phrase(heard, prefix=is_open and going_on) for heard, is_open in read_as(found)]
    return tuple(phrases)
