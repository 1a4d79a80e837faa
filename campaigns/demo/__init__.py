"""The campaigns of the plan in the demo: editions of this year and last with activities, drafts of the next year."""

import datetime
import json

from campaigns import editions, reporting
from campaigns.demo import commitments, extras
from campaigns.models import (
    ActivityReport,
    CampaignDay,
    CampaignIndexPage,
    CampaignPage,
    DayRule,
    Edition,
    ReportPicture,
    Task,
)
from campaigns.vocabulary import ReportState, RuleKind
from cms.media.demo_pictures import demo_picture
from cms.ops.demo import Act, running
from cms.register import verbs
from cms.units.models import Role, Unit


def prepare(run):
    """The days and their rules come with the site; the demo announces the dates of this year and last."""
    for code, month, first, last in (("commerce-month", 9, 1, 30), ("net-integrity-day", 8, 28, 29)):
        rule = DayRule.objects.get(day__code=code, kind=RuleKind.PER_YEAR)
        for year in (run.today.year - 1, run.today.year):
            rule.years[str(year)] = [datetime.date(year, month, day).isoformat() for day in (first, last)]
        rule.save()


def acts(run):
    """Each edition: announced three weeks before its first day, or with its report the week after its last."""
    for row in run.read(__file__, "campaigns.json")["editions"]:
        year = run.today.year + row["year_offset"]
        first, last = CampaignDay.objects.prefetch_related("rules").get(code=row["day"]).span_in(year)
        # The text of an edition with a report looks back on the day.
        told = row.get("report") and last < run.today
        day = last + datetime.timedelta(days=7) if told else first - datetime.timedelta(days=21)
        at = run.instant(min(day, run.today), 9)
        yield Act(at, lambda row=row, first=first, last=last, at=at: edition(run, row, first, last, at))
    yield from commitments.acts(run)
    yield Act(run.instant(run.today, 9), lambda: desk(run), 20)


def edition(run, row, first, last, at):
    """One edition; report and activities only once the day has passed."""
    day = CampaignDay.objects.get(code=row["day"])
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=row["organisers"])}
    organisers = [units[code] for code in row["organisers"] if code in units]
    report = row.get("report") if last < run.today else None
    row = json.loads(run.dated(json.dumps(row, ensure_ascii=False), first))
    blocks = [{"type": "programme", "value": line} for line in row.get("programme") or []] + running(row["body"])
    picture = demo_picture(row["key"], title=row["title"])
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
        picture=picture,
        body=json.dumps(blocks + extras.blocks(run, row["key"], first, picture)),
    )
    CampaignIndexPage.objects.get().add_child(instance=page)
    plan, _made = Edition.objects.get_or_create(
        day=day, year=first.year, defaults={"starts_on": first, "ends_on": last, "organiser": page.unit}
    )
    plan.page = page
    plan.save()
    plan.units.set(organisers[1:])
    editions.make_tasks(plan)
    if report:
        page.activities = json.dumps(_activities(run, plan, row, report, at))
    page.save_revision(user=run.users["editor"])
    verbs.publish(page, by=run.users["editor"], at=at)
    if report:
        Task.objects.filter(edition=plan).update(done_at=at, done_by=run.users["editor"])


def _activities(run, plan, row, report, at):
    """The reports of the units of an edition that is over, accepted, and their copies for the page."""
    blocks = []
    organisers, last = editions.units_of_edition(plan), plan.ends_on
    shares = [5, 3, 2][: len(organisers)]
    for number, (unit, share) in enumerate(zip(organisers, shares, strict=False)):
        made = ActivityReport.objects.create(
            edition=plan,
            unit=unit,
            held_on=last - datetime.timedelta(days=number % 2 if last > plan.starts_on else 0),
            place=[row.get("place") or "文化广场", "街道便民服务中心", "农贸市场入口"][number],
            people=report["people_reached"] * share // sum(shares),
            description=[
                "设咨询台、发放宣传手册，现场演示怎样查公示、怎样申请修复，群众提出的问题当场答复、登记。",
                "面向商户和居民讲解典型案例，组织签订诚信承诺，现场回收问卷。",
                "结合赶场日入场宣传，用方言讲案例，为老年人一对一查询。",
            ][number],
            links=["https://example.invalid/news/campaign"] if number == 0 else [],
            state=ReportState.ACCEPTED,
            reported_by=run.members.get((Role.REPORTER, unit.code)),
            reported_at=at - datetime.timedelta(days=3),
            decided_by=run.users["editor"],
            decided_at=at,
            taken_at=at,
        )
        if number == 0 and row["year_offset"] == 0:
            scene = demo_picture(f"{row['key']}-scene", title=f"{row['title']}活动现场")
            ReportPicture.objects.create(report=made, picture=scene, alternative="活动现场示意图：江边广场上的宣传台")
        blocks.append(reporting.block_of(made))
    return blocks


def desk(run):
    """What the desk has now: drafts of the next year, tasks half done, reports that wait or were returned."""
    editions.prepare(run.today.year + 1, by=run.users["editor"])
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=["scjg", "fgw", "sww"])}
    plan = Edition.objects.get(day__code="double-eleven", year=run.today.year)
    for number, task in enumerate(Task.objects.open().filter(edition__year=run.today.year, due_on__lt=run.today)):
        if number % 5:
            task.done_at, task.done_by = run.instant(task.due_on), run.members.get((Role.REPORTER, task.unit.code))
            task.save()
    for row in run.read(__file__, "campaigns.json")["waiting"]:
        decided = {"decided_by": run.users["editor"], "decided_at": run.now, "decision": row["why"]}
        ActivityReport.objects.create(
            edition=plan,
            unit=units[row["unit"]],
            held_on=min(plan.ends_on, run.today),
            place="几江街道商业步行街",
            people=row["people"],
            description=row["text"],
            state=row["state"],
            reported_by=run.members.get((Role.REPORTER, row["unit"])),
            reported_at=run.now,
            **(decided if row["why"] else {}),
        )
