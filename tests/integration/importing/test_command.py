"""`manage.py import_cases`: what comes out of a table, and what is said of what does not."""

import csv
import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from cases.models import PunishmentCasePage, RewardCasePage
from cms.register import verbs
from cms.units.models import UnitName
from tests.factories import cases
from tests.integration.importing.tables import as_csv, as_xlsx, punishment_row, reward_row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tree, tmp_path):
    """Runs the command on the bytes of a file; `(status, output)`."""

    def run_it(data, *arguments, name="cases.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        out, status = io.StringIO(), 0
        try:
            call_command("import_cases", str(path), *arguments, stdout=out)
        except CommandError as error:
            return error.returncode, str(error)
        except SystemExit as error:
            status = error.code
        return status, out.getvalue()

    return run_it


def test_rows_become_drafts_of_their_unit_with_all_they_hold(run, tree):
    status, said = run(as_csv([punishment_row(1), reward_row(2)]))
    assert status == 0, said
    assert "2" in said.splitlines()[-1]
    page = PunishmentCasePage.objects.get()
    assert page.get_parent().specific == tree.scjg.page
    assert not page.live
    assert page.document_number == "津市监处罚〔2026〕1号"
    assert [subject.legal_representative for subject in page.subjects.all()] == ["陈某某"]
    assert [(basis.law, basis.article) for basis in page.bases.all()] == [
        ("《企业信息公示暂行条例》", "第八条、第十七条"),
        ("《中华人民共和国行政处罚法》", "第三十二条"),
    ]
    assert RewardCasePage.objects.get().honour == "守合同重信用企业"


WRONG = {"处罚决定日期": "昨天"}


def faults(said):
    return [line for line in said.splitlines() if line.startswith("第")]


def test_every_value_the_models_can_hold_is_kept(run, tree):
    row = punishment_row(
        1, 摘要="一句话", 镇街="白沙镇", 告知日期="46147", 来源网址="https://example.gov.invalid/1.html"
    )
    status, said = run(as_csv([row, reward_row(2)]))
    assert status == 0, said
    page, reward = PunishmentCasePage.objects.get(), RewardCasePage.objects.get()
    assert (str(page.fine), page.confiscated, page.severity) == ("2.5000", None, "general")
    assert page.decided_on.isoformat() == "2026-05-06"
    assert page.notified_on.isoformat() == "2026-05-05"
    assert page.penalty_types == ["warning", "fine"]
    assert page.penalty == "警告，罚款2.5万元。"
    assert (page.violation_type, page.violation_facts) == ("未按规定公示信息", "未按规定公示年度报告。")
    assert (page.authority, page.field.name, page.town) == (tree.scjg.authority, "质量违法", tree.baisha.town)
    assert page.summary == "一句话"
    assert page.source_url == "https://example.gov.invalid/1.html"
    assert page.remarks == "已缴纳\n数据来源单位：江津区市场监管局\n公示截止期：2027-05-06"
    assert [block.block_type for block in page.body] == ["situation", "significance"]
    assert "<p>经查，当事人未按规定公示。</p><p>已改正。</p>" in str(page.body.get_prep_value())
    assert reward.consent_on.isoformat() == "2026-04-02"
    assert reward.field.name == "守合同重信用企业"
    assert [block.block_type for block in reward.body] == ["highlights", "results"]


def test_texts_are_no_markup(run):
    run(as_csv([punishment_row(1, 基本情况="<script>alert(1)</script> & 其他")]))
    text = str(PunishmentCasePage.objects.get().body.get_prep_value())
    assert "&lt;script&gt;" in text
    assert "<script>" not in text


def test_errors_name_row_column_value_and_remedy(run):
    status, said = run(as_csv([punishment_row(1), punishment_row(2, **WRONG)]))
    assert status == 1
    [fault] = faults(said)
    assert fault.startswith("第3行")
    for part in ("处罚决定日期", "昨天", "看不懂的日期", "2026-03-01"):
        assert part in fault
    assert PunishmentCasePage.objects.count() == 1
    assert said.splitlines()[-1] == "共2行：新建草稿1，可导入未写入0，已存在0，有误1"


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"案例类型": "表扬"}, "案例类型", "可选"),
        ({"案例类型": ""}, "案例类型", "必填"),
        ({"案例标题": ""}, "案例标题", "必填"),
        ({"违法事实": " / "}, "违法事实", "必填"),
        ({"领域": "质量违规"}, "领域", "质量违法"),
        ({"领域": "信用A级纳税人"}, "领域", "另一类"),
        ({"失信程度": "很重"}, "失信程度", "轻微"),
        ({"报送单位": "市场监管所"}, "报送单位", "市场监管局"),
        ({"类别": "公司"}, "类别", "自然人"),
        ({"统一社会信用代码": "91500116MA000001"}, "统一社会信用代码", "18"),
        ({"统一社会信用代码": "91500116MAOOOOOO1X"}, "统一社会信用代码", "18"),
        ({"统一社会信用代码": "9.15001E+17"}, "统一社会信用代码", "文本"),
        ({"类别": "自然人"}, "统一社会信用代码", "自然人"),
        ({"处罚类别": "打手心"}, "处罚类别", "罚款"),
        ({"罚款金额(万元)": "两万"}, "罚款金额(万元)", "2.5"),
        ({"罚款金额(万元)": "0.00001"}, "罚款金额(万元)", "4"),
        ({"处罚决定日期": "2036-01-01"}, "处罚决定日期", ""),
        ({"处罚机关": "江津区市场监管所"}, "处罚机关", "江津区市场监管局"),
        ({"处罚机关": "火星市场局"}, "处罚机关", "机关"),
        ({"来源网址": "javascript:alert(1)"}, "来源网址", ""),
        ({"行政处罚决定书文号": "号" * 90}, "行政处罚决定书文号", "80"),
        ({"法定代表人": "500116199001010014"}, "法定代表人", "身份证"),
        ({"镇街": "黑沙镇"}, "镇街", "白沙镇"),
    ],
)
def test_what_is_wrong_is_said_beside_its_column(run, cells, column, words):
    status, said = run(as_csv([punishment_row(1, **cells)]))
    assert status == 1
    assert [fault for fault in faults(said) if f"[错误] {column}" in fault and words in fault], said
    assert not PunishmentCasePage.objects.exists()


