"""Writes notices, and decides by each person's preferences how they go out."""

from django.conf import settings
from django.db import transaction

from cms import clock
from cms.notices.models import Letter, Notice, Preference
from cms.notices.sending import deliver
from cms.notices.vocabulary import Way


@transaction.atomic
def write(users, *, kind, key, title, text, url, unit):
    """See `cms.notices.notify`."""
    new = 0
    for user in users:
        wanted = Preference.of(user)
        values = {"kind": kind, "title": title[:250], "text": text, "url": url, "unit": unit}
        notice, is_new = Notice.objects.get_or_create(
            user=user, key=key, defaults=values | {"mailed": wanted.wants(kind)}
        )
        if not is_new:
            continue
        new += 1
        if notice.mailed and wanted.way == Way.AT_ONCE:
            notice.letter = Letter.objects.create(user=user)
            notice.save(update_fields=["letter"])
    if new and not settings.BACKGROUND_WORKER:
        transaction.on_commit(deliver, robust=True)  # no worker runs beside this process
    return new


def settle(key):
    """See `cms.notices.done`."""
    notices = Notice.objects.filter(key=key)
    notices.unread().update(read_at=clock.now())
    notices.filter(letter__isnull=True).update(mailed=False)  # what waited for a digest
