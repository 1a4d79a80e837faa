"""Two documents side by side: which items are the same, changed, new or gone, and within a changed one which words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from home.policies.pieces import pieces

ALIKE = 0.35  # the part of two pieces' text that must agree for them to be the same item
WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
CLAUSES = re.compile(r"[^，。；：、\n]*[，。；：、\n]|.+$", re.DOTALL)
MOST_STEPS = 1_000_000  # beyond, clauses are compared instead of words: the time grows with the product of both lengths


@dataclass(frozen=True)
class Difference:
    """One item of either document; `parts` are `(kind, text)` with kind same, gone or new."""

    state: str  # same, changed, gone, new
    old: object = None
    new: object = None
    parts: tuple = ()


def compare(old, new):
    """The `Difference`s of two frozen contents, in the order of the new one; what is gone stands where it stood."""
    before, after = pieces(old), pieces(new)
    partners = _pair(before, after)
    taken, rows, shown = set(partners.values()), [], 0
    for number, piece in enumerate(after):
        partner = partners.get(number)
        if partner is not None:
            rows += [_gone(before[k]) for k in range(shown, partner) if k not in taken]
            shown = max(shown, partner + 1)
            rows.append(_both(before[partner], piece))
        else:
            rows.append(Difference("new", new=piece, parts=(("new", piece.text),)))
    return rows + [_gone(before[k]) for k in range(shown, len(before)) if k not in taken]


def _gone(piece):
    return Difference("gone", old=piece, parts=(("gone", piece.text),))


def _both(old, new):
    if old.text == new.text:
        return Difference("same", old, new, (("same", new.text),))
    return Difference("changed", old, new, tuple(changes(old.text, new.text)))


def _pair(before, after):
    """`{number in after: number in before}` of the pieces that are the same item: those alike, equal labels first."""
    partners = {}
    # Pairs of words tell pieces apart quickly; only what shares enough of them is compared.
    bags = [[_pairs_of(piece.text) for piece in side] for side in (before, after)]
    scores = []
    for n, piece in enumerate(after):
        for k, other in enumerate(before):
            score = _share(bags[0][k], bags[1][n])
            if score >= ALIKE:
                scores.append((piece.label == other.label and bool(piece.label), score, -n, -k))
    taken = set()
    for _same_label, _score, n, k in sorted(scores, reverse=True):
        if -n not in partners and -k not in taken:
            partners[-n] = -k
            taken.add(-k)
    return partners


def _pairs_of(text):
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}


def _share(one, other):
    return 2 * len(one & other) / (len(one) + len(other))


def changes(old, new):
    """`(kind, text)` for the stretches of two texts: same, gone from the old one, new in the new one."""
    units = WORDS if len(old) * len(new) <= MOST_STEPS else CLAUSES
    left, right = units.findall(old), units.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(left[a:b])
        else:
            if b > a:
                yield "gone", "".join(left[a:b])
            if d > c:
                yield "new", "".join(right[c:d])
