"""Reads what people write into cells: dates, amounts, words of a list. Each raises `Wrong` with sentence and remedy."""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

NOTHING = {"", "-", "--", "/", "\\", "无", "没有", "—", "——", "n/a", "null", "none"}
DAY = re.compile(
    r"(?P<year>\d{4})\s*(?P<sep>[-/.年])\s*(?P<month>\d{1,2})\s*(?:(?P=sep)|月)\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
SERIALS = (20_000, 80_000)  # days of a spreadsheet's calendar that lie between 1954 and 2119
AMOUNT = re.compile(
    r"[¥￥]?(?:人民币)?[¥￥]?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>万元|亿元|元|万|亿)?整?"
)
UNITS = {"万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10_000), "亿": Decimal(10_000), "元": Decimal("0.0001")}
SPLIT = re.compile(r"[/、;；,，|\n+＋]|以及|并处|和")
LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
LAW = re.compile(r"(《[^《》]{2,}》)\s*([^《》;；。\n]*)")
ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条")
BRACKETS = str.maketrans({"[": "〔", "]": "〕", "【": "〔", "】": "〕", "(": "〔", ")": "〕", "{": "〔", "}": "〕"})
YEAR_IN_BRACKETS = re.compile(r"[\[(【{〔]\s*((?:19|20)\d{2})\s*[\])】}〕]")


class Wrong(ValueError):
    """A value that cannot be taken: the sentence that says why, and what to do."""

    def __init__(self, message, remedy=""):
        super().__init__(message)
        self.message, self.remedy = message, remedy


def visible(text):
    """A text without characters that nobody sees; lines stay lines."""
    if text.isprintable():  # most are, and are spared a look at each character
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf"}).strip()


def line(text):
    """A text on one line, with single spaces."""
    return " ".join(visible(text).split())


def half_width(text):
    """A text on one line with half-width digits, letters and marks."""
    return line(unicodedata.normalize("NFKC", text))


def is_nothing(text):
    """Whether people mean “nothing” by it."""
    return half_width(text).lower() in NOTHING


def date(text, epoch=1900):
    """The `datetime.date` of 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301 or a spreadsheet's 46082."""
    plain = half_width(text)
    found = DAY.fullmatch(plain) or COMPACT.fullmatch(plain)
    remedy = _("Write it like 2026-03-01.")
    if found is None:
        if re.fullmatch(r"\d{5}(?:\.\d+)?", plain) and SERIALS[0] <= float(plain) <= SERIALS[1]:
            calendar = CALENDAR_MAC_1904 if epoch == 1904 else CALENDAR_WINDOWS_1900
            return from_excel(int(float(plain)), calendar).date()
        raise Wrong(_("This is no date that is understood."), remedy)
    try:
        return datetime.date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError as error:
        raise Wrong(_("There is no such day in the calendar."), remedy) from error


def amount(text, divided_by=1):
    """The `Decimal` of 10,000 yuan in 2.5, ２．５, 25,000元 or 2.5万元; a bare number is divided by `divided_by`."""
    plain = half_width(text).replace(" ", "")
    found = AMOUNT.fullmatch(plain)
    remedy = _("Write digits only, in 10,000 yuan: 25,000 yuan are 2.5.")
    if found is None:
        raise Wrong(_("This is no amount that is understood."), remedy)
    try:
        number = Decimal(found["number"].replace(",", ""))
    except InvalidOperation as error:
        raise Wrong(_("This is no amount that is understood."), remedy) from error
    return number * UNITS[found["unit"]] if found["unit"] else number / divided_by


def number(text):
    """A number of a cell as text, without the “.0” and the exponent that spreadsheets add."""
    try:
        return f"{Decimal(text):f}".removesuffix(".0")
    except InvalidOperation:
        return text


def document_number(text):
    """A document number in its form: half-width digits, the year in 〔〕, no spaces."""
    plain = re.sub(r"\s+", "", half_width(text))
    return YEAR_IN_BRACKETS.sub(r"〔\1〕", plain)


def word(text, words):
    """The value of `words` ({word: value}) that `text` names; Wrong where it names none."""
    plain = re.sub(r"\s+", "", half_width(text))
    if plain in words:
        return words[plain]
    raise Wrong(_("This word is not in the list."), _("Choose from: %(words)s.") % {"words": "、".join(words)})


def several(text, words):
    """The values of `words` that `text` names, each once, in order; Wrong where it names another."""
    found = []
    for part in SPLIT.split(visible(text)):
        if part.strip():
            value = word(part, words)
            if value not in found:
                found.append(value)
    return found


def bases(text):
    """The (law, article) pairs of a text such as 《价格法》第十四条；《产品质量法》第四十九条; or none."""
    plain = visible(text)
    pairs = []
    for law, rest in LAW.findall(plain):
        article = re.sub("(?:的|之)?规定$", "", line(rest).strip("、,，.()（） "))
        if article:
            pairs.append((line(law), article))
    if not pairs and (first := ARTICLE.search(plain)) and (law := line(plain[: first.start()]).strip("，,、 ")):
        pairs.append((law, line(plain[first.start() :])))
    return pairs
