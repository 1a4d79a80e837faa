"""Two policies compared."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.register.models import Entry
from cms.register.vocabulary import Kind
from home.policies.comparing import compare

MOST = 500  # policies to choose from


@require_safe
def comparison(request):
    """`?old=<code>&new=<code>`: both documents' items side by side; without them, or with wrong ones, the choice."""
    policies = Entry.objects.visible().filter(kind=Kind.POLICY).order_by("title", "-decided_on")
    asked = {name: request.GET.get(name, "") for name in ("old", "new")}
    codes = [code for code in asked.values() if code.isalnum() and len(code) <= 10]
    found = {entry.code: entry for entry in policies.filter(code__in=codes).select_related("content")}
    old, new = (found.get(code) for code in asked.values())
    notices = []
    if any(code and code not in found for code in asked.values()):
        notices.append(_("One of the documents is not public; choose another."))
    if old and old == new:
        notices.append(_("Choose two different documents."))
        new = None
    rows = compare(old.content, new.content) if old and new else []
    context = {
        "choices": policies.values_list("code", "title", "document_number")[:MOST],
        "asked": asked,
        "old": old,
        "new": new,
        "notices": notices,
        "rows": rows,
        "counts": {state: sum(row.state == state for row in rows) for state in ("same", "changed", "new", "gone")},
    }
    return render(request, "home/compare.html", context)
