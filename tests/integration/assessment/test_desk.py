"""Who sees and does what on the desk."""

import datetime
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.assessment import acts, plan
from cases.assessment.models import Duty, PlanItem, Quota, ScoreLine, YearRemark, ZeroReport
from cases.models import MediaReport
from cms.notices.models import Notice
from tests.factories import cases
from tests.integration import answers
from tests.integration.assessment.conftest import case, media

DAY = datetime.date


def read(answer):
    """The body of an answer as text."""
    return answers.read(answer).decode(errors="replace")


BOARD = ["assessment_board", "assessment_years"]
DESK = ["assessment_unit", "assessment_media", "assessment_zeros", "assessment_items"]


@pytest.fixture
def secrets(clock, tree, people):
    """Something of the market regulator in every table, with words nobody else uses."""
    page = case(tree.scjg, submitted=DAY(2026, 3, 2), title="紫檀案甲号", make=cases.punishment)
    report = media(tree.scjg, DAY(2026, 2, 1), title="紫檀报道")
    zero = acts.file_zero(tree.scjg.unit, 2026, "reward", reason="紫檀理由", by=people.reporter)
    item = PlanItem.objects.create(year=2026, number=5, kind="assessment", title="信用修复", due_on=DAY(2026, 12, 31))
    plan.set_units(item, [tree.scjg.unit])
    duty = acts.finish_duty(
        item.duties.get(), remark="紫檀办结", evidence=SimpleUploadedFile("紫檀.pdf", b"x"), by=people.reporter
    )
    given = {"cases": {"score": 9, "remark": "紫檀自评", "evidence": SimpleUploadedFile("紫檀分.pdf", b"x")}}
    acts.score(tree.scjg.unit, 2026, given, side="unit", by=people.reporter)
    acts.reopen_duty(duty, why="紫檀退回", by=people.supervisor)
    return {"page": page, "report": report, "zero": zero, "duty": duty, "score": ScoreLine.objects.get()}


def every_address(secrets):
    """Each address that could show them, with the unit's code in it where one is taken."""
    rows = ["submitted", "adopted", "media", "verified", "zero", "items", "overdue", "reviews", "returned", "late"]
    yield from (reverse(name) for name in [*BOARD, *DESK])
    yield from (reverse("assessment_export", args=[kind]) for kind in ("csv", "xlsx"))
    for figure in rows:
        yield reverse("assessment_rows", args=[figure])
        yield reverse("assessment_rows", args=[figure]) + "?unit=scjg"
        yield reverse("assessment_rows", args=[figure]) + "?unit=scjg&format=csv"
    for name in ("assessment_unit", "assessment_scores", "assessment_zero_add"):
        yield reverse(name) + "?unit=scjg"
    for name, row in [
        ("assessment_media_report", secrets["report"]),
        ("assessment_media_edit", secrets["report"]),
        ("assessment_media_delete", secrets["report"]),
        ("assessment_media_screenshot", secrets["report"]),
        ("assessment_zero", secrets["zero"]),
        ("assessment_duty", secrets["duty"]),
        ("assessment_duty_evidence", secrets["duty"]),
        ("assessment_score_evidence", secrets["score"]),
    ]:
        yield reverse(name, args=[row.pk])
    yield reverse("assessment_media") + "?q=紫檀"
    yield reverse("assessment_media_results") + "?q=紫檀"
    yield reverse("assessment_media_add")


@pytest.mark.parametrize("who", ["other", "legal", "anonymous"])
def test_nothing_of_a_unit_reaches_another(people, secrets, who):
    client = people.client(who)
    for url in every_address(secrets):
        answer = client.get(url)
        assert answer.status_code in {200, 302, 403, 404}, url
        assert "紫檀" not in read(answer).replace("q=紫檀", "").replace('value="紫檀"', "").replace("“紫檀”", ""), url
        assert "紫檀" not in str(answer.headers)


