"""The template to fill in: headings, lists to choose from, an example, and a sheet that explains each column."""

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from cases.importing.columns import BOTH, CODES, COLUMNS, EXAMPLE
from cases.importing.lists import Lists
from cases.importing.sheets import FILL, TEXT_FORMAT, WRAPPED
from cases.models.base import SubjectType
from cases.models.punishment import PenaltyType
from cms.rules.models import Severity
from cms.tables.reading.workbook import EXPLANATIONS

SHEET = "案例"
LAST_ROW = 1_001  # to which lists and formats reach
WHITE = Font(bold=True, color="FFFFFF")
GREY = Font(italic=True, color="7F7F7F")
EXAMPLES = {
    "kind": "失信惩戒",
    "title": f"{EXAMPLE}某建材公司未按规定公示信息案（本行不会导入）",
    "field": "质量违法",
    "severity": "一般",
    "name": "江津区某某建材有限公司",
    "type": "法人及非法人组织",
    "code": "91500116MA00000000",
    "representative": "王某某",
    "number": "津市监处罚〔2026〕12号",
    "violation_type": "未按规定公示信息",
    "violation_facts": "未在规定期限内公示年度报告。",
    "bases": "《企业信息公示暂行条例》第八条、第十七条",
    "penalty_types": "警告、罚款",
    "penalty": "警告；罚款2.5万元",
    "fine": 2.5,
    "decided_on": "2026-03-01",
    "until": "2027-03-01",
    "authority": "处罚机关全称",
    "authority_code": "11500381009284138X",
    "source": "数据来源单位全称",
    "situation": "经查，当事人……",
    "significance": "本案提醒……",
}


def template(units):
    """The workbook with the names of `units` to choose from."""
    book = Workbook()
    sheet, notes = book.active, book.create_sheet(EXPLANATIONS)
    sheet.title = SHEET
    lists = _lists(units)
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.heading + ("*" if column.needed else ""))
        head.font, head.fill, head.alignment = WHITE, FILL, WRAPPED
        sheet.column_dimensions[letter].width = column.width
        example = sheet.cell(2, place, EXAMPLES.get(column.key))
        example.font, example.alignment = GREY, WRAPPED
        if column.key in {*CODES, "number"}:
            sheet.column_dimensions[letter].number_format = TEXT_FORMAT
            for row in range(2, LAST_ROW + 1):
                sheet.cell(row, place).number_format = TEXT_FORMAT
    sheet.freeze_panes = "C2"
    _explain(notes)
    for place, (key, words) in enumerate(lists.items(), 6):
        _choose_from(sheet, notes, key, words, place)
    return book


def _lists(units):
    """The words of each list, by column."""
    fields = Lists().fields
    return {
        "kind": list(BOTH),
        "type": [str(label) for label in SubjectType.labels],
        "field": [row.name for kind in ("punishment", "honour") for row in fields.get(kind, {}).values()],
        "severity": [str(label) for label in Severity.labels],
        "penalty_types": [str(label) for label in PenaltyType.labels],
        "unit": [unit.name for unit in units],
    }


def _explain(notes):
    """What each column takes, and which kind of case needs it."""
    for place, (heading, width) in enumerate([("栏目", 22), ("失信惩戒", 10), ("守信激励", 10), ("说明", 70)], 1):
        cell = notes.cell(1, place, heading)
        cell.font, cell.fill = WHITE, FILL
        notes.column_dimensions[get_column_letter(place)].width = width
    for row, column in enumerate(COLUMNS, 2):
        marks = ["必填" if kind in column.needed else "可填" if kind in column.kept else "—" for kind in BOTH]
        for place, text in enumerate([column.heading, *marks, column.explains], 1):
            notes.cell(row, place, text).alignment = WRAPPED
    notes.freeze_panes = "A2"


def _choose_from(sheet, notes, key, words, place):
    """Writes a list beside the explanations and lets the column choose from it."""
    letter, column = get_column_letter(place), next(column for column in COLUMNS if column.key == key)
    head = notes.cell(1, place, f"{column.heading}（可选项）")
    head.font, head.fill = WHITE, FILL
    notes.column_dimensions[letter].width = 26
    for row, word in enumerate(words, 2):
        notes.cell(row, place, word)
    if not words:
        return
    cells = f"{quote_sheetname(EXPLANATIONS)}!${letter}$2:${letter}${len(words) + 1}"
    # Several kinds of penalty may stand in one cell: the list offers, and forbids nothing.
    choice = DataValidation("list", formula1=cells, allow_blank=True, showErrorMessage=key != "penalty_types")
    choice.errorTitle, choice.error = column.heading, "请从列表中选择。"
    own = get_column_letter(COLUMNS.index(column) + 1)
    choice.add(f"{own}2:{own}{LAST_ROW}")
    sheet.add_data_validation(choice)
