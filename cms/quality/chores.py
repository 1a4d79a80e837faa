"""What is done in the background: examinations that wait, links that are due, notices of stale columns."""

from django.db import transaction
from django.db.models.signals import post_save

from cms.ops import jobs
from cms.ops.signals import housekeeping
from cms.quality.examining import examine_all, examine_entry, forget
from cms.quality.links.checking import check_due
from cms.quality.reminders import tell_editors
from cms.register.models import LedgerLine

MINUTE = 60


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
        # After the act and apart from it: a publication never fails for a wording. What is missed, the job finds.
        if not raw:
            transaction.on_commit(lambda: examine_entry(instance.entry_id), robust=True)

    post_save.connect(after_an_act, sender=LedgerLine, weak=False, dispatch_uid="quality-examine")
    housekeeping.connect(keep_house, dispatch_uid="quality-housekeeping")
    jobs.register("quality-terms", every=MINUTE, do=examine)
    jobs.register("quality-links", every=10 * MINUTE, do=check_links)
