"""The one text analysis of the site: how letters become what is compared, on every engine alike.

NFKC, lower case, no accents, traditional to simplified characters; whatever is neither letter nor digit is a boundary.
Between boundaries stand *runs*: Han (with kana, hangul: everything written without spaces) or letters and digits.
Engines that keep tokens get overlapping pairs of a Han run; engines that compare text get the runs set apart by spaces.
"""

import re
import unicodedata
from dataclasses import dataclass

from cms.chinese import simplified

# From here on Unicode holds scripts written without spaces; full-width Latin is below it after NFKC.
WIDE = "\u2e80"
RUNS = re.compile(f"[{WIDE}-\U0010ffff]+|[^ {WIDE}-\U0010ffff]+")
# Longer runs of letters and digits are cut: PostgreSQL refuses lexemes of 2 kB, and nobody types 64 letters.
LONGEST_RUN = 64
# Letters that Unicode does not take for another one with an accent.
FOLDED = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
# A token that no text can yield (a private-use character, which FTS5 takes for a letter): starts and ends each value.
EDGE = "\ue000"


@dataclass(frozen=True)
class Token:
    """One token and the place in the original text it came from: `original[start:end]`."""

    text: str
    start: int
    end: int


class _Letters(dict):
    """Code point to its normal form: "" where it is dropped, " " where it is a boundary. Fills itself."""

    def __missing__(self, code):
        char = chr(code)
        self[code] = normal = self._normal(char)
        return normal

    @staticmethod
    def _normal(char):
        # Joiners, soft hyphens and variation selectors are invisible: a pasted word with them is the same word.
        if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            return ""
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).lower())
        kept = "".join(FOLDED.get(part, part) for part in plain if not "\u0300" <= part <= "\u036f")
        table = simplified()
        composed = (table.get(part, part) for part in unicodedata.normalize("NFC", kept))
        return "".join(part if part.isalnum() or part == "々" else " " for part in composed)


LETTERS = _Letters()


def is_wide(run):
    """Whether a run is written without spaces (Han and its like), by its first character."""
    return run[0] >= WIDE


def runs(text):
    """The runs of a text, in order: 渝府发〔2017〕3号 gives `["渝府发", "2017", "3", "号"]`."""
    return [run if run[0] >= WIDE else run[:LONGEST_RUN] for run in RUNS.findall(text.translate(LETTERS))]


def pairs(run, *, closed=True):
    """The tokens of one run: overlapping pairs of a Han run, and its last character if `closed`; else the run.

    The last character stands between this run and the next, so that 失信。用户 is not found by 失信用户.
    """
    if not is_wide(run):
        return [run]
    found = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*found, run[-1]] if closed or len(run) == 1 else found


def index_tokens(text):
    """The tokens of a text, in order, for an engine that keeps tokens and their positions."""
    return [token for run in runs(text) for token in pairs(run)]


def index_text(text):
    """`index_tokens` joined by spaces, for a full-text table."""
    return " ".join(index_tokens(text))


def spaced_text(text):
    """The runs joined by single spaces, for an engine that compares text."""
    return " ".join(runs(text))


def traced(text):
    """`(spaced, starts)`: the spaced text between two spaces, and for each of its characters where it came from.

    A space carries the place of the character after it; the last one carries `len(text)`.
    """
    normal, origins = [], []
    for place, char in enumerate(text):
        for part in LETTERS[ord(char)]:
            normal.append(part)
            origins.append(place)
    spaced, starts = [], []
    for match in RUNS.finditer("".join(normal)):
        start, end = match.span()
        if match[0][0] < WIDE:
            end = min(end, start + LONGEST_RUN)
        spaced += [" ", match[0][: end - start]]
        starts += [origins[start], *origins[start:end]]
    return "".join([*spaced, " "]), [*starts, len(text)]


def end_of(text, place):
    """Where the character at `place` ends in the text, with the accents and joiners that follow it."""
    end = place + 1
    while end < len(text) and LETTERS[ord(text[end])] == "":
        end += 1
    return end


def tokens(text):
    """The tokens of a text as `index_tokens` gives them, each a `Token` with its place in the original."""
    spaced, starts = traced(text)
    found = []
    for match in RUNS.finditer(spaced):
        at = match.start()
        for number, token in enumerate(pairs(match[0])):
            first = at + number if is_wide(token) else at
            found.append(Token(token, starts[first], end_of(text, starts[first + len(token) - 1])))
    return found
