"""Invented firms and acts: words from which cases are put together, the same for the same seed."""

import uuid

from stdnum.cn import uscc

from cases.bulk.marks import Mark
from cms.register.models import CODE_ALPHABET

SEATS = ["重庆", "江津区", "重庆江津", "重庆市江津区"]
SYLLABLES = (
    "安邦宝博昌辰诚驰创达德鼎东恩发方飞丰福富刚高冠光广贵国海涵豪浩禾和恒弘宏鸿厚华辉汇惠嘉佳坚建健江杰捷金锦晋京晶景久"
    "聚君骏凯康科坤兰朗乐丽利联良林凌龙隆茂美盟明铭南宁鹏普齐启千强勤庆泉仁荣瑞润森山尚升胜盛世顺思泰腾天添通同万旺维"
    "伟文祥翔向欣新鑫信兴星雄秀旭轩雅扬阳耀业益毅盈永优友宇裕誉元源远悦云运泽展兆哲正志智中众舟卓子紫宗祖昀砾涪棹岑榆骁"
    "驭荷堇栩鹭霓翊枫椿澜澄墨樵桐溪渝沐岚汀洲潼瀚"
)
TRADES = [
    "建材",
    "食品",
    "运输",
    "物流",
    "餐饮",
    "劳务",
    "化工",
    "园林",
    "网络",
    "商贸",
    "医药",
    "农业",
    "机械",
    "家具",
]
TRADES += [
    "环保",
    "电子",
    "服装",
    "印务",
    "酒业",
    "茶业",
    "粮油",
    "五金",
    "汽修",
    "装饰",
    "物业",
    "旅游",
    "教育",
    "广告",
]
TRADES += ["水产", "果业", "包装", "玻璃", "塑胶", "纸业", "燃气", "船务", "矿业", "苗木", "饲料", "文化"]
FORMS = ["有限公司", "有限责任公司", "商行", "经营部", "专业合作社", "股份有限公司", "加工厂", "门市部"]
ROADS = ["路", "街", "大道", "巷"]
NOT_COMMON = 2_654_435_761  # a prime: multiplying by it turns numbers into a permutation of any range it is coprime to


def scattered(number, size):
    """A number below `size`, another one for each `number` below it: neighbours land far apart."""
    return number * NOT_COMMON % size


def digits(number, *bases):
    """The digits of a number in mixed bases, the lowest first."""
    for base in bases:
        number, digit = divmod(number, base)
        yield digit


def organisation_digit(body):
    """The check character of the nine-character organisation code within a credit code (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(char, 36) for weight, char in zip(weights, body, strict=True))
    return "0123456789X0"[11 - total % 11]


class Firms:
    """The firms of a seed: firm `number` is always the same, and names and codes of no two are alike."""

    def __init__(self, seed=1):
        self.offset = seed * 1_000_003

    def marks(self, number):
        """What differs between cases of one shape: `{mark: text}` of case `number`."""
        at = number + self.offset
        key = uuid.UUID(int=(0x5EED << 112) + at)
        one, two, road, house = digits(scattered(at, 500_000_003), len(SYLLABLES), len(SYLLABLES), len(ROADS), 900)
        return {
            Mark.NUMBER: str(number),
            Mark.NAME: self.name(at),
            Mark.CODE: self.code(at),
            Mark.STREET: f"{SYLLABLES[one]}{SYLLABLES[two]}{ROADS[road]}{house + 1}号",
            Mark.KEY: str(key),
            Mark.HEX: key.hex,
            Mark.VERIFY: self._written(at, CODE_ALPHABET, 10),
        }

    @staticmethod
    def name(at):
        """A firm's name, of 2.5 thousand million."""
        sizes = (len(SYLLABLES), len(SYLLABLES), len(SYLLABLES) + 1, len(TRADES), len(FORMS), len(SEATS))
        size = 1
        for part in sizes:
            size *= part
        one, two, three, trade, form, seat = digits(scattered(at, size), *sizes)
        third = SYLLABLES[three] if three < len(SYLLABLES) else ""
        return f"{SEATS[seat]}{SYLLABLES[one]}{SYLLABLES[two]}{third}{TRADES[trade]}{FORMS[form]}"

    @classmethod
    def code(cls, at):
        """A credit code with right check characters, of 887 million."""
        body = "MB" + cls._written(at, uscc._alphabet, 6)
        base = f"91500116{body}{organisation_digit(body)}"
        return base + uscc.calc_check_digit(base)

    @staticmethod
    def _written(at, alphabet, length):
        size = len(alphabet)
        return "".join(alphabet[digit] for digit in digits(scattered(at, size**length), *[size] * length))
