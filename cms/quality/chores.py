"""What is done in the background: examinations that wait, links that are due, notices of stale columns."""

import logging

from django.db import transaction
from django.db.models.signals import post_save

from cms.ops import jobs
from cms.ops.signals import housekeeping
from cms.quality.examining import examine_all, examine_entry, forget
from cms.quality.links.checking import check_due
from cms.quality.reminders import tell_editors
from cms.register.models import LedgerLine

MINUTE = 60
logger = logging.getLogger(__name__)


def examine():
    """The worker's job: texts that were not examined by the present terms."""
    entries, drafts = examine_all()
    return f"{entries} public texts and {drafts} drafts examined" if entries or drafts else ""


def check_links():
    """The worker's job: links of other sites."""
    asked = check_due()
    return f"{asked} links asked" if asked else ""


def keep_house(sender, at=None, **kwargs):
    """The receiver of `cms.ops.signals.housekeeping`."""
    forget()
    entries, drafts = examine_all(seconds=MINUTE)
    return f"quality: {entries} public texts and {drafts} drafts examined, {tell_editors()} notices"


def connect():
    """Connects jobs and signals; called once when the app is ready."""

    def after_an_act(sender, instance, raw=False, **kwargs):
        if raw:
            return
        try:
            with transaction.atomic():  # a savepoint of the act: both are there, or neither
                examine_entry(instance.entry_id)
        except Exception:
            # A publication never fails for a wording. What is missed, the job finds.
            logger.exception("entry %s was not examined", instance.entry_id)

    post_save.connect(after_an_act, sender=LedgerLine, weak=False, dispatch_uid="quality-examine")
    housekeeping.connect(keep_house, dispatch_uid="quality-housekeeping")
    jobs.register("quality-terms", every=MINUTE, do=examine)
    jobs.register("quality-links", every=10 * MINUTE, do=check_links)
