"""Quotas and weights, what units report and are given, items of the plan, years that are closed."""

from cases.assessment.models.items import Duty, PlanItem
from cases.assessment.models.reports import ScoreLine, ZeroReport
from cases.assessment.models.rules import Quota, Weight
from cases.assessment.models.years import ClosedYear, YearRemark

__all__ = ["ClosedYear", "Duty", "PlanItem", "Quota", "ScoreLine", "Weight", "YearRemark", "ZeroReport"]
