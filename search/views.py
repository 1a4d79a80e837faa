"""The public search: one results page for every kind, suggestions, and the exact look-up."""

from django.db.models import F
from django.db.models.functions import Left
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from modelsearch.backends import get_search_backend

from cms import clock
from cms.register.fulltext import readable_query
from cms.register.listing import Listing
from cms.register.models import Entry
from search.analysis import runs
from search.lookup import look_up

SUGGESTIONS = 8
SHORTEST_TYPED = 2  # letters, digits or characters
# Of the text of a hit, the part a passage is looked for in: 25 long texts must not hold up a page.
PASSAGE_FROM = 20_000


@require_safe
def results(request):
    """Everything public that answers the question, with counts by kind and facet."""
    listing = Listing(request.GET, filters=("type", "field", "unit", "year"), path=request.path)
    if listing.q:
        bring_texts(listing.entries)
    response = render(request, "search/results.html", {"listing": listing})
    response["X-Robots-Tag"] = "noindex"
    return response


def bring_texts(entries):
    """Gives the entries of a page, read without it, the beginning of their text for search: one query."""
    keys = [entry.pk for entry in entries]
    beginning = Left(F("search_text"), PASSAGE_FROM)
    texts = dict(Entry.objects.filter(pk__in=keys).values_list("pk", beginning)) if keys else {}
    for entry in entries:
        entry.search_text = texts.get(entry.pk, "")


@require_safe
def suggest(request):
    """`{"suggestions": [{"text", "url", "type"}]}` for what has been typed so far, from two characters up."""
    question, _cut = readable_query(request.GET.get("q", ""))
    found = []
    if sum(map(len, runs(question))) >= SHORTEST_TYPED:
        entries = get_search_backend().autocomplete(question, Entry.objects.visible().defer("search_text"))
        found = [
            {"text": entry.title, "url": entry.get_absolute_url(), "type": entry.kind}
            for entry in entries[:SUGGESTIONS]
        ]
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@require_safe
def lookup(request):
    """Whether a firm stands on the board or among the honoured: by credit code or exact name."""
    question, _cut = readable_query(request.GET.get("q", ""))
    found = look_up(question) if question else None
    response = render(request, "search/lookup.html", {"question": question, "found": found, "at": clock.now()})
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
