"""The calendar to subscribe to (RFC 5545): editions that are public, and the days of the rules ahead of them."""

import datetime
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from campaigns.models import DayRule
from campaigns.public import occurrences
from cms import clock
from cms.register.models import LedgerLine
from cms.rules.history import RuleChange

BACK, AHEAD = datetime.timedelta(days=366), datetime.timedelta(days=731)
# The morning before: an event of whole days begins at midnight.
ALARM = -datetime.timedelta(hours=15)
REFRESH = datetime.timedelta(hours=12)


def feed(request):
    """The calendar file."""
    today = clock.today()
    found = occurrences.between(today - BACK, today + AHEAD)
    response = HttpResponse(_calendar(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="campaigns.ics"'
    return response


def _calendar(found):
    made = Calendar()
    made.add("prodid", "-//credit-publicity//campaigns//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Campaign days"))
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    acts, changes = _acts(found), _changes()
    for occurrence in found:
        if occurrence.is_edition:
            entry = occurrence.entry
            count, last = acts.get(entry.pk, (1, entry.visible_from))
            made.add_component(_event(occurrence, f"edition-{entry.code}", count - 1, last))
        else:
            rule = occurrence.rule
            start = datetime.datetime(occurrence.first.year - 1, 1, 1, tzinfo=datetime.UTC)
            count, last = changes.get(str(rule.pk), (0, start))
            uid = f"{rule.day.code}-{rule.part}-{occurrence.first.year}"
            made.add_component(_event(occurrence, uid, count, max(last, start)))
    return made.to_ical()


def _acts(found):
    """Of each edition, how many acts the ledger has of it and when the last was."""
    keys = [o.entry.pk for o in found if o.is_edition]
    rows = LedgerLine.objects.filter(entry__in=keys).order_by().values_list("entry")
    return {key: (count, last) for key, count, last in rows.annotate(Count("pk"), Max("at"))}


def _changes():
    """Of each rule, how often it changed and when last."""
    rows = RuleChange.objects.filter(rule=DayRule._meta.label_lower).order_by().values_list("key")
    return {key: (count, last) for key, count, last in rows.annotate(Count("pk"), Max("at"))}


def _event(occurrence, uid, sequence, changed):
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", sequence)
    event.add("summary", occurrence.name)
    event.add("dtstart", occurrence.first)
    event.add("dtend", occurrence.last + datetime.timedelta(days=1))  # the first day that is none any more
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if occurrence.is_edition else "TENTATIVE")
    event.add("url", urljoin(settings.SITE_URL, occurrence.path or "/campaigns/"))
    facts = occurrence.facts if occurrence.is_edition else {}
    if facts.get("place"):
        event.add("location", facts["place"])
    if occurrence.is_edition and occurrence.entry.summary:
        event.add("description", occurrence.entry.summary)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", occurrence.name)
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    return event
