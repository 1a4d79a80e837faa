"""Cases that may have been reported already: the same document number, the same subject, or nearly the same text."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process
from wagtail.models import Page, Revision, TaskState

from cases.reporting.marks import keys_of
from cases.reporting.models import CaseMark
from cms.desk.seeing import pages_seen_by
from cms.privacy.places import text_of
from cms.register.models import Entry

NEAR = 85  # of 100: texts that share so much were copied
SHORTEST, LONGEST = 60, 3000  # characters: what is shorter says little, what is longer is known by its beginning
TEXTS = 400  # with how many other cases a text is compared, the newest first
MOST = 10


@dataclass(frozen=True)
class Likeness:
    """Another case, and in what it is like this one."""

    title: str
    url: str
    state: str
    why: tuple


def alike(page, revision, user):
    """The `Likeness`es of the case `page` as it stands in `revision`, among what `user` may know of."""
    found = defaultdict(set)
    seen = pages_seen_by(user).order_by()
    marks = CaseMark.objects.filter(key__in=keys_of(revision.content), page__in=seen).exclude(page=page.pk)
    for key, other in marks.values_list("key", "page")[: MOST * 3]:
        found[other].add(_reason(key))
    own = running_text(revision.content)
    if len(own) >= SHORTEST:
        texts = _texts(page, seen, found)
        for _text, score, other in process.extract(own, texts, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST):
            found[other].add(_("%(percent)s %% of the text is the same") % {"percent": round(score)})
    return _told(found)[:MOST]


def marked(pages, user):
    """The numbers of those among `pages` that share a document number or a subject with a case `user` may know of."""
    keys = defaultdict(set)
    for key, page in CaseMark.objects.filter(page__in=pages).values_list("key", "page"):
        keys[key].add(page)
    found = set()
    seen = pages_seen_by(user).order_by()
    for key, page in CaseMark.objects.filter(key__in=keys, page__in=seen).values_list("key", "page"):
        found |= keys[key] - {page}
    return found


def _reason(key):
    return _("the same document number") if key.startswith("n") else _("the same subject")


def running_text(content):
    """What is compared of a case: summary, facts and body of a serialised revision, up to `LONGEST` characters."""
    body = content.get("body") or "[]"
    parts = [content.get("summary") or "", content.get("violation_facts") or ""]
    for section in json.loads(body) if isinstance(body, str) else body:
        for part in section.get("value", {}).get("content", []):
            if isinstance(part.get("value"), str):
                parts.append(text_of(part["value"]))
    return "\n".join(parts)[:LONGEST]


def _texts(page, seen, found):
    """The texts of the cases in review, of the newest ones, and of what is alike by its marks."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values_list(
        "workflow_state__object_id", flat=True
    )
    newest = Page.objects.filter(pk__in=seen.values("pk"), content_type=page.content_type_id).exclude(pk=page.pk)
    keys = list(newest.order_by("-latest_revision_created_at").values_list("pk", flat=True)[:TEXTS])
    wanted = {*keys, *found, *(int(key) for key in waiting[:TEXTS] if key.isdecimal())} - {page.pk}
    latest = Page.objects.filter(pk__in=seen.filter(pk__in=wanted).values("pk"), content_type=page.content_type_id)
    revisions = Revision.objects.filter(pk__in=latest.values("latest_revision"))
    return {int(row.object_id): running_text(row.content) for row in revisions}


def _told(found):
    pages = {page.pk: page for page in Page.objects.filter(pk__in=found)}
    states = {entry.page_id: entry.get_state_display() for entry in Entry.objects.filter(page_id__in=found)}
    open_ = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    in_review = set(
        open_.filter(workflow_state__object_id__in=[str(key) for key in found]).values_list(
            "workflow_state__object_id", flat=True
        )
    )
    rows = []
    for key, why in found.items():
        state = states.get(key) or (_("in review") if str(key) in in_review else _("draft"))
        title = pages[key].get_admin_display_title()
        rows.append(Likeness(title, reverse("reporting_reviews", args=[key]), state, tuple(sorted(why))))
    return sorted(rows, key=lambda row: (-len(row.why), row.title))
