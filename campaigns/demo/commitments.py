"""Commitments of invented organisations: in force, run out, kept, not kept."""

import datetime

from stdnum.cn import uscc

from campaigns.models import CommitmentIndexPage, CommitmentPage
from cms.ops.demo import Act
from cms.register import verbs
from cms.units.models import Unit


def code_of(body):
    """A credit code with its check character."""
    return body + uscc.calc_check_digit(body)


def acts(run):
    """Each is published on the day it was made, or when what became of it was found."""
    for number, row in enumerate(run.read(__file__, "commitments.json"), 1):
        at = run.instant(run.day(row["found_days_ago"] if row["outcome"] else row["made_days_ago"]), 10)
        yield Act(at, lambda number=number, row=row, at=at: commit(run, number, row, at))


def commit(run, number, row, at):
    """One commitment; `code` in the data is the code without its check character."""
    made_on, found_on = run.day(row["made_days_ago"]), run.day(row["found_days_ago"])
    until = made_on + datetime.timedelta(days=row["days"])
    page = CommitmentPage(
        title=f"{row['name']}信用承诺",
        slug=f"c{number:03}",
        summary=row["text"][:60],
        organisation=row["name"],
        credit_code=code_of(row["code"]),
        text=row["text"],
        made_on=made_on,
        until=until,
        public_until=until + datetime.timedelta(days=180),
        unit=Unit.objects.filter(code=row["unit"]).first(),
        outcome=row["outcome"],
        outcome_on=found_on if row["outcome"] else None,
        basis=row["basis"],
        told_on=found_on if row["outcome"] == "broken" else None,
    )
    CommitmentIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=run.users["editor"])
    verbs.publish(page, by=run.users["editor"], at=at)
