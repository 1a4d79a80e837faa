"""The campaign days of the plan and their editions of this year and last."""

import datetime
import json

from campaigns import rules
from campaigns.models import CampaignDay, CampaignIndexPage, CampaignPage
from cms.media.demo_pictures import demo_picture
from cms.ops.demo import Act, running
from cms.register import verbs
from cms.units.models import Unit


def prepare(run):
    """Makes the campaign days with their rules."""
    for row in run.read(__file__, "campaigns.json")["days"]:
        CampaignDay.objects.get_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "aliases": "、".join(row.get("aliases") or []),
                "rule": row["rule"],
                "valid_from": year_of(row.get("valid_from")),
                "valid_to": year_of(row.get("valid_to")),
                "intro": row.get("intro") or "",
            },
        )


def year_of(value):
    """The year of an ISO date or a plain year, or None."""
    return int(str(value)[:4]) if value else None


def span(rule, year):
    """First and last day in `year`; of a day announced each year, the last announced days in that year."""
    known = rules.span(rule, year)
    if known is None:
        latest = max(rule["years"])
        known = [day.replace(year=year) for day in rules.span(rule, int(latest))]
    return known


def acts(run):
    """Each edition: announced three weeks before its first day, or with its report the week after its last."""
    for row in run.read(__file__, "campaigns.json")["editions"]:
        year = run.today.year + row["year_offset"]
        first, last = span(CampaignDay.objects.get(code=row["day"]).rule, year)
        # The text of an edition with a report looks back on the day.
        told = row.get("report") and last < run.today
        day = last + datetime.timedelta(days=7) if told else first - datetime.timedelta(days=21)
        at = run.instant(min(day, run.today), 9)
        yield Act(at, lambda row=row, first=first, last=last, at=at: edition(run, row, first, last, at))


def edition(run, row, first, last, at):
    """One edition; the report only once the day has passed."""
    day = CampaignDay.objects.get(code=row["day"])
    organisers = list(Unit.objects.filter(code__in=row["organisers"]))
    report = row.get("report") if last < run.today else None
    row = json.loads(run.dated(json.dumps(row, ensure_ascii=False), first))
    blocks = [{"type": "programme", "value": line} for line in row.get("programme") or []] + running(row["body"])
    page = CampaignPage(
        title=row["title"],
        slug=f"{row['day']}-{first.year}",
        summary=row["summary"],
        day=day,
        starts_on=first,
        ends_on=last,
        theme=row.get("theme") or "",
        place=row.get("place") or "",
        unit=organisers[0] if organisers else None,
        organisers="、".join(unit.short_name for unit in organisers),
        people_reached=report and report["people_reached"],
        places=report and report["places"],
        report=report["text"] if report else "",
        picture=demo_picture(row["key"], title=row["title"]),
        body=json.dumps(blocks),
    )
    CampaignIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=run.users["editor"])
    verbs.publish(page, by=run.users["editor"], at=at)
