"""Tables of the tests: rows as people fill them in, as CSV and XLSX."""

import csv
import io
import itertools

from openpyxl import Workbook

from tests.factories.cases import credit_code

numbers = itertools.count(1)


def punishment_row(number=None, **cells):
    """A good row about a punishment; `cells` by heading change it."""
    number = number or next(numbers)
    return {
        "案例类型": "失信惩戒",
        "案例标题": f"某建材公司未按规定公示信息案（{number}）",
        "领域": "质量违法",
        "失信程度": "一般",
        "报送单位": "市场监管局",
        "行政相对人名称": f"江津区试验{number}建材有限公司",
        "类别": "法人及非法人组织",
        "统一社会信用代码": credit_code(number),
        "法定代表人": "陈某某",
        "行政处罚决定书文号": f"津市监处罚[2026]{number}号",
        "违法行为类型": "未按规定公示信息",
        "违法事实": "未按规定公示年度报告。",
        "处罚依据": "《企业信息公示暂行条例》第八条、第十七条；《中华人民共和国行政处罚法》第三十二条",
        "处罚类别": "警告、罚款",
        "处罚内容": "警告，罚款2.5万元。",
        "罚款金额(万元)": "2.5",
        "没收金额(万元)": "",
        "处罚决定日期": "2026年5月6日",
        "公示截止期": "2027-05-06",
        "处罚机关": "江津区市场监管局",
        "处罚机关代码": "115003810092841387",
        "数据来源单位": "江津区市场监管局",
        "备注": "已缴纳",
        "基本情况": "经查，当事人未按规定公示。\n已改正。",
        "典型意义": "提醒企业按时公示。",
    } | cells


def reward_row(number=None, **cells):
    """A good row about a reward, under the headings of the same table."""
    number = number or next(numbers)
    blank = dict.fromkeys(punishment_row(number), "")
    return (
        blank
        | {
            "案例类型": "守信激励",
            "案例标题": f"某茶业公司诚信经营（{number}）",
            "领域": "守合同重信用企业",
            "报送单位": "scjg",
            "行政相对人名称": f"江津区诚信{number}茶业有限公司",
            "类别": "法人及非法人组织",
            "统一社会信用代码": credit_code(number),
            "行政处罚决定书文号": f"津誉〔2026〕{number}号",
            "处罚决定日期": "2026-04-01",
            "处罚机关": "江津区市场监管局",
            "基本情况": "连续十年守约。",
            "典型意义": "带动同行。",
            "荣誉名称": "守合同重信用企业",
            "同意日期": "2026/4/2",
        }
        | cells
    )


def table(rows):
    """Headings and lines of rows (dicts by heading)."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]


def as_csv(rows, encoding="utf-8-sig", delimiter=","):
    """The bytes of a CSV file."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(table(rows))
    return file.getvalue().encode(encoding)


def as_xlsx(rows, **sheets):
    """The bytes of an XLSX file with the rows, and further sheets by name with their lines."""
    book = Workbook()
    book.active.title = "案例"
    for line in table(rows):
        book.active.append([None if value == "" else value for value in line])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
