"""The three reviews, what they leave behind, and what the wizard says."""

from cases.reporting.models.mark import CaseMark
from cases.reporting.models.returns import Return, ReturnPhrase, ReturnReason
from cases.reporting.models.schedule import Schedule
from cases.reporting.models.tasks import REVIEWS, EditorReviewTask, LegalReviewTask, ReviewTask, UnitReviewTask
from cases.reporting.wizard.guidance import Guidance

__all__ = [
    "REVIEWS",
    "CaseMark",
    "EditorReviewTask",
    "Guidance",
    "LegalReviewTask",
    "Return",
    "ReturnPhrase",
    "ReturnReason",
    "ReviewTask",
    "Schedule",
    "UnitReviewTask",
]
