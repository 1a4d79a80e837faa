"""Invented cases of invented firms, and the media reports of the units."""

import datetime
import hashlib
import json
from decimal import Decimal

from cases.demo.reviews import write_and_review
from cases.models import (
    HonourSubject,
    MediaReport,
    PunishmentBasis,
    PunishmentCasePage,
    PunishmentSubject,
    RewardCasePage,
)
from cms.media.demo_pictures import demo_picture
from cms.ops.demo import Act, running
from cms.register import verbs
from cms.register.vocabulary import EndReason
from cms.rules.models import Field, Regime
from cms.units.models import Authority, Role, Town, Unit

UNITS = Unit.objects.select_related("home")


def prepare(run):
    """Loads the media reports: reference data without a life cycle."""
    for row in run.read(__file__, "media.json"):
        MediaReport.objects.get_or_create(
            unit=Unit.objects.get(code=row["unit"]),
            title=row["title"],
            medium=row["medium"],
            defaults={"level": row["level"], "published_on": run.day(row["days_ago"])},
        )


def acts(run):
    """The life of every case as dated acts."""
    for row in run.read(__file__, "punishments.json"):
        yield from CaseStory(run, row, punishment_page, "为提醒同类经营者依法履行义务").acts()
    for number, row in enumerate(run.read(__file__, "honours.json")):
        yield from CaseStory(run, row, reward_page, "", picture=number % 2 == 0).acts()


class CaseStory:
    """One case from draft to its final state, as the acts of the people on the desk."""

    def __init__(self, run, row, make_page, necessity, *, picture=False):
        self.run, self.make_page, self.picture = run, make_page, picture
        self.decided = run.day(row["decided_days_ago"])
        # Every date in the prose is written relative to the day of decision.
        self.row = json.loads(run.dated(json.dumps(row, ensure_ascii=False), self.decided))
        if necessity and self.row["severity"] == "minor":
            self.row.setdefault("necessity", necessity)
        self.page = None

    def acts(self):
        """Publication, corrections and the final state, each at its time."""
        row, run = self.row, self.run
        published = run.instant(self.decided + datetime.timedelta(days=row["published_after_days"]), 10)
        yield Act(published, lambda: self.write(published))
        if row["final"] == "draft":
            return
        for correction in row.get("corrections") or []:
            days = datetime.timedelta(days=correction["days_after_publication"])
            at = run.instant((published + days).date(), 15)
            yield Act(at, lambda at=at, what=correction["what"]: self.correct(what, at), 1)
        if row["final"] in {"disputed", "suspended"}:
            at = run.instant(max((published + datetime.timedelta(days=8)).date(), run.day(12)), 16)
            yield Act(at, lambda: self.change_state(at), 2)
        if row["final"] == "ended":
            yield Act(self.end_time(published), self.end, 3)

    def write(self, at):
        """The reporter writes the draft, three review it; the last of them makes it public unless it stays one."""
        self.page = self.make_page(self.run, self.row, self.decided)
        if self.picture:
            self.page.picture = demo_picture(self.row["key"], title=self.row["title"])
        parent = UNITS.get(code=self.row["unit"]).home
        self.page.owner = self.run.members[Role.REPORTER, self.row["unit"]]
        parent.add_child(instance=self.page)
        reviewers = write_and_review(self.run, self.page, self.row, at)
        if self.row["final"] != "draft":
            verbs.publish(self.page, by=reviewers[-1], at=at)

    def correct(self, what, at):
        """A dated correction."""
        self.page.refresh_from_db()
        write_and_review(self.run, self.page, self.row, at)
        verbs.correct(self.page.entry, what=what, by=self.run.users["editor"], at=at)

    def change_state(self, at):
        """A mark of dispute, or a suspension."""
        user = self.run.users["legal"]
        if self.row["final"] == "disputed":
            verbs.dispute(self.page.entry, why="当事人提出异议，核查期间标注。", by=user, at=at)
        else:
            verbs.suspend(self.page.entry, why="收到人民法院中止执行的文书，暂停公示。", by=user, at=at)

    def end_time(self, published):
        """When the publication ended: by its period, or some weeks after it began."""
        if self.row["end_reason"] == EndReason.EXPIRED:
            return self.run.now
        days = 20 + len(self.row["title"]) % 30
        if self.row["end_reason"] == EndReason.REPAIRED:
            # Repair is possible three months, or a year, after the decision at the earliest.
            days += 370 if self.row["severity"] == "serious" else 95
        return self.run.instant(min((published + datetime.timedelta(days=days)).date(), self.run.day(1)), 17)

    def end(self):
        """The end for its reason; an expiry is dated by the rule, whatever day it is recorded."""
        reason = self.row["end_reason"]
        explanations = {
            "expired": "公示期限届满。",
            "repaired": "信用修复决定已生效。",
            "revoked": "行政决定被依法撤销。",
            "corrected": "公示信息有误，撤下更正。",
            "withdrawn": "当事人撤回同意。" if "consent_on_days_before" in self.row else "经复核不再公示。",
        }
        at = self.end_time(self.page.entry.visible_from)
        verbs.end(self.page.entry, reason=reason, why=explanations[reason], by=self.run.users["editor"], at=at)


