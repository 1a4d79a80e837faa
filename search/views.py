"""The public search: one results page for every kind, suggestions, and the exact look-up."""

from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import render

from cms.register.fulltext import readable_query
from cms.register.listing import Listing
from cms.register.models import Entry, EntrySubject
from cms.register.names import clean_code, name_key
from cms.register.vocabulary import CASE_KINDS

SUGGESTIONS = 8


def results(request):
    """Everything public that answers the question, with counts by kind and facet."""
    filters = ("type", "field", "unit", "year")
    listing = Listing(request.GET, filters=filters, path=request.path)
    response = render(request, "search/results.html", {"listing": listing})
    response["X-Robots-Tag"] = "noindex"
    return response


def suggest(request):
    """`{"suggestions": [{"text", "url", "type"}]}` for what has been typed so far."""
    question, _cut = readable_query(request.GET.get("q", ""))
    found = []
    if len(question) >= 2:
        from modelsearch.backends import get_search_backend

        entries = get_search_backend().autocomplete(question, Entry.objects.visible())
        found = [
            {"text": entry.title, "url": entry.get_absolute_url(), "type": entry.kind}
            for entry in entries[:SUGGESTIONS]
        ]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


def lookup(request):
    """Whether a firm stands on the board or among the honoured: by credit code or exact name."""
    question, _cut = readable_query(request.GET.get("q", ""))
    subjects = []
    if question:
        matches = Q(name_key=name_key(question)) if name_key(question) else Q(pk__in=[])
        code = clean_code(question)
        if len(code) == 18:
            matches |= Q(code=code)
        visible = Entry.objects.visible().filter(kind__in=CASE_KINDS)
        subjects = list(
            EntrySubject.objects.filter(matches, entry__in=visible)
            .select_related("entry", "entry__unit", "entry__field")
            .order_by("-entry__decided_on")
        )
    context = {
        "question": question,
        "punishments": [subject for subject in subjects if subject.entry.kind == "punishment"],
        "honours": [subject for subject in subjects if subject.entry.kind == "honour"],
    }
    response = render(request, "search/lookup.html", context)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
