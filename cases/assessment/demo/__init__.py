"""A year on the supervisor's desk: media and zero reports, scores, items of the plan, the last year closed."""

import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from pypdf import PdfWriter

from cases.assessment import years
from cases.assessment.models import Duty, PlanItem, ScoreLine, ZeroReport
from cases.assessment.plan import carry_over, set_units
from cases.models import MediaReport
from cms.media.demo_pictures import draw
from cms.ops.demo import Act
from cms.units.models import Role, Unit

JUDGED_AFTER = datetime.timedelta(days=4)


def prepare(run):
    """Names who is responsible for the items, and carries them into this year and the last."""
    rows, units = run.read(__file__, "year.json"), _units()
    departments = [unit for unit in units.values() if unit.kind == Unit.Kind.DEPARTMENT]
    for item in PlanItem.objects.filter(year=2019):
        codes = rows["items"][str(item.number)]
        set_units(item, departments if codes == "departments" else [units[code] for code in codes])
    for year in (run.today.year - 1, run.today.year):
        carry_over(year)
    Duty.objects.filter(item__year=2019).delete()


def _units():
    return {unit.code: unit for unit in Unit.objects.all()}


def acts(run):
    """What the units reported and the supervisor decided, each at its time; the last year is closed in January."""
    rows, this, last = run.read(__file__, "year.json"), run.today.year, run.today.year - 1
    yield Act(run.instant(run.today, 8), lambda: judge(run, rows), 5)
    yield Act(run.instant(run.today, 8), lambda: report_zero(run, rows, this), 6)
    yield Act(run.instant(run.today, 8), lambda: score(run, rows, this), 7)
    yield Act(run.instant(run.today, 8), lambda: do_items(run, rows, this), 8)
    closing = run.instant(min(datetime.date(this, 1, 15), run.today), 10)
    yield Act(closing, lambda: finish(run, rows, last, closing), 9)


def _member(run, unit):
    return run.members.get((Role.REPORTER, unit.code))


def finish(run, rows, last, at):
    """What else was reported in the last year; then it is closed."""
    units, supervisor, titles = _units(), run.users["supervisor"], rows["last_year"]["titles"]
    for number, code in enumerate(rows["last_year"]["media"]):
        report = MediaReport(
            unit=units[code],
            title=titles[number % len(titles)],
            medium="几水日报（示例）",
            level="district",
            published_on=datetime.date(last, 1 + number % 12, 10 + number % 15),
            link=f"https://example.invalid/news/{last}/{number}",
        )
        report.save()
    for code in rows["last_year"]["zero"]:
        ZeroReport.objects.create(
            unit=units[code],
            year=last,
            obligation="punishment",
            reason=rows["last_year"]["reason"],
            state="accepted",
            reported_at=at - JUDGED_AFTER,
            decided_at=at,
            decided_by=supervisor,
        )
    judge(run, rows | {"unverified": [], "again": None}, until=last)
    score(run, rows, last)
    Duty.objects.filter(item__year=last).update(done_at=at, remark="已按要求办结。")
    closed = years.close(last, by=supervisor, at=at)
    years.remark(closed, rows["remark"], unit=units["scjg"], by=supervisor)


def judge(run, rows, until=None):
    """Verifies the media reports, but for some; one is reported by a second unit as well."""
    reports = MediaReport.objects.filter(state=MediaReport.State.REPORTED).select_related("unit")
    for report in reports.filter(published_on__year__lte=until) if until else reports:
        at = run.instant(min(report.published_on + JUDGED_AFTER, run.today), 15)
        report.reported_by, report.reported_at = _member(run, report.unit), at - JUDGED_AFTER
        if report.unit.code not in rows["unverified"]:
            why = rows["refused"].get(report.unit.code, "")
            report.state = MediaReport.State.REFUSED if why else MediaReport.State.VERIFIED
            report.decision, report.decided_by, report.decided_at = why, run.users["supervisor"], at
        elif not report.screenshot:
            report.screenshot.save("screenshot.png", ContentFile(_picture(report.title)), save=False)
        report.deciding = True
        report.save()
    if again := rows["again"]:
        first = MediaReport.objects.filter(unit__code=again["as"]).first()
        if first:
            MediaReport.objects.create(
                unit=_units()[again["unit"]],
                title=first.title + "（联合报道）",
                medium=first.medium,
                level=first.level,
                published_on=first.published_on,
                link="https://example.invalid/news/1024",
                reported_by=run.users["reporter-scjg"],
                reported_at=run.instant(first.published_on + datetime.timedelta(days=1)),
            )


def _picture(title):
    file = BytesIO()
    draw(title).resize((720, 450)).save(file, "PNG")
    return file.getvalue()


def report_zero(run, rows, year):
    """The zero reports."""
    units, at = _units(), run.instant(run.day(20), 11)
    for row in rows["zero"]:
        accepted = row["accepted"]
        decided = {} if accepted is None else {"decided_by": run.users["supervisor"], "decided_at": at + JUDGED_AFTER}
        ZeroReport.objects.create(
            unit=units[row["unit"]],
            year=year,
            obligation=row["obligation"],
            reason=row["reason"],
            state={True: "accepted", False: "refused", None: "reported"}[accepted],
            decision=row.get("why", ""),
            reported_by=_member(run, units[row["unit"]]),
            reported_at=at,
            **decided,
        )


def score(run, rows, year):
    """The score sheets of some units."""
    units, supervisor = _units(), run.users["supervisor"]
    for row in rows["scores"]:
        unit = units[row["unit"]]
        codes = [weight.code for weight in years.weights_of(year) if weight.kind == unit.kind]
        for place, code in enumerate(codes):
            line = ScoreLine(unit=unit, year=year, line=code, unit_by=_member(run, unit), unit_at=run.now)
            line.unit_score = row["unit_scores"][place]
            if "centre_scores" in row:
                line.centre_score, line.centre_by, line.centre_at = row["centre_scores"][place], supervisor, run.now
            if place == 0:
                line.centre_remark = row.get("centre_remark", "")
                line.evidence_name = "宣传稿件清单.pdf"
                line.evidence.save("list.pdf", ContentFile(_paper()), save=False)
            line.save()


def _paper():
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def do_items(run, rows, year):
    """What is done of this year's items; of those due in August some are late."""
    at = run.instant(run.day(30), 14)
    for duty in Duty.objects.filter(item__year=year).select_related("item", "unit"):
        number, code = str(duty.item.number), duty.unit.code
        if number in rows["open"]:
            is_done = code not in rows["open"][number]
        else:
            is_done = number in rows["done"] or (number in {"3", "33"} and code in rows["assessed_by_all"])
        if is_done:
            duty.remark, duty.done_at = rows["done"].get(number, "已按要求办结。"), at
            duty.done_by = _member(run, duty.unit)
            duty.save()
