"""Detectors of what is said in words: home addresses beyond the township, and health data near a person."""

import re

from cms.privacy.findings import Finding, FindingKind

# A person's dwelling: what follows these words is where someone lives.
HOME_WORDS = (
    r"(?:家庭住址|家庭地址|现住址|居住地址|户籍地址|户籍所在地|户籍地|身份证住址|住址|家住|现住|租住于?|居住于|居住在|暂住于?"
    r"|住所地?)"
)
REGION = r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|市))?(?:[\u4e00-\u9fff]{1,8}?(?:市|区|县|自治县))?"
TOWNSHIP = r"(?:[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))"
DIGITS = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,6}"
# Below the township: a village's group, a street's house number, an estate's block, a flat.
VILLAGE = rf"[\u4e00-\u9fff]{{1,8}}?(?:村|社区){DIGITS}(?:组|社|队|号)"
STREET = rf"[\u4e00-\u9fff]{{1,10}}?(?:路|街|巷|大道|弄|段|支路){DIGITS}(?:号|弄)(?:附{DIGITS}号)?"
BLOCK = rf"{DIGITS} ?(?:幢|栋|号楼|座)(?: ?{DIGITS} ?单元)?(?: ?{DIGITS} ?(?:号房|号|室|层))?(?:[\-—]{DIGITS}){{0,2}}"
FLAT = rf"(?: ?{DIGITS} ?(?:单元|室|号房)|[ \-]?\d{{1,3}}-\d{{1,3}}(?:-\d{{1,3}})?)"
BEYOND = rf"(?:{VILLAGE}|{STREET}|[\u4e00-\u9fff]{{2,10}}?{BLOCK})"

# After such a word anything beyond the township is a home; without one, only what a dweller has: a flat, a group.
NAMED_HOME = re.compile(rf"{HOME_WORDS}(?:为|是|在|于|:)? ?({REGION}{TOWNSHIP}?{BEYOND}(?: ?{BLOCK})?{FLAT}{{0,2}})")
FLAT_ADDRESS = re.compile(
    rf"(?:{TOWNSHIP}|[\u4e00-\u9fff]{{1,8}}?(?:区|县)){BEYOND}?[\u4e00-\u9fff]{{0,10}}?{DIGITS} ?(?:幢|栋|号楼)"
    rf"(?: ?{DIGITS} ?单元)? ?{DIGITS}(?:室|号房|-{DIGITS}|号)"
)
GROUP_ADDRESS = re.compile(rf"{TOWNSHIP}{VILLAGE.replace('号', '户')}(?:{DIGITS}号)?")
# A firm's seat and a place of work are public: the decision names them.
FIRM_WORDS = re.compile(
    r"(?:公司|企业|厂|店|经营场所|经营地址|营业地址|注册地址|住所\(经营场所\)|项目|工地|仓库|园区|工业园|办公|地址设|位于"
    r"|施工现场|采石场|养殖场|合作社|门市|摊位|商铺|机关|单位地址|窗口|大厅|受理点|路口|路段|工程|地块)[^。；;，,\n]{0,14}$"
)

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏苏潘葛范彭鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤罗毕郝安常于时傅皮卞齐"
    "康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米贝臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房"
    "解应宗丁邓洪包左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦巴牧谷车侯全班秋仲宫宁仇甘武符刘景詹束龙叶幸司黎白蒲从索赖卓屠乔胥苍闻莘党翟谭贡申扶冉雍"
    "桑桂濮牛寿通边燕浦尚农温庄柴瞿阎连习艾鱼容向古易廖终耿匡文欧沃利蔚越师巩聂晁勾冷辛简饶曾沙丰查游竺权岳"
)
PERSON = (
    rf"(?:[{SURNAMES}]某{{1,2}}(?:某)?|[{SURNAMES}][\u4e00-\u9fff]?(?:先生|女士|某)|患者|病人|本人|当事人|其(?:妻|夫|子|女|母|父)"
    rf"|[男女]，|法定代表人|负责人|经营者|申请人|员工|职工|村民|学生|儿童)"
)
ILLNESS = (
    r"(?:艾滋病|HIV(?:阳性|感染)?|乙肝|丙肝|肝炎|肺结核|梅毒|性病|癌症?|恶性肿瘤|肿瘤|白血病|尿毒症|糖尿病|高血压|心脏病|冠心病|脑梗塞?|中风"
    r"|精神分裂症?|精神病|精神疾病|抑郁症?|焦虑症|双相情感障碍|癫痫|(?:智力|精神|肢体|听力|视力)残疾|残疾证"
    r"|流产|不孕|怀孕|妊娠|孕\d{1,2}周|吸毒|戒毒|病历|确诊|住院号|就诊|手术后)"
)
HEALTH = re.compile(rf"({PERSON})[^。；;\n]{{0,14}}?({ILLNESS})|({ILLNESS})(?:的)?({PERSON})")


def addresses(text):
    """Home addresses beyond the township: what a word names as a home, and flats or village groups that no firm has."""
    for match in NAMED_HOME.finditer(text):
        yield _address(text, match.start(1), match.end(1))
    for pattern in (FLAT_ADDRESS, GROUP_ADDRESS):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 24) : match.start()]
            if not FIRM_WORDS.search(before + match[0][: match[0].find("镇") + 1 if "镇" in match[0] else 0]):
                yield _address(text, match.start(), match.end())


def _address(text, start, end):
    """The find; its mask keeps the township, which may be published."""
    found = text[start:end]
    township = re.match(rf"{REGION}{TOWNSHIP}", found)
    return Finding(start, end, FindingKind.ADDRESS, (township[0] if township else "") + "***")


def health(text):
    """Words of illness or treatment near words for a person."""
    for match in HEALTH.finditer(text):
        number = 2 if match[2] else 3
        yield Finding(match.start(number), match.end(number), FindingKind.HEALTH, "***")
