"""What people write into cells, and what it means."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from cases.importing import values
from cases.importing.columns import NAMES, plain_heading
from cases.importing.values import Wrong

FULL_WIDTH = str.maketrans("0123456789.,-/", "０１２３４５６７８９．，－／")
FORMS = [
    "{y}-{m:02}-{d:02}",
    "{y}-{m}-{d}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}年{m:02}月{d:02}",
    "{y}{m:02}{d:02}",
    "{y}-{m:02}-{d:02} 00:00:00",
    "{y}-{m:02}-{d:02}T08:30",
]
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))


@given(DAYS, st.sampled_from(FORMS), st.booleans(), st.sampled_from(["", " ", "\u200b", "\ufeff", "　"]))
def test_dates_in_every_form(day, form, wide, around):
    text = form.format(y=day.year, m=day.month, d=day.day)
    text = text.translate(FULL_WIDTH) if wide else text
    assert values.date(f"{around}{text}{around}") == day


@given(DAYS)
def test_a_spreadsheets_serial_numbers(day):
    assert values.date(str(int(to_excel(day)))) == day
    assert values.date(f"{int(to_excel(day))}.5") == day


@given(st.dates(datetime.date(1960, 1, 1), datetime.date(2100, 1, 1)))
def test_serial_numbers_of_the_calendar_of_1904(day):
    assert values.date(str(int(to_excel(day, CALENDAR_MAC_1904))), 1904) == day


@pytest.mark.parametrize(
    "text", ["昨天", "2026-13-01", "2026-02-30", "2026年", "26-3-1", "1", "46082000", "2026-3/1", "٣"]
)
def test_what_is_no_date_is_said_with_a_remedy(text):
    with pytest.raises(Wrong) as wrong:
        values.date(text)
    assert "2026-03-01" in wrong.value.remedy


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates_and_amounts(text):
    for read in (values.date, values.amount):
        with contextlib.suppress(Wrong):
            assert read(text) is not None


AMOUNTS = st.decimals(0, 1_000_000, places=4, allow_nan=False)


@given(AMOUNTS, st.booleans(), st.sampled_from(["", "万元", "万"]), st.sampled_from(["", "¥", "￥", "人民币"]))
def test_amounts_in_every_form(amount, grouped, unit, before):
    text = f"{amount:,f}" if grouped else f"{amount:f}"
    assert values.amount(f"{before}{text}{unit}") == amount
    assert values.amount(f"{before}{text}{unit}".translate(FULL_WIDTH)) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25,000元", "2.5"),
        ("25000元整", "2.5"),
        ("1.2亿元", "12000"),
        ("２．５万元", "2.5"),
        ("0", "0"),
    ],
)
def test_amounts_with_their_unit(text, expected):
    assert values.amount(text) == Decimal(expected)


def test_a_column_in_yuan_is_brought_to_ten_thousand():
    key, factor = NAMES[plain_heading("罚款金额（元）")]
    assert (key, values.amount("25,000", factor)) == ("fine", Decimal("2.5"))
    assert values.amount("2.5万元", factor) == Decimal("2.5")


@pytest.mark.parametrize("text", ["壹万元", "1,23", "2.5.1", "-3", "约2万", "1e5", "1/2", "NaN", "Infinity"])
def test_what_is_no_amount_is_said(text):
    with pytest.raises(Wrong):
        values.amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "津市监处罚[2026]12号",
        "津市监处罚（２０２６）12号",
        "津市监处罚【2026】12 号",
        " 津市监处罚〔2026〕12号\u200b",
        "津市监处罚［2026］12号",
    ],
)
def test_document_numbers_take_one_form(text):
    assert values.document_number(text) == "津市监处罚〔2026〕12号"


@pytest.mark.parametrize(
    "text",
    ["警告、罚款", "警告/罚款", "警告；罚款", "警告，罚款", "警告,罚款", "警告 ; 罚款", "警告\n罚款", "警告并处罚款"],
)
def test_kinds_of_penalty_are_told_apart(text):
    assert values.several(text, {"警告": "warning", "罚款": "fine"}) == ["warning", "fine"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《价格法》第十四条第（三）项", [("《价格法》", "第十四条第（三）项")]),
        ("《价格法》第十四条、第四十条的规定", [("《价格法》", "第十四条、第四十条")]),
        ("依据《价格法》第十四条；《广告法》第三条", [("《价格法》", "第十四条"), ("《广告法》", "第三条")]),
        ("价格法第14条", [("价格法", "第14条")]),
        ("有关规定", []),
        ("", []),
    ],
)
def test_legal_bases_are_told_apart(text, expected):
    assert values.bases(text) == expected


@pytest.mark.parametrize(
    "heading",
    ["行政相对人名称*", " 行政相对人 名称 ", "＊行政相对人名称", "行政相对人名称（必填）", "行政相对人名称\n(必填)"],
)
def test_headings_are_known_however_written(heading):
    assert NAMES[plain_heading(heading)][0] == "name"
