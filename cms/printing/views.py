"""What is printed: sheets and posters of what is public at this moment, each with the code by which it is verified."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms import clock
from cms.printing import fonts
from cms.printing.poster import poster as drawn
from cms.printing.sheets import POSTER_KINDS, POSTERS, SHEETS
from cms.register.models import Entry
from cms.register.views import while_visible


def _entry(code, kinds):
    """The entry with this code among `kinds`, public or not; Http404 where there is none."""
    entries = Entry.objects.filter(code=code, kind__in=kinds).select_related("content", "unit", "field", "town")
    return get_object_or_404(entries)


@require_safe
def sheet(request, code, name):
    """A sheet for the browser's print command, which makes of it paper or a tagged PDF."""
    kind = SHEETS.get(name)
    if kind is None:
        raise Http404
    entry = _entry(code, kind.kinds)

    def show():
        context = {"entry": entry, "content": entry.content, "sheet": kind, "today": clock.today()}
        return _not_indexed(render(request, f"print/{name}.html", context))

    return while_visible(request, entry, show)


@require_safe
def poster(request, code, name):
    """A poster as a JPEG; 503 with a sentence where this machine has no Chinese font."""
    size = POSTERS.get(name)
    if size is None:
        raise Http404
    entry = _entry(code, POSTER_KINDS)

    def show():
        if not fonts.has_any():
            return render(request, "print/no_font.html", {"entry": entry}, status=503)
        response = HttpResponse(drawn(entry, size), content_type="image/jpeg")
        response["Content-Disposition"] = f'inline; filename="{entry.code}-{name}.jpg"'
        return _not_indexed(response)

    return while_visible(request, entry, show)


def _not_indexed(response):
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
