from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaign days, their editions, tasks and reports, and their pages."""

    name = "campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self):
        """Takes part in the histories, deadlines, freshness and housekeeping of the site, and follows the ledger."""
        from django.db.models.signals import post_save

        from campaigns import triggers
        from campaigns.editions import follow
        from campaigns.freshness import columns
        from campaigns.models import CampaignDay, ChecklistItem, DayRule
        from campaigns.reminders import keep_house, own_deadlines
        from cms.notices import deadlines
        from cms.ops.signals import housekeeping
        from cms.quality import freshness
        from cms.register.models import LedgerLine
        from cms.register.vocabulary import Kind
        from cms.rules.history import keep_history_of

        def after_an_act(sender, instance, raw=False, **kwargs):
            if not raw and instance.entry.kind == Kind.CAMPAIGN:
                follow(instance.entry)

        freshness.register(columns)
        keep_history_of(CampaignDay, ChecklistItem, DayRule)
        triggers.look_after_all(self)
        deadlines.register(own_deadlines)
        housekeeping.connect(keep_house, dispatch_uid="campaigns.housekeeping")
        post_save.connect(after_an_act, sender=LedgerLine, weak=False, dispatch_uid="campaigns.follow")
