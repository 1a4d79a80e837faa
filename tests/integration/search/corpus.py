"""A corpus whose answers were judged by hand: entries of all kinds, with neighbours that must not be found."""

import json

from campaigns.models import CampaignDay
from cases.models import HonourSubject, PunishmentSubject
from cms.register import verbs
from tests.factories import cases, site

CODE = cases.credit_code

# key, subject, number of its credit code, title, document number, text
PUNISHMENTS = [
    (
        "wages",
        "重庆市江津区鼎盛建筑工程有限公司",
        5001,
        "{}拖欠农民工工资案",
        "渝江人社罚〔2026〕3号",
        "在工地拖欠农民工工资共计三十二万元。",
    ),
    (
        "subcontract",
        "重庆鼎盛建筑劳务有限公司",
        5002,
        "{}违法转包案",
        "渝江住建罚〔2026〕3号",
        "将承包的工程转包给没有资质的个人。",
    ),
    (
        "pay",
        "重庆鼎盛建筑装饰有限公司",
        5003,
        "{}拖欠劳动报酬案",
        "渝江人社罚〔2026〕13号",
        "拖欠二十名工人的劳动报酬。",
    ),
    (
        "expired",
        "江津区几江街道老字号食品店",
        5011,
        "{}销售过期食品案",
        "津市监处罚〔2026〕3号",
        "货架上有超过保质期的饼干。",
    ),
    (
        "ricecake",
        "江津区鑫旺食品有限公司",
        5012,
        "{}生产不合格米花糖案",
        "津市监处罚〔2026〕13号",
        "抽检的米花糖过氧化值不合格。",
    ),
    ("label", "江津区鑫旺食品加工厂", 5013, "{}标签不符案", "津市监处罚〔2026〕30号", "预包装食品标签没有生产日期。"),
    ("overload", "重庆津渝运输有限公司", 5021, "{}超限超载案", "渝江交罚〔2026〕31号", "货车超载百分之四十。"),
    (
        "licence",
        "重庆津渝物流有限公司",
        5022,
        "{}无证经营道路运输案",
        "渝江交罚〔2026〕131号",
        "没有取得道路运输经营许可证。",
    ),
    (
        "sewage",
        "重庆绿源环保科技有限公司",
        5031,
        "{}违法排放废水案",
        "渝江环罚〔2026〕7号",
        "利用暗管排放废水，污染长江支流。",
    ),
    (
        "seed",
        "重庆绿源农业开发有限公司",
        5032,
        "{}销售假种子案",
        "渝江农罚〔2026〕17号",
        "销售的玉米种子与标签标注的品种不同。",
    ),
    (
        "invoice",
        "重庆江津宏达商贸有限公司",
        5041,
        "{}虚开发票逃税案",
        "江税稽罚〔2026〕5号",
        "税务局检查时查出虚开增值税发票。",
    ),
    ("books", "重庆江津宏达贸易有限公司", 5042, "{}拒绝税务检查案", "江税稽罚〔2026〕15号", "拒绝向税务机关提供账簿。"),
    ("price", "江津区四面山镇望乡台农家乐", 5051, "{}价格欺诈案", "江发改价罚〔2026〕2号", "标低价收高价，欺骗游客。"),
    (
        "judgement",
        "重庆聚贤庄餐饮有限公司",
        5052,
        "{}拒不履行判决案",
        "（2026）渝0116执1234号",
        "被法院列为失信被执行人。",
    ),
    ("drug", "重庆仁和医药有限公司", 5053, "{}销售劣药案", "渝江药罚〔2026〕9号", "列入严重失信主体名单管理。"),
    (
        "reviews",
        "重庆云购电子商务有限公司",
        5054,
        "{}刷单案",
        "津市监处罚〔2026〕41号",
        "组织刷单，商家失信。用户投诉较多。",
    ),
    ("bikes", "重庆享骑科技有限公司", 5055, "{}乱停单车案", "渝江城管罚〔2026〕8号", "平台没有限制失信用户骑行。"),
    ("statistics", "重庆恒通机械制造有限公司", 5061, "{}统计造假案", "江统罚〔2026〕1号", "虚报工业总产值。"),
    (
        "safety",
        "重庆恒通机电设备有限公司",
        5062,
        "{}未落实安全生产责任案",
        "江应急罚〔2026〕1号",
        "没有组织安全生产教育培训。",
    ),
    ("culture", "重慶巴蜀文化傳媒有限公司", 5063, "{}擅自出版案", "渝江文罚〔2026〕4号", "擅自從事網絡出版活動。"),
    ("deposits", "重庆富民财富管理有限公司", 5064, "{}非法集资案", "渝江金罚〔2026〕1号", "向老年人吸收存款。"),
    ("trees", "江津区绿美园林绿化有限公司", 5065, "{}擅自砍伐树木案", "渝江林罚〔2026〕6号", "砍伐行道树十二株。"),
    ("bribe", "重庆华康医疗器械有限公司", 5066, "{}商业贿赂案", "津市监处罚〔2026〕51号", "给予医院采购人员回扣。"),
    (
        "liquor",
        "江津区德感街道金马酒行",
        5067,
        "{}销售侵权白酒案",
        "津市监处罚〔2026〕53号",
        "故意侵犯知识产权，冒用江小白商标。",
    ),
    ("tofu", "江津区白沙镇陈记豆花店", 5068, "{}使用不合格餐具案", "津市监处罚〔2026〕55号", "复用餐具大肠菌群超标。"),
    ("abc", "重庆ＡＢＣ国际贸易有限公司", 5069, "{}走私案", "渝关罚〔2026〕2号", "瞒报进口货物。"),
]
HONOURS = [
    ("tea", "江津区诚信茶业有限公司", 6001, "{}获评守合同重信用企业", "连续十年按约履行。"),
    ("coop", "江津区诚信茶叶专业合作社", 6002, "{}带动茶农增收", "与三百户茶农签约。"),
    ("dingsheng", "重庆鼎盛食品有限公司", 6003, "{}连续五年纳税信用A级", "税务局评为A级纳税人。"),
    ("volunteers", "江津区青年志愿者协会", 6004, "{}志愿服务事迹", "队长王小红带领队员照看留守儿童。"),
    ("teacher", "江津区聚奎中学校", 6005, "{}诚信教育事迹", "教师欧阳明月二十年如一日。"),
    ("honest", "江津区支坪街道陈强小吃店", 6006, "{}拾金不昧", "归还顾客遗失的现金。"),
    ("exhibits", "重庆江记酒庄有限公司", 6007, "{}质量管理典型", "展厅陈列强化了品牌。"),
    ("redlist", "重庆长风机电有限公司", 6008, "{}列入红名单", "享受绿色通道。"),
    ("incentive", "重庆德润环境有限公司", 6009, "{}列入守信激励对象名单", "环境信用评为优秀。"),
    ("quality", "重庆潍柴发动机有限公司", 6010, "{}获市长质量管理奖", "质量追溯到每一台发动机。"),
    ("trademark", "重庆江津酒厂集团有限公司", 6011, "{}获重庆市著名商标", "几江牌白酒百年传承。"),
    ("harmony", "重庆齿轮箱有限责任公司", 6012, "{}劳动关系和谐企业", "十五年没有劳动争议。"),
]
# key, title, document number, text, other fields
POLICIES = [
    (
        "joint",
        "关于建立完善守信联合激励和失信联合惩戒制度的实施意见",
        "渝府发〔2017〕3号",
        "褒扬诚信，惩戒失信。",
        "city",
    ),
    ("system", "关于加快推进社会信用体系建设的意见", "渝府发〔2017〕13号", "建设信用重庆。", "city"),
    ("personal", "关于加强个人诚信体系建设的通知", "渝府办发〔2017〕3号", "完善个人守信记录。", "city"),
    ("plan", "江津区典型案例公示工作方案", "津府办发〔2019〕34号", "每季度报送典型案例。", "district"),
    ("meeting", "江津区信用工作联席会议制度", "津府办发〔2019〕134号", "联席会议每半年召开一次。", "district"),
    ("repair", "信用修复管理办法", "国家发展改革委令第36号", "申请信用修复应当提交承诺书。", "national"),
    ("lists", "关于进一步规范黑名单管理的通知", "国办发〔2020〕49号", "设列名单须有法律依据。", "national"),
    ("coding", "法人和其他组织统一社会信用代码编码规则", "GB 32100-2015", "代码由十八位字符组成。", "national"),
    ("old", "失信行为纠正后的修复办法", "国家发展改革委令第58号", "已被新办法取代。", "national"),
    ("statute", "重庆市社会信用条例", "重庆市人大常委会公告〔2021〕1号", "保护信用主体权益。", "city"),
]
CAMPAIGNS = [
    ("care", "全国信用记录关爱日广场宣传", "珍爱信用记录", "几江街道滨江广场"),
    ("trade", "诚信兴商宣传月启动", "诚信兴商", "双福新区农贸市场"),
    ("youth", "青年守信主题团日", "守信青春", "聚奎书院"),
    ("tax", "税收宣传月进企业", "依法诚信纳税", "珞璜工业园"),
    ("food", "食品安全宣传周", "尚俭崇信", "圣泉街道"),
    ("fair", "诚信购物节", "放心消费", "万达广场"),
]
PAGES = [
    ("howto", "如何申请信用修复", "登录信用中国网站提交申请。"),
    ("report", "怎样反映失信线索", "填写线索表并上传证据。"),
    ("code", "什么是信用代码", "每家企业一个代码。"),
    ("wechat", "扫码关注我们", "微信公众号每周推送。"),
    ("laolai", "老赖会受到哪些限制", "不得乘坐飞机和高铁。"),
    ("story", "一诺千金的故事", "季布重诺，楚人传颂。"),
]


