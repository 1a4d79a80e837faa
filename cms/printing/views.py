"""What is printed: sheets and posters of what is public at this moment, each with the code by which it is verified."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms import clock
from cms.printing import fonts
from cms.printing.poster import poster as drawn
from cms.printing.sheets import POSTER_KINDS, POSTERS, SHEETS
from cms.register.models import Entry
from cms.register.views import gone

NEVER_INDEXED = "noindex, noarchive"


def _public(request, code, kinds):
    """`(entry, None)` of a visible entry of `kinds`, or `(None, the 410 answer)` of an ended one; 404 for all else."""
    entries = Entry.objects.filter(code=code, kind__in=kinds).select_related("content", "unit", "field", "town")
    entry = get_object_or_404(entries)
    now = clock.now()
    if Entry.objects.visible(now).filter(pk=entry.pk).exists():
        return entry, None
    if Entry.objects.gone(now).filter(pk=entry.pk).exists():
        return None, gone(request, entry)
    raise Http404


@require_safe
def sheet(request, code, name):
    """A sheet for the browser's print command, which makes of it paper or a tagged PDF."""
    kind = SHEETS.get(name)
    if kind is None:
        raise Http404
    entry, refusal = _public(request, code, kind.kinds)
    if refusal:
        return refusal
    context = {"entry": entry, "content": entry.content, "sheet": kind, "today": clock.today()}
    response = render(request, f"print/{name}.html", context)
    response["X-Robots-Tag"] = NEVER_INDEXED
    return response


@require_safe
def poster(request, code, name):
    """A poster as a JPEG; 503 with a sentence where this machine has no Chinese font."""
    size = POSTERS.get(name)
    if size is None:
        raise Http404
    entry, refusal = _public(request, code, POSTER_KINDS)
    if refusal:
        return refusal
    if not fonts.has_any():
        return render(request, "print/no_font.html", {"entry": entry}, status=503)
    response = HttpResponse(drawn(entry, size), content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="{entry.code}-{name}.jpg"'
    response["X-Robots-Tag"] = NEVER_INDEXED
    return response
