"""What belongs to a policy, as the register shows it at this second: interpretations, predecessors, cases that cite it.

The frozen facts name a related document by its address; whether it is public is asked of the register when read.
"""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Q
from modelsearch.query import Phrase

from cms.register.fulltext import matching
from cms.register.models import Entry
from cms.register.vocabulary import CASE_KINDS, Kind

NAMED = ("interprets", "replaces")  # the facts that name another document
MOST_CITING = 5
CITING_SECONDS = 600  # which cases cite a document is asked so often; each is looked up again before it is shown


@dataclass
class Related:
    """The public documents and cases around one policy; all lists of entries."""

    interprets: list = field(default_factory=list)
    replaces: list = field(default_factory=list)
    interpretations: list = field(default_factory=list)
    replaced_by: list = field(default_factory=list)
    cited_by: list = field(default_factory=list)

    def __bool__(self):
        return any(vars(self).values())


def related(entry):
    """The `Related` of a policy's entry: two queries, three where nobody has asked for it lately."""
    facts, related = entry.content.facts, Related(cited_by=citing(entry))
    own = {facts[name]["url"]: name for name in NAMED if facts.get(name)}
    points_here = Q()
    for name in NAMED:
        points_here |= Q(**{f"content__data__facts__{name}__url": entry.path})
    policies = Entry.objects.visible().filter(points_here | Q(path__in=own), kind=Kind.POLICY).exclude(pk=entry.pk)
    for other in policies.select_related("content").defer("search_text", "content__html").order_by("-decided_on", "pk"):
        if other.path in own:
            getattr(related, own[other.path]).append(other)
        for name, mirrored in (("interprets", related.interpretations), ("replaces", related.replaced_by)):
            if (other.content.facts.get(name) or {}).get("url") == entry.path:
                mirrored.append(other)
    return related


def citing(entry):
    """The newest public cases that name the document by its number or, in 《》, by its title."""
    key = f"policies.citing.{entry.pk}.{entry.content.sha256[:16]}"
    keys = cache.get(key)
    cases = Entry.objects.visible().filter(kind__in=CASE_KINDS)
    if keys is None:
        names = [entry.document_number, entry.title.strip("《》")]
        found = {pk for name in names if name for pk in matching(cases, Phrase(name)).values_list("pk", flat=True)[:50]}
        newest = cases.filter(pk__in=found).order_by("-decided_on", "-pk")
        keys = list(newest.values_list("pk", flat=True)[:MOST_CITING])
        cache.set(key, keys, CITING_SECONDS)
    return cases.for_lists().named(keys) if keys else []
