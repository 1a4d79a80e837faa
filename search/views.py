"""The public search: one results page for every kind, suggestions, and the exact look-up.

Answers carry an entity tag and are asked for again at each use (`NoStaleCopiesMiddleware`): no copy outlives a case.
"""

from django.db.models import F
from django.db.models.functions import Left
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from cms import clock
from cms.register.fulltext import readable_query
from cms.register.listing import Listing
from cms.register.models import Entry
from search import asked
from search.lookup import LIMITS, NATIONAL, look_up
from search.nearby import near
from search.promotions import recommended
from search.suggest import suggestions

LITTLE = 3  # hits; below, what was perhaps meant is shown too
# Of the text of a hit, the part a passage is looked for in: 25 long texts must not hold up a page.
PASSAGE_FROM = 20_000


@conditional_page
@require_safe
def results(request):
    """Everything public that answers the question, with counts by kind and facet."""
    listing = Listing(request.GET, filters=("type", "field", "unit", "year"), path=request.path)
    context = {"listing": listing}
    # A question as it was typed, neither narrowed nor paged through. The number of the page is settled later.
    fresh = bool(listing.q) and listing.number == 1 and not listing.values
    if fresh:
        context["recommended"] = recommended(listing.q)
        context["near"] = near(listing.q) if listing.total < LITTLE else []
    if listing.q:
        bring_texts(listing.entries)
    response = render(request, "search/results.html", context)
    if fresh and request.method == "GET":
        asked.count(listing.q, found=listing.total > 0)
    response["X-Robots-Tag"] = "noindex"
    return response


def bring_texts(entries):
    """Gives the entries of a page, read without it, the beginning of their text for search: one query."""
    keys = [entry.pk for entry in entries]
    beginning = Left(F("search_text"), PASSAGE_FROM)
    texts = dict(Entry.objects.filter(pk__in=keys).values_list("pk", beginning)) if keys else {}
    for entry in entries:
        entry.search_text = texts.get(entry.pk, "")


@conditional_page
@require_safe
def suggest(request):
    """`{"suggestions": [{"text", "url", "type"}]}` for what has been typed so far, from two characters up."""
    question, _cut = readable_query(request.GET.get("q", ""))
    answer = {"suggestions": suggestions(question)}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@conditional_page
@require_safe
def lookup(request):
    """Whether a firm stands on the board or among the honoured: by credit code or exact name."""
    question, _cut = readable_query(request.GET.get("q", ""))
    context = {"question": question, "at": clock.now().replace(second=0, microsecond=0)}
    if question:
        found = context["found"] = look_up(question)
        context |= {"limits": LIMITS, "national": NATIONAL}
        context["near"] = [] if found.groups else near(question)
    response = render(request, "search/lookup.html", context)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
