"""The public pages: guide and form, receipt, progress."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cases.remedy import due, limits
from cases.remedy.fields import visible_entry
from cases.remedy.forms import FORMS
from cases.remedy.models import RECEIPT_LENGTH, Intake
from cms import clock
from cms.register.models import Entry
from cms.register.views import typed_code
from cms.rules.deadlines import DeadlineCode, DeadlineRule

SALT, SHOWN_FOR = "remedy.receipt", 30 * 60  # seconds a receipt can be shown and printed


@transaction.non_atomic_requests  # files are read and checked before the transaction of `acts.receive`
def intake(request, kind):
    """Guide and form of one kind: GET shows them, POST takes the intake in and leads to its receipt."""
    guide = Entry.objects.visible(clock.now()).filter(path=request.path).select_related("content", "unit").first()
    limited = False
    if request.method == "POST":
        form = FORMS[kind](request.POST, request.FILES)
        limited = limits.is_limited(request, "intake", settings.INTAKES_PER_HOUR)
        if not limited and form.is_valid():
            made = form.save()
            limits.count(request, "intake")
            # Without a part of its own the address would keep the form's.
            return redirect(reverse("receipt", args=[signing.dumps(made.pk, salt=SALT)]) + "#main")
    else:
        form = FORMS[kind](initial={"code": request.GET.get("entry", "")[:200]})
    entry = visible_entry(str(form["code"].value() or ""))
    context = {
        "kind": kind,
        "form": form,
        "guide_page": guide,
        "entry": entry,
        "code_unknown": entry is None and bool(request.GET.get("entry")) and not form.is_bound,
        "limited": limited,
        "kept": DeadlineRule.objects.governing_or_none(DeadlineCode.KEEP_APPLICANTS_DATA, clock.today()),
    }
    response = render(request, "remedy/intake.html", context, status=429 if limited else 200)
    if request.method == "POST" or "entry" in request.GET:
        _private(response)
    return response


@require_safe
def receipt(request, token):
    """The receipt with what is promised: for half an hour after it was made, to who sent the form."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=SHOWN_FOR)
    except signing.BadSignature as error:
        raise Http404 from error
    made = get_object_or_404(Intake, pk=pk)
    context = {
        "intake": made,
        "promises": due.promises(made),
        "track_address": settings.SITE_URL + reverse("track"),
    }
    return _private(render(request, "remedy/receipt.html", context))


@csrf_exempt  # changes nothing but a counter, and must work without cookies
def track(request):
    """How far an intake is: by its receipt code, sent in a form so that it stands in no address and no log."""
    code = typed_code(request.POST.get("code", ""))
    context = {"typed": request.POST.get("code", "")[:40], "asked": request.method == "POST"}
    status = 200
    if code:
        if limits.is_limited(request, "track", settings.WRONG_RECEIPTS_PER_HOUR):
            context["limited"], status = True, 429
        else:
            found = Intake.objects.filter(receipt=code).first() if len(code) == RECEIPT_LENGTH else None
            if found is None:
                limits.count(request, "track")
            else:
                context |= _progress(found)
    return _private(render(request, "remedy/track.html", context, status=status))


def _progress(found):
    """What may be told of an intake: never who wrote, what was written, or a case the public cannot see."""
    entry = Entry.objects.visible(clock.now()).filter(pk=found.entry_id).first() if found.entry_id else None
    return {"intake": found, "entry": entry, "steps": found.steps.only("act", "at")}


def _private(response):
    """Keeps a page out of caches and search engines."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    patch_cache_control(response, no_store=True, private=True)
    return response