def test_a_wrong_check_character_is_a_hint_and_the_draft_asks(run):
    code = punishment_row(1)["统一社会信用代码"]
    wrong = code[:-1] + ("2" if code[-1] == "1" else "1")
    status, said = run(as_csv([punishment_row(1, 统一社会信用代码=wrong)]))
    assert status == 0
    assert "[提示] 统一社会信用代码" in said
    [subject] = PunishmentCasePage.objects.get().subjects.all()
    assert (subject.code, subject.code_confirmed) == (wrong, False)


def test_a_natural_person_without_code(run):
    status, _said = run(as_csv([punishment_row(1, 类别="自然人", 统一社会信用代码="", 行政相对人名称="王某某")]))
    assert status == 0
    assert PunishmentCasePage.objects.get().subjects.get().is_person


def test_the_same_file_twice_makes_nothing_new(run):
    data = as_csv([punishment_row(1), reward_row(2), reward_row(3, 行政处罚决定书文号="")])
    assert run(data)[0] == 0
    status, said = run(data)
    assert status == 0
    assert said.splitlines()[-1] == "共3行：新建草稿0，可导入未写入0，已存在3，有误0"
    assert (PunishmentCasePage.objects.count(), RewardCasePage.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "cells",
    [
        {"行政处罚决定书文号": "津市监处罚（2026）1 号"},
        {"统一社会信用代码": ""},
        {"行政相对人名称": "改了名的公司"},
        {"案例标题": "另一个标题"},
        {"处罚机关": "市场监管局"},
    ],
)
def test_a_case_is_known_however_it_is_written(run, cells):
    run(as_csv([punishment_row(1)]))
    status, _said = run(as_csv([punishment_row(1, **cells)]))
    assert status == 0
    assert PunishmentCasePage.objects.count() == 1


