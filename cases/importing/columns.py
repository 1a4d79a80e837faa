"""The columns of an import: the headings of the 双公示 table and our own, and what each may be called as well."""

import re
import unicodedata
from dataclasses import dataclass

PUNISHMENT, REWARD = "失信惩戒", "守信激励"
BOTH = (PUNISHMENT, REWARD)
# Columns that we write into reports and error sheets: passed over when such a sheet is uploaded again.
ROW, OUTCOME, FAULTS = "行号", "结果", "问题"
EXAMPLE = "【示例】"  # a row whose title begins with it explains the template and is passed over


@dataclass(frozen=True)
class Column:
    """A column: `needed` by which kinds of case, kept by which (`kept`), and `explains` itself in the template."""

    key: str
    heading: str
    also: tuple = ()
    needed: tuple = ()
    kept: tuple = BOTH
    explains: str = ""
    width: int = 18


P = (PUNISHMENT,)
R = (REWARD,)
COLUMNS = [
    Column("kind", "案例类型", ("类型",), BOTH, explains="守信激励，或失信惩戒。"),
    Column("title", "案例标题", ("标题",), BOTH, explains="中性表述，不用“老赖”“黑名单”等词。", width=36),
    Column("summary", "摘要", ("内容摘要",), explains="一句话，用于列表；可以以后再写。", width=30),
    Column("field", "领域", ("所属领域",), explains="从下拉列表中选择；失信惩戒25个领域，守信激励9个领域。"),
    Column(
        "severity",
        "失信程度",
        ("失信严重程度", "严重程度"),
        kept=P,
        explains="轻微、一般或严重；按本行业标准认定，不按罚款多少。",
    ),
    Column(
        "unit", "报送单位", ("报送部门",), explains="单位名称（曾用名也可以）或代码；只报本单位的可以留空。", width=22
    ),
    Column("town", "镇街", ("所属镇街", "发生地"), explains="案件发生的镇街；可以留空。"),
    Column(
        "name",
        "行政相对人名称",
        ("当事人名称", "主体名称", "当事人"),
        BOTH,
        explains="企业、组织、个体工商户或自然人的名称。",
        width=32,
    ),
    Column(
        "type",
        "类别",
        ("行政相对人类别", "主体类别", "当事人类别"),
        BOTH,
        explains="法人及非法人组织、自然人或个体工商户。",
    ),
    Column(
        "code",
        "统一社会信用代码",
        ("社会信用代码", "行政相对人代码_1(统一社会信用代码)", "行政相对人代码(统一社会信用代码)", "信用代码"),
        explains="18位，单元格须为文本格式；自然人留空，不得填写身份证号码。",
        width=24,
    ),
    Column("representative", "法定代表人", ("法定代表人姓名", "法人代表", "负责人"), explains="仅内部留存，不公示。"),
    Column(
        "number",
        "行政处罚决定书文号",
        ("处罚决定书文号", "决定书文号", "文号", "认定文号", "发文字号"),
        P,
        explains="如：津市监处罚〔2026〕12号；守信激励填认定文件的文号，没有可以留空。",
        width=28,
    ),
    Column("violation_type", "违法行为类型", ("违法类型",), P, P, "如：未按规定公示信息。", 24),
    Column("violation_facts", "违法事实", ("主要违法事实", "事实"), P, P, "与决定书一致。", 40),
    Column(
        "bases",
        "处罚依据",
        ("法律依据",),
        P,
        P,
        "写明法律名称与条款，如：《中华人民共和国产品质量法》第四十九条；多部法律用分号隔开。",
        40,
    ),
    Column("penalty_types", "处罚类别", ("处罚种类",), P, P, "从下拉列表中选择；几种处罚用顿号隔开，如：罚款、没收。"),
    Column("penalty", "处罚内容", ("处罚结果",), P, P, "与决定书一致。", 30),
    Column("fine", "罚款金额(万元)", ("罚款金额",), (), P, "以万元计，如 2.5；没有罚款留空。"),
    Column(
        "confiscated",
        "没收金额(万元)",
        ("没收金额", "没收违法所得、没收非法财物的金额", "没收违法所得没收非法财物的金额"),
        (),
        P,
        "以万元计；没有没收留空。",
    ),
    Column(
        "decided_on",
        "处罚决定日期",
        ("决定日期", "认定日期", "授予日期"),
        BOTH,
        explains="如 2026-03-01、2026年3月1日；守信激励填认定日期。",
    ),
    Column("until", "公示截止期", ("公示截止日期", "公示期限"), (), P, "与规则核对，并记入备注；公示期由规则决定。"),
    Column(
        "authority",
        "处罚机关",
        ("决定机关", "认定机关", "授予机关"),
        BOTH,
        explains="决定机关的全称；守信激励填认定机关。",
        width=24,
    ),
    Column(
        "authority_code",
        "处罚机关代码",
        ("处罚机关统一社会信用代码", "决定机关代码", "认定机关代码"),
        P,
        explains="处罚机关的统一社会信用代码，用于核对。",
        width=24,
    ),
    Column("source", "数据来源单位", ("信息来源单位",), P, P, "提供数据的单位，记入备注。", 22),
    Column("remarks", "备注", (), (), P, "仅内部可见。"),
    Column("situation", "基本情况", ("案情简介",), explains="正文；分段用换行。守信激励记入“亮点”。", width=50),
    Column("significance", "典型意义", ("点评", "典型意义(点评)"), explains="正文；守信激励记入“成效”。", width=40),
    Column("notified_on", "告知日期", (), (), P, "告知当事人将予公示的日期；可以以后再填。"),
    Column("source_url", "来源网址", ("决定书网址",), (), P, "决定书首次公示的网址；可以以后再填。", 30),
    Column("honour", "荣誉名称", ("荣誉",), (), R, "守信激励：所授称号。", 24),
    Column(
        "consent_on",
        "同意日期",
        ("主体同意日期", "同意公示日期"),
        (),
        R,
        "守信激励：主体同意公示的日期；可以以后再填。",
    ),
]
BY_KEY = {column.key: column for column in COLUMNS}
AMOUNTS = ("fine", "confiscated")
DATES = ("decided_on", "until", "notified_on", "consent_on")
CODES = ("code", "authority_code")


def plain_heading(text):
    """A heading as headings are compared: half-width, without spaces, stars and “required”."""
    text = re.sub(r"[\s*＊★✱]+", "", unicodedata.normalize("NFKC", text))
    text = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    return re.sub(r"\((?:必填|选填|可选|必填项)\)$", "", text)


def _names():
    for column in COLUMNS:
        for heading in (column.heading, *column.also):
            plain = plain_heading(heading)
            yield plain, (column.key, 1)
            if column.key in AMOUNTS:
                bare = plain.removesuffix("(万元)")
                # Other tables count in yuan: the amounts are brought to 10,000 yuan.
                yield from ((f"{bare}(万元)", (column.key, 1)), (f"{bare}(元)", (column.key, 10_000)))


NAMES = dict(_names())  # plain heading → (key, by how much its amounts are divided)
PASSED_OVER = {plain_heading(heading) for heading in (ROW, OUTCOME, FAULTS)}
