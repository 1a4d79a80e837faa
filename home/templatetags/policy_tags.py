"""What the page of a policy shows beside the frozen text."""

from django import template

from cms.register.fulltext import readable_query
from home.policies.citing import citation
from home.policies.pieces import find
from home.policies.relations import related

register = template.Library()


@register.simple_tag
def policy_relations(entry):
    """The documents and cases around a published policy; nothing for a preview."""
    return related(entry) if entry.pk else None


@register.simple_tag
def cite(entry):
    """The reference to a published policy."""
    return citation(entry)


@register.simple_tag(takes_context=True)
def found_within(context):
    """`{"words", "hits"}`: what the reader sought within this policy (`?find=`), and where it stands."""
    request = context.get("request")
    words, _cut = readable_query(request.GET.get("find", "")) if request else ("", False)
    return {"words": words, "hits": find(context["content"], words)}
