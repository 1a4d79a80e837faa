"""The confirmation pages of the verbs in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from cms import clock
from cms.desk.forms import CorrectionForm, EndForm, ReasonForm
from cms.privacy import guard
from cms.register import verbs
from cms.register.content import freeze
from cms.register.models import Entry
from cms.register.vocabulary import State


def _case(request, page_id):
    """The case page of the address; 404 for other pages, 403 without edit rights and the verbs' permission."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not getattr(page, "is_case", False):
        raise Http404
    allowed = page.permissions_for_user(request.user).can_edit() and request.user.has_perm("register.publish_case")
    if not allowed:
        raise PermissionDenied
    return page


def _editor(page):
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def publish(request, page_id):
    """Shows what is missing, or what will be public and how long, and publishes on confirmation."""
    page = _case(request, page_id)
    entry = Entry.objects.filter(page_id=page.pk).first()
    draft = page.get_latest_revision_as_object()
    if entry and not entry.is_visible(clock.now()):
        return render(request, "desk/closed.html", {"page": page, "draft": draft, "entry": entry})
    form = CorrectionForm(request.POST or None) if entry else None
    found = guard.problems(draft)
    reviews = draft.review_problems(page.get_latest_revision())
    problems = [*draft.publication_problems(clock.now()), *reviews, *found]
    if request.method == "POST" and not problems and (form is None or form.is_valid()):
        try:
            if entry:
                verbs.correct(entry, by=request.user, **form.cleaned_data)
                messages.success(request, _("The correction of “%(title)s” is public.") % {"title": draft.title})
            else:
                entry = verbs.publish(page, by=request.user)
                messages.success(
                    request,
                    _("“%(title)s” is public.") % {"title": draft.title},
                    buttons=[messages.button(entry.get_absolute_url(), _("View on the site"), new_window=True)],
                )
        except verbs.Refused as refused:
            problems = refused.messages
        else:
            return _editor(page)
    context = {"page": page, "draft": draft, "entry": entry, "form": form, "problems": problems, "found": found}
    context["reviews"] = reviews
    # Whatever else is missing is mended first: a change after the reviews needs them anew.
    context["may_submit"] = reviews == problems and page.permissions_for_user(request.user).can_submit_for_moderation()
    if not problems:
        context["preview"] = freeze(draft).entry
    return render(request, "desk/publish.html", context)


def end(request, page_id):
    """Asks why, and ends the publication at once."""
    page = _case(request, page_id)
    entry = get_object_or_404(Entry, page_id=page.pk)
    if entry.state == State.ENDED:
        return render(request, "desk/closed.html", {"page": page, "draft": page, "entry": entry})
    form = EndForm(request.POST or None, kind=entry.kind)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.end(entry, by=request.user, **form.cleaned_data)
        except verbs.Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The publication of “%(title)s” has ended.") % {"title": entry.title})
            return _editor(page)
    return render(request, "desk/end.html", {"page": page, "entry": entry, "form": form})


# What can be done to a public case besides correcting and ending it: the verb, and the words of its page.
ACTS = {
    "dispute": (
        verbs.dispute,
        gettext_lazy("Mark as disputed"),
        gettext_lazy("The case stays public with a mark until the objection is decided."),
    ),
    "suspend": (
        verbs.suspend,
        gettext_lazy("Take down for now"),
        gettext_lazy("The case leaves the site at once, as if there were nothing; it can be shown again."),
    ),
    "resume": (
        verbs.resume,
        gettext_lazy("Show again"),
        gettext_lazy("The case is public again, without a mark, until its date."),
    ),
}


def act(request, page_id, name):
    """Asks why, and does one of `ACTS` at once."""
    page = _case(request, page_id)
    entry = get_object_or_404(Entry, page_id=page.pk)
    verb, label, explanation = ACTS[name]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(entry, by=request.user, **form.cleaned_data)
        except verbs.Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Done, and written into the ledger: %(act)s.") % {"act": label})
            return _editor(page)
    context = {"page": page, "entry": entry, "form": form, "act": label, "explanation": explanation}
    return render(request, "desk/act.html", context)
