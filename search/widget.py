"""The query window that other sites embed: one script, and a page that shows it with the line to copy."""

import json

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cms.ops.models import SiteMarks
from search.lookup import NATIONAL

KEPT = 3600  # seconds for which browsers may keep the script: no entry stands in it


def words():
    """What the window says, by name."""
    return {
        "title": _("Look up a firm"),
        "label": _("Exact name or unified social credit code"),
        "button": _("Look up"),
        "empty": _("Type the exact name or the credit code first."),
        "waiting": _("Looking up…"),
        "away": _("The site does not answer at the moment. Try again later, or look the firm up there:"),
        "wrong": _("This cannot be looked up: type a whole name or a code of 18 characters."),
        "often": _("Too many questions; wait a minute and try again."),
        "nameOnly": _(
            "Only the name is the same, which does not confirm that it is the same firm: compare the credit code."
        ),
        "disputed": _("disputed"),
        "decided": _("Decided"),
        "until": _("public until"),
        "asOf": _("As of"),
        "source": _("Data of"),
        "page": _("Look-up page"),
        "national": _("National site “Credit China”"),
    }


@conditional_page
@require_safe
def script(request):
    """`/widget/lookup.js` and `/widget/v1/lookup.js`: the same as long as version 1 is the newest."""
    site = {
        "name": SiteMarks.cached().name,
        "url": settings.SITE_URL,
        "lookup": reverse("lookup"),
        "national": NATIONAL,
        "words": words(),
    }
    text = render_to_string("widget/lookup.js", {"site": json.dumps(site)})
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={KEPT}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def page(request):
    """`/widget/`: the window at work, and how to put it on another site."""
    return render(request, "widget/page.html", {"address": f"{settings.SITE_URL}{reverse('widget-script-v1')}"})
