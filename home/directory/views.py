"""Import of lists and measures in the admin: a file, its preview, and the word to take it."""

import tempfile

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.tables.opening import read_objects
from cms.tables.refusals import Refusal
from home.directory.importing import CHANGED, KINDS, NEW, names_of, run
from home.directory.models import DirectoryPage

KEPT = "directory_import"  # the rows of a preview, in the session of whoever asked for it
MOST_ROWS = 1000


class UploadForm(forms.Form):
    """What is imported, and from which file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is imported"), choices=[(code, taker.label) for code, taker in KINDS.items()]
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or JSON, headed as the file one can download from the public page."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )


def may_import(user):
    """Who keeps the measures and may write below the column of lists."""
    if not user.has_perms(["directory.add_jointmeasure", "directory.change_jointmeasure"]):
        return False
    page = DirectoryPage.objects.filter(shows="lists").first()
    return user.is_superuser or (page is not None and page.permissions_for_user(user).can_add_subpage())


def import_view(request):
    """GET asks for the file; POST with a file shows what would become of it; POST with `take` writes it."""
    if not may_import(request.user):
        raise PermissionDenied
    if request.method == "POST" and "take" in request.POST:
        return _take(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            rows = _read(form.cleaned_data["file"], kind)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            context |= _preview(run(kind, rows, request.user), kind)
            request.session[KEPT] = {"kind": kind, "rows": rows}
    return render(request, "directory/desk/import.html", context)


def _read(file, kind):
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        rows = read_objects(copy.name, names_of(kind))
    if len(rows) > MOST_ROWS:
        raise Refusal("rows", most=MOST_ROWS)
    return rows


def _preview(lines, kind):
    faults = [line for line in lines if line.faults]
    return {
        "lines": lines,
        "faults": faults,
        "kind": KINDS[kind].label,
        "new": sum(line.outcome == NEW for line in lines),
        "changed": sum(line.outcome == CHANGED for line in lines),
        "writable": not faults and any(line.outcome in {NEW, CHANGED} for line in lines),
    }


def _take(request):
    """Writes what was previewed; where a row has become wrong meanwhile, nothing, and it is shown."""
    kept = request.session.pop(KEPT, None)
    if not kept:
        messages.error(request, _("Nothing is waiting to be taken: choose the file again."))
        return redirect("directory_import")
    lines = run(kept["kind"], kept["rows"], request.user, save=True)
    context = _preview(lines, kept["kind"])
    if context["faults"]:
        return render(request, "directory/desk/import.html", {"form": UploadForm(), **context})
    words = {"new": context["new"], "changed": context["changed"]}
    messages.success(request, _("Taken: %(new)s new, %(changed)s changed. Lists are drafts until published.") % words)
    return redirect("directory_import")
