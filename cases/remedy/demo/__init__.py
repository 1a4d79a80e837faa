"""Invented objections, repair applications and feedback about the demo's invented firms, in various states."""

from django.core.files.base import ContentFile

from cases.remedy import acts as remedy
from cms.ops.demo import Act
from cms.register.models import Entry
from cms.units.models import Unit

# Who did what on the desk.
PEOPLE = {"accept": "editor", "refuse": "legal", "forward": "editor", "decide": "legal"}


def prepare(run):
    """Nothing: deadlines came with the migrations."""


def _of(run, row):
    """One intake from its receipt to where it stands today."""
    made = {}

    def receive(at):
        entry = Entry.objects.get(title=row["case"]) if row.get("case") else None
        files = [(name, ContentFile(text.encode(), name=name)) for name, text in row.get("files", {}).items()]
        given = {key: row[key] for key in ("topic", "name", "contact", "capacity") if key in row}
        made["intake"] = remedy.receive(
            kind=row["kind"], statement=row["statement"], entry=entry, files=files, at=at, **given
        )

    def do(step, at):
        given = {key: step[key] for key in ("why", "answer", "outcome") if key in step}
        if "unit" in step:
            given["unit"] = Unit.objects.get(code=step["unit"])
        user = run.users[PEOPLE[step["act"]]]
        made["intake"] = getattr(remedy, step["act"])(made["intake"], by=user, at=at, **given)

    at = run.instant(run.day(row["received"]), 10, 20)
    yield Act(at, lambda at=at: receive(at), 4)
    for number, step in enumerate(row["steps"], 5):
        at = run.instant(run.day(step["days_ago"]), step["hour"])
        yield Act(at, lambda step=step, at=at: do(step, at), number)


def acts(run):
    """Every intake."""
    for row in run.read(__file__, "intakes.json"):
        yield from _of(run, row)
