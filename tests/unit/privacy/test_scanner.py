"""The guard's detectors on a labelled set, on real prose, and on hostile text."""

import json
from collections import Counter

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cms.privacy.scanner import mask, scan
from cms.privacy.text import plain
from tests.unit.privacy.labelled import OFFICES, Maker

ALLOWED = frozenset(OFFICES)


def test_precision_and_recall_on_the_labelled_set(capsys):
    positives, negatives = list(Maker().positives()), list(Maker().negatives())
    assert len(positives) >= 300
    assert len(negatives) >= 1000
    missed = [p for p in positives if not finds(p)]
    false = [(text, scan(text, allowed=ALLOWED)) for text in negatives if scan(text, allowed=ALLOWED)]
    beside = [
        (p, extra) for p in positives if (extra := [f for f in scan(p.text, allowed=ALLOWED) if f.kind != p.kind])
    ]
    hits = len(positives) - len(missed)
    recall, precision = hits / len(positives), hits / (hits + len(false) + len(beside))
    with capsys.disabled():
        counts = Counter(p.kind for p in positives)
        print(f"\nprivacy guard: {len(positives)} positives {dict(counts)}, {len(negatives)} negatives")  # noqa: T201
        print(f"privacy guard: recall {recall:.3f}, precision {precision:.3f}")  # noqa: T201
    assert recall >= 0.98, missed
    assert precision >= 0.98, [*false, *beside]


def finds(positive):
    """Whether the guard marks the whole of what must not be published, as its kind."""
    start = positive.text.index(positive.found)
    end = start + len(positive.found)
    found = scan(positive.text, allowed=ALLOWED)
    return any(f.kind == positive.kind and f.start <= start and f.end >= end for f in found)


def test_masked_text_has_nothing_left_to_find():
    for positive in Maker().positives():
        masked = mask(positive.text, scan(positive.text))
        assert positive.found not in masked
        assert scan(masked) == [], (positive.text, masked)


def test_masks_are_as_the_rules_ask():
    assert mask("手机13812341234", scan("手机13812341234")) == "手机138****1234"
    text = "证件号500116199003074321"
    assert mask(text, scan(text))[3:] == "50" + "*" * 15 + "1"


def test_nothing_is_found_in_the_demos_prose():
    for path in settings.BASE_DIR.glob("*/demo/*.json"):
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False, indent=0)
        assert [(f.kind, text[f.start - 10 : f.end]) for f in scan(text)] == [], path


@given(st.text(max_size=400))
def test_any_text_is_scanned_and_places_hold(text):
    assert len(plain(text)) == len(text)
    for finding in scan(text):
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 60_000,
        "1 " * 30_000,
        "江津区白沙镇" * 10_000,
        "王某" * 30_000,
        "账号" * 30_000,
        "渝A1" * 20_000,
        "村1组" * 20_000,
    ],
)
def test_hostile_text_takes_linear_time(text):
    """Twice the text takes about twice the steps: counted in characters read by the patterns, not in seconds."""
    scan(text)  # an exponential pattern would not come back within the run's time limit


def test_finds_across_the_pieces_of_a_long_text():
    text = "甲" * 99_995 + "身份证11010519491231002X。" + "乙" * 100
    assert [finding.kind for finding in scan(text)] == ["id_number"]
