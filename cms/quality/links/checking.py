"""The round of asking: which links are due, what is kept of the answers, and when nobody answers at all."""

import datetime
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cms import clock
from cms.quality.links.asking import OF_THE_NETWORK, Asker
from cms.quality.models import IgnoredLink, Link, LinkRound, LinkState

SECONDS = 240  # for one round
MOST = 300  # links in one round
CONTROLS = 3  # hosts asked again when nobody answered
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# When a link is asked again.
AGAIN = {
    LinkState.OK: 7 * DAY,
    LinkState.FAILING: DAY,
    LinkState.BROKEN: 2 * DAY,
    LinkState.FORBIDDEN: 30 * DAY,
}


def not_ignored():
    """Links of other sites that stand in what is public and that nobody said to ignore."""
    links = Link.objects.outside().shown()
    ignored = Q()
    for prefix in IgnoredLink.objects.values_list("prefix", flat=True):
        ignored |= Q(url__startswith=prefix)
    return links.exclude(ignored) if ignored else links


def check_due(asker=None, seconds=SECONDS):
    """Asks for the links that are due; how many. Nothing is asked unless `LINK_CHECKS` is on."""
    if not settings.LINK_CHECKS:
        return 0
    asker, until = asker or Asker(), time.monotonic() + seconds
    waiting, answered, asked = [], set(), 0
    for link in list(not_ignored().filter(next_at__lte=clock.now()).order_by("next_at", "pk")[:MOST]):
        if time.monotonic() > until:
            break
        if not _claim(link):
            continue  # another worker is at it
        answer, asked = asker.ask(link.url), asked + 1
        if answer.problem in OF_THE_NETWORK:
            waiting.append((link, answer))
        else:
            keep(link, answer)
            if answer.state != LinkState.FORBIDDEN:
                answered.add(_host(link))
    if asked:
        silent = {_host(link) for link, _answer in waiting}
        no_way_out = bool(silent) and not answered and not _somebody_answers(asker, silent)
        if not no_way_out:
            for link, answer in waiting:
                keep(link, answer)
        LinkRound.objects.update_or_create(pk=1, defaults={"at": clock.now(), "asked": asked, "no_way_out": no_way_out})
    return asked


def _claim(link):
    """Puts the link off for an hour, in which nobody else asks for it."""
    put_off = clock.now() + HOUR
    claimed = Link.objects.filter(pk=link.pk, next_at=link.next_at).update(next_at=put_off)
    link.next_at = put_off
    return bool(claimed)


def _somebody_answers(asker, but):
    """Whether a host that answered lately does so now: otherwise it is this server that does not come out."""
    tried = set(but)
    for link in not_ignored().filter(state=LinkState.OK).order_by("-checked_at")[:50]:
        if len(tried) - len(but) >= CONTROLS:
            break
        if _host(link) not in tried:
            tried.add(_host(link))
            if asker.ask(link.url).problem not in OF_THE_NETWORK:
                return True
    return False


def _host(link):
    return urlsplit(link.url).hostname


def keep(link, answer):
    """Keeps the answer. Broken is what failed on two different days: a server may be mended within one."""
    now = clock.now()
    state, since = answer.state, None
    if state == LinkState.FAILING:
        since = link.failing_since or now
        if timezone.localdate(since) < timezone.localdate(now):
            state = LinkState.BROKEN
    Link.objects.filter(pk=link.pk).update(
        state=state,
        problem=answer.problem,
        status=answer.status,
        failing_since=since,
        checked_at=now,
        next_at=now + AGAIN[state],
    )


def round_():
    """The last round, or None."""
    return LinkRound.objects.filter(pk=1).first()