@pytest.mark.parametrize("end", [None, "repaired", "revoked"])
def test_cases_made_by_hand_and_public_and_ended_ones_are_known(run, tree, end):
    page = cases.punishment(tree.scjg, document_number="津市监处罚[2026]777号")
    entry = cases.published(page)
    if end:
        verbs.end(entry, reason=end, why="已结束")
    name = page.subjects.get().name
    status, said = run(as_csv([punishment_row(777, 行政相对人名称=name, 统一社会信用代码="")]))
    assert (status, PunishmentCasePage.objects.count()) == (0, 1), said


def test_what_was_published_in_error_may_come_again(run, tree):
    row = punishment_row(1)
    run(as_csv([row]))
    page = PunishmentCasePage.objects.get()
    page.summary, page.impact_assessment, page.source_url = "摘要", "影响适度", "https://example.gov.invalid/1.html"
    page.notified_on = page.decided_on
    page.save_revision()
    entry = cases.published(cases.reviewed(page))
    verbs.end(entry, reason="corrected", why="公示有误")
    status, said = run(as_csv([row]))
    assert (status, PunishmentCasePage.objects.count()) == (0, 2), said
    assert run(as_csv([row]))[0] == 0
    assert PunishmentCasePage.objects.count() == 2


def test_a_deleted_draft_can_be_imported_again(run):
    data = as_csv([punishment_row(1)])
    run(data)
    PunishmentCasePage.objects.get().delete()
    assert run(data)[0] == 0
    assert PunishmentCasePage.objects.count() == 1


def test_doubles_within_the_file_are_named(run):
    status, said = run(as_csv([punishment_row(1), punishment_row(1), punishment_row(2)]))
    assert status == 1
    assert "第2行" in faults(said)[0].removeprefix("第3行")
    assert PunishmentCasePage.objects.count() == 2


def test_a_dry_run_writes_nothing(run, tmp_path):
    status, said = run(as_csv([punishment_row(1), punishment_row(2, **WRONG)]), "--dry-run")
    assert status == 1
    assert said.splitlines()[-1] == "共2行：新建草稿0，可导入未写入1，已存在0，有误1"
    assert not PunishmentCasePage.objects.exists()


def test_all_or_nothing(run):
    rows = [punishment_row(1), punishment_row(2, **WRONG)]
    assert run(as_csv(rows), "--all-or-nothing")[0] == 1
    assert not PunishmentCasePage.objects.exists()
    rows[1]["处罚决定日期"] = "2026-05-06"
    assert run(as_csv(rows), "--all-or-nothing")[0] == 0
    assert PunishmentCasePage.objects.count() == 2


def test_the_report_holds_every_row_and_can_start_no_formula(run, tmp_path):
    out = tmp_path / "out.csv"
    rows = [punishment_row(1), punishment_row(2, **WRONG, 备注='=HYPERLINK("http://x")'), punishment_row(3, 备注="@x")]
    run(as_csv(rows), "--report", str(out))
    lines = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [line["行号"] for line in lines] == ["2", "3", "4"]
    assert [line["结果"] for line in lines] == ["已建草稿", "有误", "已建草稿"]
    assert "看不懂的日期" in lines[1]["问题"]
    assert lines[1]["备注"] == '\'=HYPERLINK("http://x")'
    assert lines[2]["备注"] == "'@x"
    assert lines[0]["统一社会信用代码"] == rows[0]["统一社会信用代码"]
    # Mended and given back: the wrong row becomes a draft, the others are known.
    mended = out.read_text(encoding="utf-8-sig").replace("昨天", "2026年5月6日")
    status, said = run(mended.encode())
    assert status == 0, said
    assert PunishmentCasePage.objects.get(document_number__contains="〕2号").remarks.startswith("=HYPERLINK")


def test_identity_numbers_are_in_no_output(run, tmp_path):
    out = tmp_path / "out.csv"
    number = "500116199001010014"
    rows = [
        punishment_row(1, 类别="自然人", 统一社会信用代码=number),
        punishment_row(2, 违法事实=f"张某（{number}）未公示。", **{f"附注{number}": "x"}),
    ]
    status, said = run(as_csv(rows), "--report", str(out))
    assert status == 1
    assert number not in said
    assert number not in out.read_text(encoding="utf-8-sig")
    assert not PunishmentCasePage.objects.exists()


