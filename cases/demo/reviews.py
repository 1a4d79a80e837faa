"""Who wrote and reviewed the demo's cases, and where its drafts stand."""

import datetime

from wagtail.models import Revision

from cases.reporting.record import Decision, record
from cms.units.models import Role

HOUR = datetime.timedelta(hours=1)
# Hours before the publication at which the case was submitted, and passed each review.
SUBMITTED, PASSED = 49, (25, 19, 0)
# How many reviews a draft has passed, and with what words the next one returned it; other drafts were not submitted.
STAGES = {
    "p038": (0, ""),
    "p048": (1, "“处理结果”只写了罚款，没有写清责令改正的期限；请补充后重新提交。"),
    "p052": (1, ""),
    "h043": (0, ""),
    "h044": (2, ""),
}


def write_and_review(run, page, row, at):
    """Saves what the unit's reporter wrote, with its reviews as far as they have come; returns the reviewers."""
    author = run.members[Role.REPORTER, row["unit"]]
    revision = page.save_revision(user=author)
    Revision.objects.filter(pk=revision.pk).update(created_at=at - (SUBMITTED + 1) * HOUR)
    reviewers = [run.members[Role.LEADER, row["unit"]], run.users["editor"], run.users["legal"]]
    public = row["final"] != "draft"
    passed, returned = (len(reviewers), "") if public else STAGES.get(row["key"], (None, ""))
    if passed is not None:
        words = [""] * passed + [returned] * bool(returned)
        decisions = [
            Decision(reviewer, at - hours * HOUR, word)
            for reviewer, hours, word in zip(reviewers, PASSED, words, strict=False)
        ]
        record(page, decisions, submitted_at=at - SUBMITTED * HOUR, by=author)
    return reviewers
