"""What people ask, for editors: what found nothing, what is asked often; and what is hidden from others."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from cms import clock
from search.asked import KEPT, LATELY, summed
from search.models import AskedQuestion, HiddenQuestion

MAY_SEE = "search.view_askedquestion"
MAY_HIDE, MAY_SHOW = "search.add_hiddenquestion", "search.delete_hiddenquestion"
A_PAGE = 50


def unanswered(request):
    """Questions that found nothing whenever they were asked, the most frequent first."""
    rows = summed(clock.today() - KEPT).filter(answered=0).order_by("-total", "-last", "key")
    return _report(request, rows, {"title": _("Searches without a result"), "days": KEPT.days})


def frequent(request):
    """Questions that found something, the most frequent first, with those that are hidden from others."""
    rows = summed(clock.today() - LATELY).filter(answered__gt=0).order_by("-total", "-last", "key")
    hidden = HiddenQuestion.objects.values_list("key", flat=True)
    context = {"title": _("Frequent searches"), "days": LATELY.days, "hidden": hidden, "frequent": True}
    return _report(request, rows, context)


def _report(request, rows, context):
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    return render(request, "search/asked.html", {**context, "page": page})


@require_POST
def hide(request):
    """Hides a question from others, or shows it again where it is hidden (`show`)."""
    key, show = request.POST.get("key", "").replace("\x00", ""), "show" in request.POST
    if not request.user.has_perm(MAY_SHOW if show else MAY_HIDE):
        raise PermissionDenied
    if show:
        for hidden in HiddenQuestion.objects.filter(key=key):
            log(hidden, "wagtail.delete", user=request.user)
            hidden.delete()
        messages.success(request, _("It may be suggested to others again."))
    elif question := AskedQuestion.objects.filter(key=key).order_by("day").last():
        hidden, made = HiddenQuestion.objects.get_or_create(key=key, defaults={"text": question.text})
        if made:
            log(hidden, "wagtail.create", user=request.user)
        messages.success(request, _("It is no longer suggested to others."))
    return redirect("search_frequent")
