"""A closed year: its figures stand as they stood, and the database lets nobody change what they came from."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases.assessment import acts, plan, years
from cases.assessment.board import Board
from cases.assessment.figures import TABLES
from cases.assessment.models import ClosedYear, Duty, PlanItem, Quota, ScoreLine, Weight, YearRemark, ZeroReport
from cases.assessment.owed import owed_by
from cases.models import MediaReport
from cms.register import verbs
from cms.rules.history import RuleChange
from tests.integration.assessment.conftest import case, media

DAY = datetime.date


@pytest.fixture
def last_year(clock, tree, people):
    """Something of 2025 in every table; today is in 2026."""
    page = case(tree.scjg, submitted=DAY(2025, 3, 2), passed=DAY(2025, 3, 4), public=DAY(2025, 3, 5))
    case(tree.fgw, submitted=DAY(2025, 4, 1), returned="basis")
    report = media(tree.scjg, DAY(2025, 2, 1), state="verified")
    zero = acts.file_zero(tree.scjg.unit, 2025, "reward", reason="没有", by=people.reporter)
    acts.decide_zero(zero, accepted=True, by=people.supervisor)
    item = PlanItem.objects.create(year=2025, number=5, kind="assessment", title="信用修复", due_on=DAY(2025, 12, 31))
    plan.set_units(item, [tree.scjg.unit, tree.fgw.unit])
    proof = SimpleUploadedFile("a.pdf", b"x")
    acts.finish_duty(item.duties.get(unit=tree.scjg.unit), remark="办结", evidence=proof, by=people.reporter)
    acts.score(tree.scjg.unit, 2025, {"cases": {"score": 9, "remark": "自评"}}, side="unit", by=people.reporter)
    acts.score(tree.scjg.unit, 2025, {"cases": {"score": 8, "remark": ""}}, side="centre", by=people.supervisor)
    return {"page": page, "report": report, "zero": zero, "item": item}


def shown(year):
    """All that a board says of a year."""
    board = Board(years.figures_of_year(year))
    return [board.lines, board.months, board.in_time, board.review_times, board.returns, board.overdue]


def test_a_closed_year_says_what_it_said(clock, tree, people, last_year):
    before, owed = shown(2025), owed_by(tree.scjg.unit, 2025)
    assert all(getattr(years.gather(2025), table) for table in TABLES)
    years.close(2025, by=people.supervisor)
    assert shown(2025) == before
    assert owed_by(tree.scjg.unit, 2025) == owed
    assert years.figures_of_year(2025).closed


def test_what_happens_later_does_not_reach_it(clock, tree, people, last_year):
    years.close(2025, by=people.supervisor)
    before = shown(2025)
    verbs.end(last_year["page"].entry, reason="corrected", why="信息有误")
    Quota.objects.create(year=2026, unit_kind="department", obligation="reward", required=5)
    tree.scjg.unit.names.all()[0].short = "市监局"
    clock.shift(datetime.timedelta(days=400))
    case(tree.fgw, submitted=DAY(2025, 5, 1))  # written past the desk, with an old date
    assert shown(2025) == before


def test_it_is_closed_once_after_its_end_and_for_good(clock, tree, people):
    with pytest.raises(ValueError, match="年度结束后"):
        years.close(2026, by=people.supervisor)
    years.close(2025, by=people.supervisor)
    with pytest.raises(ValueError, match="已封账"):
        years.close(2025, by=people.supervisor)
    for action in (
        lambda: ClosedYear.objects.update(year=2024),
        lambda: ClosedYear.objects.update(data={}),
        lambda: ClosedYear.objects.all().delete(),
    ):
        refused(action)
    assert ClosedYear.objects.get().year == 2025


def refused(action):
    """The database refuses."""
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def sql(statement):
    """Runs a statement past Django's models."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("last_year")
def test_no_row_of_it_can_be_changed_added_or_removed_in_the_database(clock, tree, people):
    years.close(2025, by=people.supervisor)
    unit = tree.fgw.unit
    attempts = [
        lambda: MediaReport.objects.update(title="改"),
        lambda: MediaReport.objects.update(state="refused", decision="改"),
        lambda: MediaReport.objects.update(published_on=DAY(2026, 1, 1)),
        lambda: MediaReport.objects.all().delete(),
        lambda: media(tree.fgw, DAY(2025, 12, 31), title="迟到"),
        lambda: ZeroReport.objects.update(reason="改"),
        lambda: ZeroReport.objects.update(year=2026),
        lambda: ZeroReport.objects.all().delete(),
        lambda: ZeroReport.objects.create(
            unit=unit, year=2025, obligation="media", reason="没有", reported_at=datetime.datetime.now(datetime.UTC)
        ),
        lambda: ScoreLine.objects.update(centre_score=10),
        lambda: ScoreLine.objects.all().delete(),
        lambda: ScoreLine.objects.create(unit=unit, year=2025, line="cases"),
        lambda: PlanItem.objects.filter(year=2025).update(due_on=DAY(2025, 8, 31)),
        lambda: PlanItem.objects.filter(year=2025).update(year=2026),
        lambda: PlanItem.objects.filter(year=2025).delete(),
        lambda: PlanItem.objects.create(year=2025, number=9, kind="assessment", title="新", due_on=DAY(2025, 12, 31)),
        lambda: Duty.objects.update(remark="改"),
        lambda: Duty.objects.all().delete(),
        lambda: Duty.objects.create(item=PlanItem.objects.get(year=2025), unit=tree.baisha.unit),
        lambda: Quota.objects.update(required=0),
        lambda: Quota.objects.all().delete(),
        lambda: Quota.objects.create(year=2025, unit_kind="town", obligation="reward", required=9),
        lambda: Weight.objects.update(most=1),
        lambda: Weight.objects.create(year=2024, unit_kind="town", code="x", name="新", most=1),
        lambda: sql("UPDATE cases_mediareport SET title = 'x'"),
        lambda: sql("DELETE FROM assessment_scoreline"),
    ]
    for attempt in attempts:
        refused(attempt)


