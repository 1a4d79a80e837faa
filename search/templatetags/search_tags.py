"""What the results page shows of a hit: its title and its best passage, with what was found marked."""

from django import template

from cms.register.content import FACTS_MARK
from search import highlight as marking

register = template.Library()


@register.simple_tag
def highlight(text, question):
    """The text as safe HTML with what the question found in `<mark>`."""
    return marking.highlight(text, question)


@register.simple_tag
def passage(entry, question):
    """The summary where title and summary hold the question, else the part of the prose that holds most of it.

    Where only the facts hold it the summary is shown: values that stand beside each other are no sentence.
    """
    if not question:
        return entry.summary
    if marking.holds(f"{entry.title}\n{entry.summary}", question):
        return marking.best_passage(entry.summary, question)
    prose = entry.search_text.partition(FACTS_MARK)[0].rstrip()
    return marking.best_passage(prose if marking.holds_any(prose, question) else entry.summary, question)
