"""A person's own deadlines as a calendar to subscribe to. Apps register where deadlines come from."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from cms import clock

AHEAD = datetime.timedelta(days=1)


@dataclass(frozen=True)
class OwnDeadline:
    """Something that `day` is the last day for; `uid` stays the same whatever else changes, `url` is a path."""

    uid: str
    day: datetime.date
    title: str
    url: str = ""


sources: list[Callable[[object], Iterable[OwnDeadline]]] = []


def register(source):
    """Has `source(user)` asked for the `OwnDeadline`s of a person; called once when an app is ready."""
    if source not in sources:
        sources.append(source)


def of(user):
    """What `user` has to do by when, the nearest first."""
    found = [deadline for source in sources for deadline in source(user)]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.uid))


def calendar(user):
    """The deadlines of `user` as bytes of iCalendar (RFC 5545), with an alarm one day ahead."""
    host = urlsplit(settings.SITE_URL).hostname
    made = Calendar()
    made.add("prodid", "-//credit-publicity//deadlines//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("My deadlines"))
    for deadline in of(user):
        event = Event()
        event.add("uid", f"{deadline.uid}@{host}")
        event.add("dtstamp", clock.now())
        event.add("dtstart", deadline.day)
        event.add("summary", deadline.title)
        if deadline.url:
            event.add("url", urljoin(settings.SITE_URL, deadline.url))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", deadline.title)
        alarm.add("trigger", -AHEAD)
        event.add_component(alarm)
        made.add_component(event)
    return made.to_ical()
