"""The labelled set of the privacy guard: sentences with what must be found, and tricky ones with nothing to find.

All numbers are made here from a seed: none belongs to anyone, all have the check digits real ones have.
"""

import random
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric, uscc

REGIONS = ["500116", "500103", "510104", "110105", "440305", "522101", "420106", "530102"]
OFFICES = ["02347521234", "02347562315", "12345", "12315", "12333", "02347832000"]
SURNAMES, TOWNS = "王李张刘陈杨黄赵周吴", ["白沙镇", "珞璜镇", "几江街道", "德感街道", "石蟆镇", "双福街道"]
VILLAGES, STREETS = ["芳阴村", "金钗村", "联盟村", "碑槽社区"], ["琅山大道", "滨江路", "东方红路", "圣泉路"]
PLATES = ["渝A·8K3P2", "渝B7712Q", "渝AD12345", "川E·90X21", "渝C 5521学", "贵A3F77挂"]
ILLS = ["糖尿病", "乙肝", "精神分裂症", "肺结核", "恶性肿瘤", "抑郁症", "艾滋病", "尿毒症"]


@dataclass(frozen=True)
class Positive:
    """A sentence in which `found` is of `kind`."""

    text: str
    kind: str
    found: str


class Maker:
    """Makes the set; the same every time."""

    def __init__(self):
        self.chance = random.Random(20260401)
        self.pick = self.chance.choice

    def digits(self, count):
        return "".join(self.pick("0123456789") for _ in range(count))

    def day(self):
        return f"{self.chance.randint(1940, 2012)}{self.chance.randint(1, 12):02}{self.chance.randint(1, 28):02}"

    def id18(self):
        base = self.pick(REGIONS) + self.day() + self.digits(3)
        return base + ric.calc_check_digit(base + "0")

    def id15(self):
        return self.pick(REGIONS) + self.day()[2:] + self.digits(3)

    def mobile(self):
        return "1" + self.pick("3456789") + self.digits(9)

    def card(self, length=19):
        base = self.pick(["622202", "621799", "623058", "622848"]) + self.digits(length - 7)
        return base + luhn.calc_check_digit(base)

    def code(self, *, digits_only=False):
        alphabet = "0123456789" if digits_only else "0123456789ABCDEFGHJKLMNPQRTUWXY"
        base = self.pick(["91", "92", "93", "52", "12", "11"]) + self.pick(REGIONS[:2])
        base += "".join(self.pick(alphabet) for _ in range(9))
        return base + uscc.calc_check_digit(base)

    @staticmethod
    def spaced(number, *sizes, by=" "):
        parts, at = [], 0
        for size in sizes:
            parts.append(number[at : at + size])
            at += size
        return by.join([*parts, number[at:]])

    @staticmethod
    def wide(text):
        return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)

    def positives(self):
        """At least 300."""
        for _ in range(15):
            number = self.id18()
            yield Positive(f"当事人身份证号码为{number}，住所地略。", "id_number", number)
            yield Positive(f"（公民身份号码：{number.lower()}）", "id_number", number.lower())
            number = self.spaced(self.id18(), 6, 8)
            yield Positive(f"证件号 {number}", "id_number", number)
            number = self.wide(self.id18())
            yield Positive(f"法定代表人张某，{number}。", "id_number", number)
            number = self.id15()
            yield Positive(f"原身份证号{number}已换发", "id_number", number)
            number = self.id18()
            typo = number[:-1] + ("7" if number[-1] != "7" else "3")
            yield Positive(f"身份证{typo}（手写）", "id_number", typo)
        for _ in range(14):
            number = self.mobile()
            yield Positive(f"联系人手机{number}。", "mobile", number)
            number = self.spaced(self.mobile(), 3, 4, by=self.pick(" -"))
            yield Positive(f"电话：{number}", "mobile", number)
            number = "+86 " + self.mobile()
            yield Positive(f"请拨打{number}", "mobile", number)
            number = self.wide(self.mobile())
            yield Positive(f"微信同号{number}", "mobile", number)
        for _ in range(12):
            number = f"023-{self.pick('4568')}{self.digits(7)}"
            yield Positive(f"家庭电话{number}", "telephone", number)
            number = f"(0830){self.pick('2368')}{self.digits(6)}"
            yield Positive(f"座机 {number}", "telephone", number)
            number = f"{self.pick('4568')}{self.digits(7)}"
            yield Positive(f"联系电话：{number}", "telephone", number)
        for _ in range(13):
            number = self.card()
            yield Positive(f"款项汇入{number}。", "bank_account", number)
            number = self.spaced(self.card(16), 4, 4, 4)
            yield Positive(f"收款卡号：{number}", "bank_account", number)
            number = self.digits(17)
            yield Positive(f"个人账号：{number}", "bank_account", number)
        for _ in range(9):
            town, village, street = self.pick(TOWNS), self.pick(VILLAGES), self.pick(STREETS)
            home = f"江津区{town}{village}{self.chance.randint(1, 12)}组"
            yield Positive(f"户籍地{home}", "address", home)
            home = f"{town}{village}{self.chance.randint(1, 12)}组{self.chance.randint(1, 90)}号"
            yield Positive(f"王某，男，{home}村民", "address", home)
            home = f"{street}{self.chance.randint(1, 300)}号"
            yield Positive(f"现住{town}{home}", "address", town + home)
            home = f"重庆市江津区{town}{street}{self.chance.randint(1, 99)}号{self.chance.randint(1, 20)}幢2单元5-1"
            yield Positive(f"家庭住址：{home}", "address", home)
        for plate in PLATES * 5:
            yield Positive(f"驾驶{plate}号小型轿车", "plate", plate)
        for ill in ILLS:
            for text in ["{0}某患有{1}多年", "当事人系{1}患者{0}某某", "其子患{1}，需长期治疗", "{0}女士因{1}住院"]:
                yield Positive(text.format(self.pick(SURNAMES), ill), "health", ill)

    def negatives(self):
        """At least 1,000."""
        for _ in range(220):
            yield f"统一社会信用代码：{self.code()}"
        for _ in range(60):
            yield f"{self.code(digits_only=True)}（统一社会信用代码）"
        for number in range(120):
            year = self.chance.randint(2017, 2026)
            yield f"津市监处罚〔{year}〕{number + 1}号"
            yield f"({year})渝0116执{self.chance.randint(1, 99999)}号"
        for _ in range(60):
            yield f"罚款{self.chance.randint(10**9, 10**10)}{self.digits(1)}元"
            yield f"没收违法所得{self.pick('13456789')}{self.digits(self.chance.randint(3, 7))}.{self.digits(2)}元"
            yield f"合同金额1{self.pick('3456789')}{self.digits(9)}元"
        for _ in range(50):
            year, month, day = self.chance.randint(2015, 2026), self.chance.randint(1, 12), self.chance.randint(1, 28)
            yield f"{year}年{month}月{day}日至{year + 1}年{month}月{day}日"
            yield f"{year}-{month:02}-{day:02} 至 {year + 1}-{month:02}-{day:02}"
            yield f"有效期{year}{month:02}{day:02}-{year + 3}{month:02}{day:02}"
        for _ in range(40):
            yield f"营业执照注册号500381{self.digits(9)}"
            yield f"订单号：{self.digits(18)}"
            yield f"食品生产许可证编号SC1{self.digits(13)}"
            yield f"项目代码2019-500116-47-03-{self.digits(6)}"
            yield f"商品条码69{self.digits(11)}"
            yield f"车架号：LSVAU033{self.digits(9)}"
            yield f"运单号{self.digits(15)}"
        for office in OFFICES:
            for text in ["投诉举报电话{}", "咨询电话：{}", "区信用办 {}，工作日受理", "请拨打{}热线", "（电话{}）"]:
                yield text.format(office)
        for town in TOWNS:
            for number in range(6):
                yield f"当事人经营场所位于江津区{town}{self.pick(STREETS)}{number + 1}号"
                yield f"江津区{town}{self.pick(VILLAGES)}污水处理项目"
                yield f"某建材有限公司{town}工业园B区{number + 1}号厂房"
                yield f"{town}{self.pick(STREETS)}{number + 1}号路口"
        for ill in ILLS:
            yield f"{ill}防治知识宣传"
            yield f"医保基金支付{ill}门诊特病费用的政策"
            yield f"《{ill}诊疗规范》"
        for text in [
            "GB/T 22000-2006", "版本 10.15.7.1234", "192.168.100.200", "ISBN 978-7-5093-1234-5",
            "渝A片区第12345号地块", "京A级景区", "每股12.345678901", "18位代码", "第138条、第139条", "1:10000",
            "东经106.259281，北纬29.283387", "发票代码5000191130，发票号码12345678", "批号20190315001",
            "气象站57517", "QB/T 1234", "渝食药监械经营许20190012号", "残疾人就业保障金", "肿瘤医院", "村委会3组",
            "13800元", "文件共18页", "第15届第1次", "0.023元", "3-1-2",
        ]:  # fmt: skip
            yield text
            yield f"（{text}）"
