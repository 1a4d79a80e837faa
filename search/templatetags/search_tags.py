"""What the results page shows of a hit: its title and its best passage, with what was found marked."""

from django import template

from search import highlight as marking

register = template.Library()


@register.simple_tag
def highlight(text, question):
    """The text as safe HTML with what the question found in `<mark>`."""
    return marking.highlight(text, question)


@register.simple_tag
def passage(entry, question):
    """The summary where title and summary hold the question, else the part of the text that holds most of it."""
    if not question:
        return entry.summary
    if marking.holds(f"{entry.title}\n{entry.summary}", question):
        return marking.best_passage(entry.summary, question)
    return marking.best_passage(entry.search_text or entry.summary, question)
