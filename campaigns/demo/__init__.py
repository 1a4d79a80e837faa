"""The campaign days of the plan and their editions of this year and last."""

import datetime
import json

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
    """First and last day of a campaign in `year` by its rule (the kinds the demo uses)."""
    kind = rule["kind"]
    if kind == "fixed_day":
        day = datetime.date(year, rule["month"], rule["day"])
        return day, day
    if kind == "fixed_month":
        following = datetime.date(year + rule["month"] // 12, rule["month"] % 12 + 1, 1)
        return datetime.date(year, rule["month"], 1), following - datetime.timedelta(days=1)
    if kind in {"fixed_span", "window"}:
        return datetime.date(year, *rule["from"]), datetime.date(year, *rule["to"])
    years = rule["years"]
    first, last = years.get(str(year)) or years[max(years)]
    first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return first.replace(year=year), last.replace(year=year)


def acts(run):
    """The announcement of each edition, three weeks before its first day, and its report afterwards."""
    for row in run.read(__file__, "campaigns.json")["editions"]:
        year = run.today.year + row["year_offset"]
        rule = CampaignDay.objects.get(code=row["day"]).rule
        first, last = span(rule, year)
        at = run.instant(min(first - datetime.timedelta(days=21), run.today), 9)
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