@pytest.mark.parametrize("who", ["other", "legal", "anonymous", "reporter", "leader", "editor"])
def test_only_the_supervisor_decides(people, secrets, who):
    client = people.client(who)
    for name, row, data in [
        ("assessment_media_report", secrets["report"], {"action": "verify"}),
        ("assessment_zero", secrets["zero"], {"action": "accept"}),
        ("assessment_duty", secrets["duty"], {"action": "reopen", "why": "再补"}),
        ("assessment_close", None, {}),
        ("assessment_item", PlanItem.objects.get(year=2026), {"title": "改"}),
    ]:
        answer = client.post(reverse(name, args=[row.pk if row else 2025]), data)
        assert answer.status_code in {302, 403, 404}, name
        if answer.status_code == 302:
            assert "login" in answer.url or answer.url == reverse("wagtailadmin_home")
    secrets["report"].refresh_from_db()
    assert secrets["report"].state == "reported"
    assert ZeroReport.objects.get().state == "reported"


@pytest.mark.parametrize(
    ("who", "board", "own"),
    [
        ("supervisor", True, True),
        ("editor", True, True),
        ("leader", False, True),
        ("reporter", False, True),
        ("legal", False, False),
        ("anonymous", False, False),
    ],
)
def test_who_opens_what(people, secrets, who, board, own):
    client = people.client(who)
    for name in BOARD:
        assert (client.get(reverse(name)).status_code == 200) == board, name
    for name in DESK:
        assert (client.get(reverse(name)).status_code == 200) == own, name
    assert (client.get(reverse("assessment_export", args=["csv"])).status_code == 200) == board


def test_the_supervisor_sees_titles_and_states_and_no_way_to_change_them(people, secrets):
    answer = read(people.client("supervisor").get(reverse("assessment_rows", args=["submitted"])))
    assert "紫檀案甲号" in answer
    assert "审核中" in answer
    assert f"/pages/{secrets['page'].pk}/" not in answer
    edit = reverse("wagtailadmin_pages:edit", args=[secrets["page"].pk])
    assert people.client("supervisor").get(edit).status_code in {302, 403}
    for name in ("assessment_media_edit", "assessment_media_delete"):
        url = reverse(name, args=[secrets["report"].pk])
        assert people.client("supervisor").get(url).status_code in {302, 403, 404}


def test_an_editor_sees_the_board_and_decides_nothing(people, secrets):
    answer = read(people.client("editor").get(reverse("assessment_media_report", args=[secrets["report"].pk])))
    assert 'value="verify"' not in answer
    assert people.client("editor").get(reverse("assessment_close", args=[2025])).status_code in {302, 403}


