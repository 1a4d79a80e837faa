"""Detectors of numbers that belong to a person: ID cards, telephones, bank cards, number plates.

Each takes the plain text (see `cms.privacy.text`) and yields `Finding`s. Every pattern has bounded repeats only, so
that none can take more than linear time.
"""

import datetime
import re

from stdnum import luhn
from stdnum.cn import ric, uscc

from cms.privacy.findings import Finding, FindingKind, stars

SEPARATOR = r"[ \-]{0,2}"
# Nothing that belongs to the same number or code stands before or after.
ALONE_BEFORE, ALONE_AFTER = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z]-)", r"(?!-?[0-9A-Za-z])"
PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83,
}  # fmt: skip
OLDEST = 1900

ID_18 = re.compile(rf"(?<![0-9A-Za-z])[1-8](?:{SEPARATOR}\d){{16}}{SEPARATOR}[\dXx](?![0-9A-Za-z])")
ID_15 = re.compile(rf"(?<![0-9A-Za-z])[1-8](?:{SEPARATOR}\d){{14}}(?![0-9A-Za-z])")
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:\+|00)?86{SEPARATOR})?1[3-9]\d(?:{SEPARATOR}\d{{4}}){{2}}(?![0-9A-Za-z])"
    rf"|(?<![0-9A-Za-z])1[3-9](?:{SEPARATOR}\d){{9}}(?![0-9A-Za-z])"
)
TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z\-])(?:\(0\d{2,3}\) ?|0\d{2,3}[ \-]?)[2-8]\d{2,3}[ \-]?\d{4}(?:(?:-|转|转接)\d{1,6})?"
    r"(?![0-9A-Za-z])"
)
LOCAL_TELEPHONE = re.compile(
    r"(?:电话|座机|传真|联系方式|Tel\.?|TEL|tel)[号码]{0,2} {0,2}[:是为]? {0,2}([2-8]\d{2,3}[ \-]?\d{4})(?![0-9A-Za-z])"
)
CARD = re.compile(rf"(?<![0-9A-Za-z])\d(?:{SEPARATOR}\d){{14,18}}(?![0-9A-Za-z])")
ACCOUNT = re.compile(
    r"(?:银行卡|储蓄卡|借记卡|信用卡|收款|开户|对公|个人|还款|工资)?(?:卡号|账号|帐号|账户|帐户)[码为是:]{0,2} {0,2}"
    r"(\d(?:[ \-]?\d){8,29})(?![0-9A-Za-z])"
)
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z] ?[·•・.]? ?"
    r"(?:[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![0-9A-Za-z])"
)
ID_BEFORE = re.compile(r"身份证?(?:件)?(?:号码?)?(?:为|是)?[: ]{0,2}$")
MONEY_AFTER = re.compile(r" ?(?:余|多)?(?:元|万元|亿元|万|亿|美元|港元|千克|公斤|吨|平方米|立方米|千瓦时|度)")
NUMBER_BEFORE = re.compile(
    r"(?:注册号|登记号|备案号|许可证号|许可证编号|证书编号|编号|订单号|单号|运单号|流水号|发票号码?|发票代码|批号|文号|案号"
    r"|项目代码|条码|条形码|商品码|序列号|设备号|车架号|合同号)(?:码|为|是)?[: ]{0,2}$"
)
# UnionPay, Visa, Mastercard, JCB, American Express, and the old prefixes of the Chinese banks.
CARD_PREFIX = re.compile(r"62|4|5[1-5]|2(?:2[2-9]|[3-6]|7[012])|35(?:2[89]|[3-8])|3[47]|60|955[89]")


def _digits(text):
    return "".join(char for char in text if char.isalnum()).upper()


def _is_amount(text, match):
    return MONEY_AFTER.match(text, match.end()) is not None


def _labelled_otherwise(text, start):
    """Whether the words before say that the number is something else (an order, a licence, a bar code)."""
    return NUMBER_BEFORE.search(text[max(0, start - 16) : start]) is not None


def _birthday(text, century=""):
    try:
        day = datetime.datetime.strptime(century + text, "%Y%m%d").date()
    except ValueError:
        return False
    return day.year >= OLDEST and day <= datetime.date.today()


def id_numbers(text):
    """Identity card numbers of 18 and of 15 characters.

    18: province, a birthday in the past, and either the right check character (GB 11643) or at least not that of a
    credit code (GB 32100). 15 (before 1999, no check character): province, birthday, and no word that says otherwise.
    """
    for match in ID_18.finditer(text):
        number = _digits(match[0])
        if int(number[:2]) not in PROVINCES or not _birthday(number[6:14]):
            continue
        right = ric.calc_check_digit(number) == number[-1] or ID_BEFORE.search(
            text[max(0, match.start() - 10) : match.start()]
        )
        if right or not (uscc.is_valid(number) or _labelled_otherwise(text, match.start()) or _is_amount(text, match)):
            yield Finding(match.start(), match.end(), FindingKind.ID_NUMBER, stars(match[0], 2, 1))
    for match in ID_15.finditer(text):
        number = _digits(match[0])
        if int(number[:2]) not in PROVINCES or number[2:6] == "0000" or not _birthday(number[6:12], "19"):
            continue
        if not (_labelled_otherwise(text, match.start()) or _is_amount(text, match)):
            yield Finding(match.start(), match.end(), FindingKind.ID_NUMBER, stars(match[0], 2, 1))


def mobiles(text):
    """Mobile numbers with or without the country's code."""
    for match in MOBILE.finditer(text):
        if not (_is_amount(text, match) or _labelled_otherwise(text, match.start())):
            number = _digits(match[0])[-11:]
            yield Finding(match.start(), match.end(), FindingKind.MOBILE, f"{number[:3]}****{number[-4:]}")


def telephones(text):
    """Fixed telephones with an area code, and local ones that a word before names as such."""
    for match in TELEPHONE.finditer(text):
        if not (_is_amount(text, match) or _labelled_otherwise(text, match.start())):
            yield Finding(match.start(), match.end(), FindingKind.TELEPHONE, stars(match[0], 3, 2))
    for match in LOCAL_TELEPHONE.finditer(text):
        yield Finding(match.start(1), match.end(1), FindingKind.TELEPHONE, stars(match[1], 2, 2))


def bank_accounts(text):
    """Bank cards by issuer prefix and Luhn's check digit; account numbers that a word before names as such."""
    for match in CARD.finditer(text):
        number = _digits(match[0])
        if CARD_PREFIX.match(number) and luhn.is_valid(number) and not _labelled_otherwise(text, match.start()):
            if len(number) < 16 and not number.startswith(("34", "37")):
                continue
            yield Finding(match.start(), match.end(), FindingKind.BANK_ACCOUNT, stars(match[0], 4, 4))
    for match in ACCOUNT.finditer(text):
        yield Finding(match.start(1), match.end(1), FindingKind.BANK_ACCOUNT, stars(match[1], 4, 4))


def plates(text):
    """Number plates, those of new-energy cars (six places) included."""
    for match in PLATE.finditer(text):
        if any(char.isdigit() for char in match[0]):
            plain = match[0].replace(" ", "")
            yield Finding(match.start(), match.end(), FindingKind.PLATE, f"{plain[:2]}***{plain[-2:]}")
