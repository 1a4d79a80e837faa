"""The list of ended cases for which no search engine was asked yet."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render

from cms.outbound.models import still_to_be_asked

MAY_ASK = "outbound.add_removalrequest"
A_PAGE = 50


def due(request):
    """Ended punishment cases without a request, those that ended last first; 403 for who may not ask."""
    if not request.user.has_perm(MAY_ASK):
        raise PermissionDenied
    pages = Paginator(still_to_be_asked().select_related("unit"), A_PAGE)
    return render(request, "outbound/due.html", {"entries": pages.get_page(request.GET.get("p"))})