def picture(format="PNG"):
    """A small picture with a remark in it."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, format)
    return SimpleUploadedFile(f"shot.{format.lower()}", file.getvalue())


def media_form(tree, **fields):
    """What the form of a media report sends."""
    values = {
        "unit": tree.scjg.unit.pk,
        "title": "诚信宣传进社区",
        "medium": "江津日报",
        "level": "district",
        "published_on": "2026-05-06",
        "link": "https://example.invalid/a/1",
    }
    return values | fields


def test_a_report_is_made_verified_changed_and_verified_anew(people, tree):
    reporter, supervisor = people.client("reporter"), people.client("supervisor")
    answer = reporter.post(reverse("assessment_media_add"), media_form(tree, screenshot=picture()))
    report = MediaReport.objects.get()
    assert answer.url == reverse("assessment_media_report", args=[report.pk])
    assert (report.state, report.reported_by) == ("reported", people.reporter)
    assert Notice.objects.filter(user=people.supervisor, key=f"media:{report.pk}:reported").count() == 1
    shot = reporter.get(reverse("assessment_media_screenshot", args=[report.pk]))
    assert shot["Content-Type"] == "image/png"
    assert b"PNG" in answers.read(shot)
    supervisor.post(answer.url, {"action": "verify"})
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("verified", people.supervisor)
    assert Notice.objects.filter(user=people.reporter, title__contains="已核实").exists()
    reporter.post(reverse("assessment_media_edit", args=[report.pk]), media_form(tree, title="诚信宣传进校园"))
    report.refresh_from_db()
    assert (report.title, report.state, report.decided_by) == ("诚信宣传进校园", "reported", None)


def test_saving_a_verified_report_unchanged_keeps_its_verification(people, tree):
    report = media(
        tree.scjg, DAY(2026, 5, 6), title="诚信宣传进社区", link="https://example.invalid/a/1", state="verified"
    )
    people.client("reporter").post(reverse("assessment_media_edit", args=[report.pk]), media_form(tree))
    report.refresh_from_db()
    assert report.state == "verified"


def test_a_refusal_needs_a_reason(people, tree):
    report = media(tree.scjg, DAY(2026, 5, 6))
    url = reverse("assessment_media_report", args=[report.pk])
    assert "请写明理由" in read(people.client("supervisor").post(url, {"action": "refuse"}))
    people.client("supervisor").post(url, {"action": "refuse", "why": "链接打不开"})
    report.refresh_from_db()
    assert (report.state, report.decision) == ("refused", "链接打不开")
    assert "链接打不开" in read(people.client("reporter").get(url))


def test_a_verified_report_is_not_deleted(people, tree):
    kept, gone = (
        media(tree.scjg, DAY(2026, 5, 6), title="甲", state="verified"),
        media(tree.scjg, DAY(2026, 5, 6), title="乙"),
    )
    for report in (kept, gone):
        people.client("reporter").post(reverse("assessment_media_delete", args=[report.pk]))
    assert list(MediaReport.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"link": ""}, "链接和截图至少提供一项"),
        ({"published_on": "2026-07-01"}, "请填写媒体刊发的日期"),
        ({"published_on": "1066-07-01"}, "请填写媒体刊发的日期"),
        ({"link": "javascript:alert(1)"}, "URL"),
        ({"level": "galactic"}, "galactic"),
        ({"title": ""}, "必填"),
    ],
)
def test_what_a_report_needs(people, tree, fields, says):
    answer = people.client("reporter").post(reverse("assessment_media_add"), media_form(tree, **fields))
    assert answer.status_code == 200
    assert says in read(answer)
    assert not MediaReport.objects.exists()


@pytest.mark.parametrize("file", [SimpleUploadedFile("a.png", b"no picture"), picture("GIF")])
def test_a_screenshot_is_a_picture(people, tree, file):
    answer = people.client("reporter").post(reverse("assessment_media_add"), media_form(tree, screenshot=file))
    assert "请选择 PNG、JPEG 或 WebP 图片" in read(answer)


def test_a_reporter_reports_for_the_own_unit_only(people, tree):
    answer = people.client("other").post(reverse("assessment_media_add"), media_form(tree))
    assert answer.status_code == 200
    assert not MediaReport.objects.exists()
    people.client("editor").post(reverse("assessment_media_add"), media_form(tree))
    assert MediaReport.objects.get().unit == tree.scjg.unit


@pytest.mark.parametrize(
    "twin",
    [
        {"link": "http://www.example.invalid/a/1/?utm_source=x#top", "title": "另一标题", "medium": "他报"},
        {"title": "《诚信宣传 进社区》", "link": "https://example.invalid/b", "published_on": "2026-05-08"},
    ],
)
def test_a_duplicate_of_the_own_unit_is_refused(people, tree, twin):
    media(tree.scjg, DAY(2026, 5, 6), title="诚信宣传进社区", link="https://example.invalid/a/1")
    answer = people.client("reporter").post(reverse("assessment_media_add"), media_form(tree, **twin))
    assert "本单位已报送过" in read(answer)
    assert MediaReport.objects.count() == 1


@pytest.mark.parametrize(("state", "named"), [("reported", False), ("refused", False), ("verified", True)])
def test_of_another_unit_s_report_only_a_verified_one_is_told(people, tree, state, named):
    media(tree.fgw, DAY(2026, 5, 6), title="诚信宣传进社区", link="https://example.invalid/a/1", state=state)
    url = reverse("assessment_media_add")
    answer = people.client("reporter").post(url, media_form(tree))
    assert (answer.status_code == 200) == named
    assert ("似乎已经报送过" in read(answer)) == named
    assert ("发展改革委" in read(answer)) == named
    people.client("reporter").post(url, media_form(tree, nevertheless="1"))
    report = MediaReport.objects.get(unit=tree.scjg.unit)
    shown = reverse("assessment_media_report", args=[report.pk])
    assert ("发展改革委" in read(people.client("reporter").get(shown))) == named
    assert "发展改革委" in read(people.client("supervisor").get(shown))
    assert "有 1 篇相似" in read(people.client("supervisor").get(reverse("assessment_media")))
    assert "篇相似" not in read(people.client("reporter").get(reverse("assessment_media")))


def test_a_series_of_the_own_unit_is_asked_about_and_taken(people, tree):
    media(tree.scjg, DAY(2026, 5, 5), title="诚信宣传进社区系列之一", link="https://example.invalid/a/9")
    url, second = reverse("assessment_media_add"), media_form(tree, title="诚信宣传进社区系列之二")
    assert "似乎已经报送过" in read(people.client("reporter").post(url, second))
    people.client("reporter").post(url, second | {"nevertheless": "1"})
    assert MediaReport.objects.count() == 2


def test_reports_that_only_look_alike_are_two(people, tree):
    media(tree.scjg, DAY(2026, 3, 1), title="诚信宣传进社区", link="https://example.invalid/a/9")
    people.client("reporter").post(reverse("assessment_media_add"), media_form(tree, title="诚信宣传进社区二"))
    assert MediaReport.objects.count() == 2


def test_a_zero_report_is_filed_refused_filed_again_and_taken_back(people, tree):
    reporter, supervisor = people.client("reporter"), people.client("supervisor")
    add = reverse("assessment_zero_add") + "?unit=scjg&year=2026&obligation=punishment"
    assert "提交零报告" in read(reporter.get(reverse("assessment_unit")))
    reporter.post(add, {"reason": "没有处罚职权"})
    zero = ZeroReport.objects.get()
    url = reverse("assessment_zero", args=[zero.pk])
    assert "请写明理由" in read(supervisor.post(url, {"action": "refuse"}))
    supervisor.post(url, {"action": "refuse", "why": "有委托执法"})
    zero.refresh_from_db()
    assert zero.state == "refused"
    reporter.post(add, {"reason": "委托执法由街道报送"})
    zero.refresh_from_db()
    assert (zero.state, zero.decision, zero.reason) == ("reported", "", "委托执法由街道报送")
    supervisor.post(url, {"action": "accept"})
    assert "零报告" in read(supervisor.get(reverse("assessment_board")))
    reporter.post(url, {"action": "withdraw"})
    assert not ZeroReport.objects.exists()


def test_nobody_files_for_another_unit(people, tree):
    add = reverse("assessment_zero_add") + "?unit=scjg&obligation=reward"
    for who in ("other", "supervisor", "editor"):
        assert people.client(who).post(add, {"reason": "没有"}).status_code in {302, 403, 404}
    assert not ZeroReport.objects.exists()


def sheet(unit_score, **fields):
    """What a score form sends."""
    values = {
        f"{line}-{name}": ""
        for line in ("monthly-articles", "adopted-articles", "cases")
        for name in ("score", "remark")
    }
    return values | {"cases-score": unit_score, "cases-remark": "见附件"} | fields


def test_both_scores_stand_side_by_side(people, tree):
    url = reverse("assessment_scores") + "?unit=scjg&year=2026"
    proof = SimpleUploadedFile("佐证.pdf", b"%PDF-1.4")
    people.client("leader").post(url, sheet("10", **{"cases-evidence": proof}))
    people.client("supervisor").post(url, sheet("8.5", **{"cases-remark": "核减一件"}))
    line = ScoreLine.objects.get(line="cases")
    assert (line.unit_score, line.unit_remark, line.centre_score, line.centre_remark) == (10, "见附件", 8.5, "核减一件")
    assert (line.unit_by, line.centre_by) == (people.leader, people.supervisor)
    shown = read(people.client("reporter").get(reverse("assessment_unit")))
    assert "核减一件" in shown
    assert "佐证.pdf" in shown
    file = people.client("supervisor").get(reverse("assessment_score_evidence", args=[line.pk]))
    assert "attachment" in file["Content-Disposition"]
    assert answers.read(file) == b"%PDF-1.4"


@pytest.mark.parametrize("score", ["10.5", "-1", "many", "1e9"])
def test_a_score_stays_within_its_line(people, tree, score):
    url = reverse("assessment_scores") + "?unit=scjg"
    assert people.client("leader").post(url, sheet(score)).status_code == 200
    assert not ScoreLine.objects.exists()


def test_a_score_cannot_be_given_for_another_unit(people, tree):
    url = reverse("assessment_scores") + "?unit=scjg"
    for who in ("other", "editor"):
        assert people.client(who).post(url, sheet("10")).status_code in {302, 403, 404}
    assert not ScoreLine.objects.exists()


def test_an_item_is_done_with_evidence_opened_again_and_done_again(people, tree):
    supervisor = people.client("supervisor")
    data = {"year": 2026, "number": 3, "kind": "assessment", "title": "七日公示", "due_on": "2026-12-31"}
    supervisor.post(reverse("assessment_item_add"), data | {"units": [tree.scjg.unit.pk, tree.fgw.unit.pk]})
    assert Duty.objects.count() == 2
    duty = Duty.objects.get(unit=tree.scjg.unit)
    url = reverse("assessment_duty", args=[duty.pk])
    assert people.client("other").post(url, {"action": "finish", "remark": "已经办结"}).status_code == 404
    bad = SimpleUploadedFile("a.exe", b"MZ")
    answer = people.client("reporter").post(url, {"action": "finish", "remark": "已经办结", "evidence": bad})
    assert "不收这种文件" in read(answer)
    good = SimpleUploadedFile("凭证.pdf", b"%PDF")
    people.client("reporter").post(url, {"action": "finish", "remark": "已经办结", "evidence": good})
    duty.refresh_from_db()
    assert duty.done_by == people.reporter
    assert answers.read(supervisor.get(reverse("assessment_duty_evidence", args=[duty.pk]))) == b"%PDF"
    supervisor.post(url, {"action": "reopen", "why": "凭证看不清"})
    duty.refresh_from_db()
    assert (duty.done_at, duty.returned) == (None, "凭证看不清")
    assert Notice.objects.filter(user=people.reporter, text="凭证看不清").exists()
    people.client("reporter").post(url, {"action": "finish", "remark": "已补清晰凭证"})
    edit = reverse("assessment_item", args=[duty.item_id])
    supervisor.post(edit, data | {"title": "七个工作日内公示", "units": [tree.scjg.unit.pk]})
    assert list(Duty.objects.values_list("unit__code", flat=True)) == ["scjg"]
    assert "七日公示" in read(supervisor.get(edit))  # its history


def test_the_deadline_of_an_item_lies_in_its_year(people, tree):
    data = {"year": 2026, "number": 3, "kind": "assessment", "title": "七日公示", "due_on": "2027-01-31"}
    assert "期限应在计划年度内" in read(people.client("supervisor").post(reverse("assessment_item_add"), data))


def test_items_are_carried_over_once(people, tree):
    first = PlanItem.objects.get(year=2019, number=19)
    plan.set_units(first, [tree.fgw.unit])
    for _time in (1, 2):
        people.client("supervisor").post(reverse("assessment_items") + "?year=2026")
    items = PlanItem.objects.filter(year=2026)
    assert {item.number: item.due_on for item in items if item.number in {18, 19, 33}} == {
        18: DAY(2026, 8, 31),
        19: DAY(2026, 8, 31),
        33: DAY(2026, 12, 31),
    }
    assert items.count() == 14
    assert list(Duty.objects.filter(item__year=2026).values_list("unit__code", "item__number")) == [("fgw", 19)]


NONSENSE = [
    "year=2x",
    "year=99999999999999999999",
    "year=-1",
    "kind=x",
    "month=13",
    "p=x",
    "unit=",
    "review=x",
    "format=exe",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_an_address_is_no_error(people, tree, query):
    client = people.client("supervisor")
    urls = [reverse(name) for name in [*BOARD, *DESK]] + [reverse("assessment_rows", args=["submitted"])]
    for url in urls:
        assert client.get(f"{url}?{query}").status_code in {200, 404}, url
    assert client.get(reverse("assessment_rows", args=["nothing"])).status_code == 404
    assert client.get(reverse("assessment_export", args=["exe"])).status_code == 404
    for name in ("assessment_media_report", "assessment_zero", "assessment_duty", "assessment_year"):
        assert client.get(reverse(name, args=[10**30])).status_code == 404
    assert client.get(reverse("assessment_close", args=[10**30])).status_code == 404


def test_remarks_of_a_closed_year_stand_on_the_board(people, tree):
    supervisor = people.client("supervisor")
    supervisor.post(reverse("assessment_close", args=[2025]))
    url = reverse("assessment_year", args=[2025])
    supervisor.post(url, {"text": "一篇报道延后刊发", "unit": tree.scjg.unit.pk})
    assert YearRemark.objects.get().by == people.supervisor
    assert "一篇报道延后刊发" in read(supervisor.get(reverse("assessment_board") + "?year=2025"))
    assert "一篇报道延后刊发" in read(people.client("reporter").get(reverse("assessment_unit") + "?year=2025"))
    assert "一篇报道延后刊发" not in read(people.client("other").get(reverse("assessment_unit") + "?year=2025"))
    assert people.client("editor").post(url, {"text": "不行"}).status_code in {302, 403}
    assert YearRemark.objects.count() == 1


def test_quotas_are_kept_by_the_supervisor_with_their_history(people, tree):
    supervisor = people.client("supervisor")
    data = {
        "year": 2026,
        "unit_kind": "department",
        "obligation": "media",
        "required": 2,
        "due_month": 6,
        "due_day": 30,
    }
    supervisor.post(reverse("assessment_quota_modeladmin_create"), data)
    quota = Quota.objects.get(year=2026)
    edit = reverse("assessment_quota_modeladmin_edit", kwargs={"instance_pk": quota.pk})
    supervisor.post(edit, data | {"required": 3})
    assert "应报 3" in re.sub(r"\s+", " ", read(people.client("reporter").get(reverse("assessment_unit"))))
    history = read(supervisor.get(reverse("assessment_quota_modeladmin_history", kwargs={"instance_pk": quota.pk})))
    assert "supervisor" in history
    assert "每月" in read(supervisor.get(reverse("assessment_weight_modeladmin_index")))
    wrong = supervisor.post(reverse("assessment_quota_modeladmin_create"), data | {"due_month": 2, "due_day": 30})
    assert "该月没有这一天" in read(wrong)
    for who in ("editor", "reporter", "other", "legal"):
        assert people.client(who).post(edit, data | {"required": 0}).status_code in {302, 403}
    quota.refresh_from_db()
    assert quota.required == 3


def test_the_units_behind_a_state(people, tree):
    media(tree.scjg, DAY(2026, 5, 6), state="verified")
    url = reverse("assessment_rows", args=["units"]) + "?obligation=media&standing=met"
    answer = read(people.client("supervisor").get(url))
    assert "共 1 条" in answer
    assert "市场监管局" in answer
    assert "市场监管局" not in read(people.client("other").get(url)).split('class="nice-padding')[1]


def test_state_is_never_a_colour_alone(people, secrets):
    board = read(people.client("supervisor").get(reverse("assessment_board")))
    for found in re.findall(r'class="assess-standing[^"]*"[^>]*>(.*?)</(?:span|a)>\s', board, re.S):
        assert re.search(r"[●◎◐○▲–]", found)


@pytest.mark.parametrize("path", ["years/1/close/", "years/0/", "years/99999999999999999999/"])
def test_a_year_that_is_none(people, path):
    client = people.client("supervisor")
    for ask in (client.get, client.post):
        assert ask(f"/admin/assessment/{path}").status_code == 404


def test_a_unit_with_a_number_that_no_database_holds(people):
    data = {"year": 2026, "number": 39, "kind": "assessed", "title": "事项", "due_on": "2026-12-31"}
    data["units"] = ["9" * 30]
    assert people.client("supervisor").post("/admin/assessment/items/add/", data).status_code == 200
