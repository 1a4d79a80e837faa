"""What a draft still needs, told in the editor while it is typed: Wagtail saves the draft, the server looks at it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from wagtail.models import Page

from cms import clock
from cms.privacy import guard
from cms.quality.hints import hints

MASK_NAME = "action-mask"


def check(request, page_id):
    """What the editor shows beside the fields of the latest draft: the gate's problems, the guard's finds, hints.

    204 for pages that never become public by themselves (frames), 403 for who may not edit the page.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not hasattr(page, "register_columns"):
        return HttpResponse(status=204)
    draft = page.get_latest_revision_as_object()
    context = {
        "page": page,
        "missing": draft.publication_problems(clock.now()),
        "found": guard.open_findings(draft),
        "hints": hints(draft),  # they keep nothing from being published
        "mask_name": MASK_NAME,
        "guard_url": reverse("privacy_findings", args=[page.pk]),
    }
    return render(request, "desk/check.html", context)