def common(row, decided, sections):
    """The fields both kinds of case share."""
    return {
        "title": row["title"],
        "summary": row["summary"],
        "unit": Unit.objects.get(code=row["unit"]),
        "authority": Authority.objects.get(code=row["authority"]) if row.get("authority") else None,
        "field": Field.objects.get(code=row["field"]) if row.get("field") else None,
        "town": Town.objects.get(code=row["town"]) if row.get("town") else None,
        "area": row.get("area") or "business",
        "document_number": row.get("document_number") or "",
        "decided_on": decided,
        "body": json.dumps(
            [
                {
                    "type": name,
                    "value": {
                        "content": running(row["sections"][name], row.get("table") if name == "process" else None)
                    },
                }
                for name in sections
                if row["sections"].get(name)
            ]
        ),
    }


def punishment_page(run, row, decided):
    """An unsaved punishment case."""
    if isinstance(row["sections"].get("table"), dict):
        row["table"] = row["sections"].pop("table")
    page = PunishmentCasePage(
        **common(row, decided, ["situation", "process", "basis", "result", "significance"]),
        severity=row["severity"],
        necessity=row.get("necessity") or "",
        violation_type=row["violation_type"],
        violation_facts=row["violation_facts"],
        penalty_types=row["penalty_types"],
        penalty=row["penalty"],
        fine=row["fine"] and Decimal(row["fine"]),
        confiscated=row["confiscated"] and Decimal(row["confiscated"]),
        notified_on=decided - datetime.timedelta(days=row["notified_days_before"]),
        impact_assessment=row["impact_assessment"],
        source_url=row.get("source_url") or "",
        # The decision is invented: so is the document, of which there is only this.
        source_sha256=hashlib.sha256(row["document_number"].encode()).hexdigest(),
        measure=row.get("measure") or "",
        regime=Regime.objects.get(code=row["regime"]) if row.get("regime") else None,
    )
    page.subjects = [PunishmentSubject(**subject | {"code": subject.get("code") or ""}) for subject in row["subjects"]]
    page.bases = [PunishmentBasis(**basis) for basis in row["basis"]]
    return page


def reward_page(run, row, decided):
    """An unsaved reward case."""
    page = RewardCasePage(
        **common(row, decided, ["highlights", "practice", "incentives", "results"]),
        honour=row["honour"],
        valid_years=row.get("valid_years"),
        measures="\n".join(row.get("incentive_measures") or []),
        consent_on=decided - datetime.timedelta(days=row["consent_on_days_before"]),
    )
    page.subjects = [HonourSubject(**subject | {"code": subject.get("code") or ""}) for subject in row["subjects"]]
    return page