@pytest.mark.usefixtures("last_year")
def test_other_years_go_on(clock, tree, people):
    years.close(2025, by=people.supervisor)
    report = media(tree.fgw, DAY(2026, 1, 1), title="新年报道")
    acts.decide_media(report, verified=True, by=people.supervisor)
    acts.file_zero(tree.fgw.unit, 2026, "reward", reason="没有", by=people.other)
    acts.score(tree.fgw.unit, 2024, {"cases": {"score": 1, "remark": ""}}, side="unit", by=people.other)
    quota = Quota.objects.create(year=2026, unit_kind="town", obligation="reward", required=2)
    quota.required = 3
    quota.save()
    assert RuleChange.objects.filter(rule="assessment.quota", key=str(quota.pk)).count() == 2
    assert owed_by(tree.baisha.unit, 2026)[0].required == 3


def test_remarks_are_append_only(clock, tree, people):
    closed = years.close(2025, by=people.supervisor)
    years.remark(closed, "说明", by=people.supervisor)
    refused(lambda: YearRemark.objects.update(text="改"))
    refused(lambda: YearRemark.objects.all().delete())
    assert YearRemark.objects.get().at.date() == DAY(2026, 6, 10)


def test_the_desk_says_so_and_changes_nothing(clock, tree, people, last_year):
    years.close(2025, by=people.supervisor)
    reporter, supervisor = people.client("reporter"), people.client("supervisor")
    report, zero, duty = last_year["report"], last_year["zero"], Duty.objects.get(unit=tree.scjg.unit)
    media_form = {
        "unit": tree.scjg.unit.pk,
        "title": "补报",
        "medium": "江津日报",
        "level": "city",
        "published_on": "2025-12-30",
        "link": "https://example.invalid/z",
    }
    posts = [
        (reporter, reverse("assessment_media_add"), media_form),
        (reporter, reverse("assessment_media_edit", args=[report.pk]), media_form),
        (reporter, reverse("assessment_media_delete", args=[report.pk]), {}),
        (supervisor, reverse("assessment_media_report", args=[report.pk]), {"action": "refuse", "why": "迟"}),
        (supervisor, reverse("assessment_zero", args=[zero.pk]), {"action": "refuse", "why": "迟"}),
        (reporter, reverse("assessment_zero", args=[zero.pk]), {"action": "withdraw"}),
        (reporter, reverse("assessment_zero_add") + "?year=2025&obligation=media", {"reason": "没有"}),
        (reporter, reverse("assessment_scores") + "?year=2025", {"cases-score": "1"}),
        (reporter, reverse("assessment_duty", args=[duty.pk]), {"action": "finish", "remark": "又办"}),
        (supervisor, reverse("assessment_duty", args=[duty.pk]), {"action": "reopen", "why": "再补"}),
        (supervisor, reverse("assessment_items") + "?year=2025", {}),
        (supervisor, reverse("assessment_item", args=[last_year["item"].pk]), {"year": 2025, "title": "改"}),
        (supervisor, reverse("assessment_close", args=[2025]), {}),
    ]
    before = shown(2025)
    for client, url, data in posts:
        assert client.post(url, data).status_code in {200, 302, 403}, url
    assert (MediaReport.objects.count(), ZeroReport.objects.count(), ScoreLine.objects.count()) == (1, 1, 1)
    assert MediaReport.objects.get().state == "verified"
    assert shown(2025) == before
    quota = Quota.objects.first()
    edit = reverse("assessment_quota_modeladmin_edit", kwargs={"instance_pk": quota.pk})
    answer = supervisor.post(edit, {"year": 2019, "unit_kind": "department", "obligation": "reward", "required": 7,
                                    "due_month": 12, "due_day": 31})  # fmt: skip
    assert answer.status_code == 200
    assert "已封账" in answer.content.decode()
    delete = reverse("assessment_quota_modeladmin_delete", kwargs={"instance_pk": quota.pk})
    assert supervisor.post(delete).status_code in {200, 302, 403}
    assert Quota.objects.filter(pk=quota.pk, required=quota.required).exists()


def test_a_verified_report_cannot_say_something_else_and_stay_verified(clock, tree):
    media(tree.scjg, DAY(2026, 2, 1), state="verified")
    refused(lambda: MediaReport.objects.update(title="改"))
    refused(lambda: MediaReport.objects.update(unit=tree.fgw.unit))
    MediaReport.objects.update(title="改", state="reported", decided_at=None)
