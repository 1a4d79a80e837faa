"""Campaign days and their rules, editions with tasks and reports, and the pages citizens see."""

from campaigns.models.commitments import CommitmentIndexPage, CommitmentPage, Outcome
from campaigns.models.days import CampaignDay, DayRule
from campaigns.models.editions import ChecklistItem, Edition, Task
from campaigns.models.events import EventCount, SignUp
from campaigns.models.pages import CampaignIndexPage, CampaignPage
from campaigns.models.reports import ActivityReport, ReportPicture

__all__ = [
    "ActivityReport", "CampaignDay", "CampaignIndexPage", "CampaignPage", "ChecklistItem", "CommitmentIndexPage",
    "CommitmentPage", "DayRule", "Edition", "EventCount", "Outcome", "ReportPicture", "SignUp", "Task",
]  # fmt: skip
