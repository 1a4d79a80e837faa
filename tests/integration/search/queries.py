"""Questions to the corpus and what answers them, judged by hand."""

from tests.integration.search.corpus import CODE, HONOURS, PUNISHMENTS

TEA, DEPOSITS = CODE(6001), CODE(5064)
MADE_OF = {key: CODE(number) for key, _name, number, *_rest in PUNISHMENTS + HONOURS}


def with_code(beginning):
    """The keys of the firms whose code begins so."""
    return " ".join(key for key, code in MADE_OF.items() if code.startswith(beginning))


# Group: [(question, keys of all that answers it, in any order)]
JUDGED = {
    "words of 2 characters": [
        ("工资", "wages"),
        ("拖欠", "wages pay"),
        ("税务", "invoice books dingsheng"),
        ("失信", "judgement drug reviews bikes joint report old"),
        ("修复", "repair howto old"),
        ("饼干", "expired"),
        ("鼎盛", "wages subcontract pay dingsheng"),
        ("白酒", "liquor trademark"),
        (
            "典型",
            "tea coop dingsheng volunteers teacher honest exhibits redlist incentive quality trademark harmony plan",
        ),
        ("种子", "seed"),
    ],
    "words of 3 to 13 characters": [
        ("农民工", "wages"),
        ("税务局", "invoice dingsheng"),
        ("米花糖", "ricecake"),
        ("农家乐", "price"),
        ("信用修复", "repair howto"),
        ("安全生产", "safety"),
        ("价格欺诈", "price"),
        ("商业贿赂", "bribe"),
        ("失信用户", "bikes"),
        ("拖欠农民工工资", "wages"),
        ("道路运输经营许可证", "licence"),
        ("守信联合激励和失信联合惩戒", "joint"),
        ("四面山镇望乡台农家乐", "price"),
        ("一诺千金", "story"),
    ],
    "company names": [
        ("重庆市江津区鼎盛建筑工程有限公司", "wages"),
        ("重庆鼎盛建筑劳务有限公司", "subcontract"),
        ("江津区鑫旺食品有限公司", "ricecake"),
        ("江津区鑫旺食品加工厂", "label"),
        ("重庆江津宏达商贸有限公司", "invoice"),
        ("重庆江津宏达贸易有限公司", "books"),
        ("江津区诚信茶业有限公司", "tea"),
        ("重庆巴蜀文化传媒有限公司", "culture"),
        ("重庆恒通机电设备有限公司", "safety"),
    ],
    "names of 2 to 4 characters": [
        ("陈强", "honest"),
        ("陈记", "tofu"),
        ("王小红", "volunteers"),
        ("季布", "story"),
        ("欧阳明月", "teacher"),
        ("绿源", "sewage seed"),
        ("津渝", "overload licence"),
        ("江小白", "liquor"),
        ("恒通", "statistics safety"),
        ("聚奎", "teacher youth"),
    ],
    "codes": [
        (TEA, "tea"),
        (DEPOSITS, "deposits"),
        (CODE(5001).lower(), "wages"),
        (TEA[:17], "tea"),
        (CODE(5001)[:16], with_code(CODE(5001)[:16])),
        (CODE(5061)[:16], with_code(CODE(5061)[:16])),
        (CODE(6001)[:12], with_code(CODE(6001)[:12])),
        ("915001", with_code("915001")),
    ],
    "document numbers": [
        ("渝府发〔2017〕3号", "joint"),
        ("渝府发[2017]3号", "joint"),
        ("渝府发(2017)3号", "joint"),
        ("渝府发（2017）3号", "joint"),
        ("渝府发【2017】3号", "joint"),
        ("渝府发 2017 3号", "joint"),
        ("渝府发〔2017〕13号", "system"),
        ("渝府办发〔2017〕3号", "personal"),
        ("津市监处罚〔2026〕3号", "expired"),
        ("津市监处罚[2026]13号", "ricecake"),
        ("津府办发〔2019〕34号", "plan"),
        ("渝江人社罚〔2026〕3号", "wages"),
        ("（2026）渝0116执1234号", "judgement"),
        ("GB 32100-2015", "coding"),
        ("发展改革委令第36号", "repair"),
    ],
    "full-width": [
        ("渝府发〔２０１７〕３号", "joint"),
        ("ＡＢＣ国际", "abc"),
        ("abc国际贸易", "abc"),
        ("".join(chr(ord(char) + 0xFEE0) for char in TEA), "tea"),
    ],
    "traditional": [
        ("拖欠農民工工資", "wages"),
        ("稅務局", "invoice dingsheng"),
        ("網絡出版", "culture"),
        ("网络出版", "culture"),
        ("信用修復", "repair howto"),
    ],
    "two words": [
        ("鼎盛 工资", "wages"),
        ("工资，鼎盛", "wages"),
        ("绿源 种子", "seed"),
        ("食品 鼎盛", "dingsheng"),
        ("宏达 逃税", "invoice"),
        ("聚奎 守信", "youth"),
    ],
    "synonyms": [
        ("黑名单", "drug lists"),
        ("严重失信主体名单", "drug lists"),
        ("红名单", "redlist incentive"),
        ("守信激励对象名单", "redlist incentive"),
        ("老赖", "judgement laolai"),
        ("失信被执行人", "judgement laolai"),
    ],
}
# Nothing of the corpus answers these.
NOTHING = ["信息用户", "渝府发〔2018〕3号", "鼎盛运输", "陈列架", CODE(5099), "旺鑫"]
# Of these the one that answers exactly comes before all others.
FIRST = {"company names", "document numbers", "full-width"}
