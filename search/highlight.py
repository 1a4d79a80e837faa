"""Marks what a question found in a text, on the page and not in the engine, so that all engines mark alike."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from search.analysis import end_of, traced
from search.question import Question, parse

MOST_SPANS = 500  # places in one text that are looked at


def highlight(text, question):
    """The text as HTML with `<mark>` around what the question found; escaped. `question`: a string or `Question`."""
    spans = _merged(_spans(text, question))
    before = [0, *(end for _start, end in spans)]
    marked = format_html_join(
        "",
        "{}<mark>{}</mark>",
        ((text[last:start], text[start:end]) for last, (start, end) in zip(before, spans, strict=False)),
    )
    return marked + escape(text[before[-1] :])


def best_passage(text, question, length=120):
    """The part of the text, about `length` characters, that holds most of the question; as `highlight` gives it.

    The beginning of the text where nothing of the question is in it. Line breaks become spaces.
    """
    spans = _spans(text, question)
    start = 0
    if spans:
        best = max(spans, key=lambda span: (_words_within(spans, span[0], length), -span[0]))
        start = max(0, min(best[0] - length // 4, len(text) - length))
        # Lines are values of their own: what stands in the line before says nothing about this one.
        start = max(start, text.rfind("\n", 0, best[0]) + 1)
    end = min(len(text), start + length)
    # A window may end inside of what was found: it is widened to the end of it.
    end = max([end, *(stop for first, stop, _word in spans if first < end <= stop)])
    passage = highlight(" ".join(text[start:end].split()), question)
    return SafeString(("…" if start else "") + passage + ("…" if end < len(text) else ""))


def _words_within(spans, start, length):
    return len({word for first, end, word in spans if start <= first and end <= start + length})


def _spans(text, question):
    """`(start, end, number of the word)` of each place the question found, in order of their start."""
    if not isinstance(question, Question):
        question = parse(question)
    spaced, starts = traced(text)
    found = []
    for number, word in enumerate(question.words):
        for phrase in word:
            pattern = phrase.pattern
            skip = len(pattern) - len(pattern.lstrip())
            size = len(pattern.strip())
            at = spaced.find(pattern)
            while at >= 0 and len(found) < MOST_SPANS:
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
