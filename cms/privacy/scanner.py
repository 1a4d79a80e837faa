"""The privacy guard's one question of a text: what in it must not be published."""

from cms.privacy import numbers, words
from cms.privacy.findings import Finding, FindingKind
from cms.privacy.text import plain

# The first of two overlapping finds counts: what says most about a person stands first.
DETECTORS = (
    numbers.id_numbers,
    numbers.mobiles,
    numbers.bank_accounts,
    numbers.telephones,
    numbers.plates,
    words.addresses,
    words.health,
)
CHUNK, OVERLAP = 100_000, 200  # characters: long texts are read in pieces, none of which is cut where a find stands


def scan(text, *, allowed=frozenset(), first=()):
    """The `Finding`s of `text` in order. `allowed`: digits of public offices' telephones, which are no finding.

    `first`: detectors that only this text's page needs (its natural persons' names); theirs counts before the others.
    """
    taken = bytearray(len(text))
    kept = []
    pieces = [
        (max(0, at - OVERLAP), plain(text[max(0, at - OVERLAP) : at + CHUNK])) for at in range(0, len(text), CHUNK)
    ]
    for detector in (*first, *DETECTORS):
        for offset, piece in pieces:
            for finding in detector(piece):
                start, end = finding.start + offset, finding.end + offset
                if any(taken[start:end]) or _is_public_office(piece, finding, allowed):
                    continue
                taken[start:end] = b"x" * (end - start)
                kept.append(Finding(start, end, finding.kind, finding.masked))
    return sorted(kept)


def _is_public_office(piece, finding, allowed):
    if finding.kind not in {FindingKind.TELEPHONE, FindingKind.MOBILE}:
        return False
    return "".join(char for char in piece[finding.start : finding.end] if char.isdigit()) in allowed


def mask(text, findings):
    """`text` with every finding replaced by its mask."""
    parts, last = [], 0
    for finding in sorted(findings):
        parts += [text[last : finding.start], finding.masked]
        last = finding.end
    return "".join([*parts, text[last:]])
