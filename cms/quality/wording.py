"""Finds wrong wording in a text, and knows where the same characters are right.

Nothing is found within 《titles of documents》, document numbers, names of subjects, names that units bore on the day
of the decision, longer words named as right, and where the text itself says that a name is a former one (原……局).
"""

import datetime
import re
from dataclasses import dataclass
from functools import cache

from cms.chinese import simplified
from cms.privacy.text import plain as one_width

AROUND = 12  # characters of an excerpt on either side
HAN = "\u4e00-\u9fff"
# 津市监处罚〔2026〕12号; no letter of it is one that leads up to a document (依据, 按照 …).
NUMBER = re.compile(
    rf"(?:(?![据照由以经被对按为的在和与及])[{HAN}]){{0,10}}[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]第?\s*\d+号"
)
# 原重庆市江津区工商局, 原江津工商局; not 原告, 原因 and the like.
FORMER = re.compile(
    rf"(?:原(?![告因则来件料始有本材价])|前身为|曾用名)[“\"']?(?:[{HAN}]{{1,6}}[省市区县])*(?:国家|中国|[{HAN}]{{0,2}})$"
)
# What may stand before 区…局 without making it another district's: words, not letters of a place's name.
BEFORE_OWN = set("由向经被对与和及原到在给请从是的市、同为以让将受据")


@dataclass(frozen=True)
class Rule:
    """A wrong wording, from a term or from a unit's former name; dates bound the decisions in which it is wrong."""

    wrong: str
    right: str
    kind: str
    severity: str
    note: str = ""
    fine_in: tuple = ()
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    own_place: str = ""  # of a unit whose short name begins with 区: the place that may stand before it

    def is_wrong_on(self, day):
        """Whether it is wrong in what was decided on `day`."""
        return (self.valid_from or day) <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Name:
    """A name of a unit, and when it is right."""

    name: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None


@dataclass(frozen=True)
class Found:
    """A wording found in a text: the rule, where first, how often, and the words around it."""

    rule: Rule
    start: int
    times: int
    excerpt: str


def plain(text):
    """`text` in one width and in simplified characters, of the same length."""
    return one_width(text).translate(_one_to_one())


@cache
def _one_to_one():
    """Traditional characters to the one simplified character that stands for each, as `str.translate` takes it."""
    return {ord(char): new for char, new in simplified().items() if len(char) == len(new) == 1}


class Wording:
    """The rules in force and the names that are right: made once, asked of many texts."""

    def __init__(self, rules, names=()):
        # Long wordings first: what is part of one already found is not told again.
        rules = sorted(rules, key=lambda rule: (-len(rule.wrong), rule.wrong, rule.valid_from or datetime.date.min))
        self.rules = [
            (rule, plain(rule.wrong), [word for word in map(plain, (*rule.fine_in, rule.right)) if word])
            for rule in rules
        ]
        self.names = [(name, plain(name.name)) for name in names]

    def find(self, text, *, day, subjects=()):
        """The `Found` of `text` in the order in which they stand, one for each rule; `day`: when it was decided."""
        flat = plain(text)
        present = [(rule, wrong, fine) for rule, wrong, fine in self.rules if wrong in flat and rule.is_wrong_on(day)]
        if not present:
            return []
        taken = bytearray(len(flat))  # 1 where nothing is to be found any more
        for start, end in self._right_spans(flat, day, subjects):
            taken[start:end] = b"\1" * (end - start)
        found = []
        for rule, wrong, fine in present:
            covered = [span for word in fine if wrong in word for span in _spans(flat, word)]
            places = []
            for start, end in _spans(flat, wrong):
                if any(taken[start:end]) or any(a <= start and end <= b for a, b in covered):
                    continue
                if FORMER.search(flat[max(0, start - 20) : start]) or not _of_this_place(rule, flat, start):
                    continue
                taken[start:end] = b"\1" * (end - start)
                places.append(start)
            if places:
                found.append(Found(rule, places[0], len(places), _excerpt(text, places[0], len(wrong))))
        return sorted(found, key=lambda one: one.start)

    def _right_spans(self, flat, day, subjects):
        yield from _titles(flat)
        yield from (match.span() for match in NUMBER.finditer(flat))
        for name in filter(None, map(plain, subjects)):
            yield from _spans(flat, name)
        for name, word in self.names:
            if (name.valid_from or day) <= day and (name.valid_to is None or day < name.valid_to):
                yield from _spans(flat, word)


def _spans(flat, word):
    """Where `word` stands in `flat`."""
    start = flat.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word)
        start = flat.find(word, start + len(word))


def _titles(flat):
    """Where 《titles》 stand, with titles within them; a mark that nobody closes begins none."""
    depth, begun = 0, 0
    for at, char in enumerate(flat):
        if char == "《":
            begun = at if depth == 0 else begun
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield begun, at + 1
        elif char == "\n":
            depth = 0


def _of_this_place(rule, flat, start):
    """Whether 区…局 at `start` is this district's: 渝北区…局 is another's."""
    if not rule.own_place or start == 0:
        return True
    before = flat[start - 1]
    return flat[:start].endswith(rule.own_place) or before in BEFORE_OWN or not re.match(rf"[{HAN}]", before)


def _excerpt(text, start, length):
    before, after = max(0, start - AROUND), start + length + AROUND
    words = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{words}{'…' if after < len(text) else ''}"