def make():
    """Publishes the corpus; `{key: address}`."""
    tree = site.make_tree()
    found = {}
    for key, name, number, title, document, text in PUNISHMENTS:
        page = cases.punishment(
            tree.scjg,
            save=False,
            title=title.format(name),
            summary=text,
            document_number=document,
            violation_type="违法行为",
            body=cases.body("situation", text),
        )
        page.subjects = [PunishmentSubject(name=name, code=CODE(number))]
        tree.scjg.page.add_child(instance=page)
        page.save_revision()
        found[key] = verbs.publish(cases.reviewed(page)).path
    for key, name, number, title, text in HONOURS:
        page = cases.honour(
            tree.fgw, title=title.format(name), summary=text, honour="典型", body=cases.body("highlights", text)
        )
        page.subjects = [HonourSubject(name=name, code=CODE(number))]
        page.save_revision()
        found[key] = verbs.publish(cases.reviewed(page)).path
    for key, title, document, text, level in POLICIES:
        item = {"number": 1, "heading": "", "text": f"<p>{text}</p>", "responsible": "", "tag": ""}
        page = cases.policy(
            title=title,
            summary=text,
            document_number=document,
            level=level,
            issuer="有关机关",
            body=json.dumps([{"type": "item", "value": item}]),
        )
        found[key] = verbs.publish(page).path
    day = CampaignDay.objects.create(code="corpus", name="主题日")
    for key, title, theme, place in CAMPAIGNS:
        found[key] = verbs.publish(cases.campaign(title=title, theme=theme, place=place, day=day)).path
    for key, title, text in PAGES:
        body = json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])
        found[key] = verbs.publish(cases.information(title=title, body=body)).path
    return found
