"""Marks what a question found in a text, on the page and not in the engine, so that all engines mark alike."""

from collections import Counter

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from search.analysis import end_of, traced
from search.question import Question, parse

MOST_SPANS = 100  # places in one text that are looked at, shared by the phrases of the question


def highlight(text, question):
    """The text as HTML with `<mark>` around what the question found; escaped. `question`: a string or `Question`."""
    return _marked(text, _spans(text, question), 0, len(text))


def holds(text, question):
    """Whether every word of the question is in the text."""
    return len({word for _start, _end, word in _spans(text, question)}) == len(parse(question).words)


def holds_any(text, question):
    """Whether any word of the question is in the text."""
    return bool(_spans(text, question))


def best_passage(text, question, length=120):
    """The part of the text, about `length` characters, that holds most of the question; as `highlight` gives it.

    The beginning of the text where nothing of the question is in it. Line breaks become spaces.
    """
    spans = _spans(text, question)
    start = 0
    if spans:
        often = Counter(word for _start, _end, word in spans)
        best = max(spans, key=lambda span: (_worth(spans, often, span[0], length), -span[0]))
        start = max(0, min(best[0] - length // 4, len(text) - length))
        # Lines are values of their own: what stands in the line before says nothing about this one.
        start = max(start, text.rfind("\n", 0, best[0]) + 1)
    end = min(len(text), start + length)
    # A window may end inside of what was found: it is widened to the end of it.
    end = max([end, *(stop for first, stop, _word in spans if first < end <= stop)])
    passage = " ".join(_marked(text, spans, start, end).split())
    return SafeString(("…" if start else "") + passage + ("…" if end < len(text) else ""))


def _marked(text, spans, start, end):
    """The part of the text as safe HTML, with marks around the spans that lie within it."""
    within = _merged([span for span in spans if start <= span[0] and span[1] <= end])
    before = [start, *(stop for _first, stop in within)]
    marked = format_html_join(
        "",
        "{}<mark>{}</mark>",
        ((text[last:first], text[first:stop]) for last, (first, stop) in zip(before, within, strict=False)),
    )
    return marked + escape(text[before[-1] : end])


def _worth(spans, often, start, length):
    """How many different words of the question a window holds; among equals the rarer word counts more."""
    words = {word for first, end, word in spans if start <= first and end <= start + length}
    return sum(1 + 1 / (1 + often[word]) / len(often) for word in sorted(words))


def _spans(text, question):
    """`(start, end, number of the word)` of each place the question found, in order of their start."""
    if not isinstance(question, Question):
        question = parse(question)
    spaced, starts = traced(text)
    most = MOST_SPANS // max(1, len(question.phrases))
    found = []
    for number, word in enumerate(question.words):
        for phrase in word:
            pattern = phrase.pattern
            skip = len(pattern) - len(pattern.lstrip())
            size = len(pattern.strip())
            at, left = spaced.find(pattern), max(1, most)
            while at >= 0 and left:
                left -= 1
                first, last = starts[at + skip], starts[at + skip + size - 1]
                found.append((first, end_of(text, last), number))
                # A letter run's closing space may open the next occurrence.
                at = spaced.find(pattern, at + skip + size)
    return sorted(found)


def _merged(spans):
    merged = []
    for start, end, _word in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
