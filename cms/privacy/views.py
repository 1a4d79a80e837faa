"""The guard's page on the desk: every find of a draft, with a mask at a click and a waiver with a reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.privacy import guard
from cms.privacy.forms import FindForm
from cms.privacy.models import Waiver


def findings(request, page_id):
    """Lists the draft's finds and takes one decision; 403 for who may not edit the page, 404 for frames."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not hasattr(page, "register_columns"):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        _decide(request, page)
        return redirect(reverse("privacy_findings", args=[page.pk]))
    context = {
        "page": page,
        "draft": page.get_latest_revision_as_object(),
        "open": guard.open_findings(page.get_latest_revision_as_object()),
        "waivers": Waiver.objects.filter(page_id=page.pk).select_related("by"),
        "may_waive": request.user.has_perm("privacy.add_waiver"),
        "is_case": page.is_case,
    }
    return render(request, "desk/findings.html", context)


def _decide(request, page):
    form = FindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This decision was not understood; nothing was changed."))
        return
    key, action = form.cleaned_data["digest"], form.cleaned_data["action"]
    try:
        if action == "mask":
            if page.permissions_for_user(request.user).page_locked():
                raise PermissionDenied
            guard.mask(page, key, by=request.user)
            messages.success(request, _("Masked. The draft has a new version."))
        elif not request.user.has_perm("privacy.add_waiver"):
            raise PermissionDenied
        else:
            guard.waive(page, key, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Waived; your name and reason are kept."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
