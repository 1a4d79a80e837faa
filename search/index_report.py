"""The state of the index, for administrators: what waits, what was refused and why, which indexes there are."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.ops.models import JobRun
from cms.register.models import Entry
from search.delivery import try_again
from search.models import Build, Change
from search.upkeep import differed, fault

MAY_SEE = "search.change_change"
A_PAGE = 50


def report(request):
    """Shows it; a POST lets what was refused wait again, `keys` of it or all."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    if request.method == "POST":
        asked = [int(key) for key in request.POST.getlist("key") if key.isascii() and key.isdigit() and len(key) < 19]
        number = try_again(asked or Change.objects.dead().values_list("pk", flat=True))
        text = ngettext("%(n)s entry is tried again.", "%(n)s entries are tried again.", number) % {"n": number}
        messages.success(request, text)
        return redirect("search_index")
    page = Paginator(Change.objects.dead().order_by("changed_at", "pk"), A_PAGE).get_page(request.GET.get("p"))
    titles = dict(Entry.objects.filter(pk__in=[change.pk for change in page]).values_list("pk", "title"))
    context = {
        "title": _("State of the search index"),
        "fault": fault(),
        "waiting": Change.objects.waiting().count(),
        "rows": [(change, titles.get(change.pk, "—")) for change in page],
        "page": page,
        "builds": Build.objects.all(),
        "compared": JobRun.objects.filter(name="reconcile", ok=True).first(),
        "differed": differed(),
    }
    return render(request, "search/index_report.html", context)
