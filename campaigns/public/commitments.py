"""The wall of commitments: where each stands is decided by the clock at the second of reading."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Outcome
from campaigns.models.commitments import SHAPE
from cms import clock
from cms.register.models import Entry
from cms.register.vocabulary import Kind

A_PAGE = 25


class Standing(models.TextChoices):
    """Where a commitment stands on a day."""

    RUNNING = "running", gettext_lazy("in force")
    OVER = "over", gettext_lazy("has run out, is being checked")
    KEPT = "kept", gettext_lazy("kept")
    BROKEN = "broken", gettext_lazy("not kept")


SHAPES = {Standing.RUNNING: "○", Standing.OVER: "◇", Standing.KEPT: "●", Standing.BROKEN: "▲"}


@dataclass(frozen=True)
class Commitment:
    """A visible commitment as the wall shows it."""

    entry: Entry
    standing: Standing

    @property
    def facts(self):
        """As they were approved."""
        return self.entry.content.facts

    @property
    def shape(self):
        """The shape beside the word."""
        return SHAPES[self.standing]


def standing_of(facts, today=None):
    """The `Standing` of a commitment by its facts, on a day."""
    if facts["outcome"]:
        return Standing.KEPT if facts["outcome"] == Outcome.KEPT else Standing.BROKEN
    return Standing.RUNNING if facts["until"] >= (today or clock.today()).isoformat() else Standing.OVER


def commitments():
    """All that are visible, the newest first; one query."""
    rows = Entry.objects.visible().filter(kind=Kind.PAGE, content__data__facts__shape=SHAPE)
    rows = rows.select_related("content", "unit").defer("search_text").order_by("-decided_on", "-pk")
    today = clock.today()
    return [Commitment(entry, standing_of(entry.content.facts, today)) for entry in rows]


def answer(request, page):
    """The wall under the filter of the address."""
    found, notices = commitments(), []
    state = request.GET.get("state", "")
    if state and state not in Standing.values:
        notices.append(_("There is no such state; all commitments are shown."))
        state = ""
    shown = [row for row in found if row.standing == state] if state else found
    pages = Paginator(shown, A_PAGE)
    context = {
        "page": page,
        "notices": notices,
        "state": state,
        "states": [
            {"value": s.value, "label": s.label, "shape": SHAPES[s], "count": sum(row.standing == s for row in found)}
            for s in Standing
        ],
        "total": len(found),
        "rows": pages.get_page(request.GET.get("page", "")[:9]),
        "at": clock.now(),
    }
    return render(request, page.template, context)