def test_telephones_are_hints(run):
    status, said = run(as_csv([punishment_row(1, 基本情况="联系电话13812345678。")]))
    assert status == 0
    assert "[提示] 基本情况“138****5678”" in said


def test_a_last_day_that_is_not_the_rules_is_a_hint(run):
    status, said = run(as_csv([punishment_row(1, 公示截止期="2029-05-06")]))
    assert status == 0
    assert "[提示] 公示截止期" in said
    assert "2027-05-06" in said


def test_the_unit_of_rows_that_name_none(run, tree):
    data = as_csv([punishment_row(1, 报送单位="")])
    assert run(data)[0] == 1
    assert run(data, "--unit", "fgw")[0] == 0
    assert PunishmentCasePage.objects.get().unit == tree.fgw.unit
    assert run(data, "--unit", "nowhere")[0] == 2


def test_units_by_their_older_names(run, tree):
    tree.scjg.unit.names.add(UnitName(full="江津区工商局", short="工商局", valid_to=datetime.date(2018, 12, 31)))
    tree.scjg.unit.save()
    assert run(as_csv([punishment_row(1, 报送单位="工商局")]))[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(run, encoding):
    assert run(as_csv([punishment_row(1)], encoding))[0] == 0
    assert PunishmentCasePage.objects.get().title.startswith("某建材公司")


def test_an_xlsx_with_dates_and_numbers_as_excel_keeps_them(run):
    row = punishment_row(1)
    row |= {"处罚决定日期": datetime.date(2026, 5, 6), "罚款金额(万元)": 2.5, "公示截止期": 46513}
    status, said = run(as_xlsx([row]), name="cases.xlsx")
    assert (status, said.count("[")) == (0, 0), said
    page = PunishmentCasePage.objects.get()
    assert (page.decided_on.isoformat(), str(page.fine)) == ("2026-05-06", "2.5000")


def test_headings_in_any_order_with_stars_and_spaces_and_a_title_above(run):
    lines = table([dict(reversed(punishment_row(1).items()))])
    lines[0] = [f"{heading} *" if place % 2 else f" ＊{heading}　" for place, heading in enumerate(lines[0])]
    file = io.StringIO()
    csv.writer(file).writerows([["江津区双公示信息表"], [], *lines])
    status, said = run(file.getvalue().encode("gb18030"))
    assert status == 0, said
    assert "第3行" in said


def test_columns_that_are_missing_double_or_unknown(run):
    row = punishment_row(1)
    less = {heading: value for heading, value in row.items() if heading not in {"处罚机关", "违法事实"}}
    status, said = run(as_csv([less]))
    assert status == 2
    assert "处罚机关" in said
    assert "违法事实" in said
    status, said = run(as_csv([row | {"处罚决定书文号": "x"}]))
    assert status == 2
    assert "处罚决定书文号" in said
    status, said = run(as_csv([row | {"经办人电话": "x"}]))
    assert status == 0
    assert "经办人电话" in said
    reward = {heading: value for heading, value in reward_row(2).items() if value}
    assert run(as_csv([reward]))[0] == 0


def test_a_row_with_more_cells_than_headings(run):
    data = as_csv([punishment_row(1)]).decode("utf-8-sig").rstrip() + ",多出来的\n"
    status, said = run(data.encode())
    assert status == 1
    assert "25" in said or "26" in said


def test_files_that_are_no_table_are_refused(run, tmp_path):
    for data in (b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + b"\0" * 99, b"a\0b", b"PK\x03\x04garbage"):
        status, said = run(data)
        assert (status, bool(said)) == (2, True)
    with pytest.raises(CommandError) as error:
        call_command("import_cases", str(tmp_path / "nowhere.csv"))
    assert error.value.returncode == 2


def test_a_report_that_cannot_be_written_stops_before_anything_is(run, tmp_path):
    assert run(as_csv([punishment_row(1)]), "--report", str(tmp_path / "no" / "out.csv"))[0] == 2
    assert not PunishmentCasePage.objects.exists()
