from django.db import migrations

from campaigns import triggers
from cms.units.roles import all_of, give

# Part 33 of the plan of 2019, with what was in force before and since (domain rules §10).
# (code, name, aliases, introduction, rules: part, kind, numbers, first and last year, name then, authority and source)
DAYS = [
    (
        "consumer-rights-day", "国际消费者权益日", "国家消费者权益日、3·15、消费者权益日",
        "每年3月15日，由国际消费者联盟组织确定。区级2019年工作要点第33项写作“国家消费者权益日”，两种叫法在本站均可检索。",
        [("day", "fixed_day", {"month": 3, "monthday": 15}, 1983, None, "", "国际消费者联盟组织1983年确定")],
    ),
    (
        "credit-care-day", "全国信用记录关爱日", "信用记录关爱日、6·14",
        "每年6月14日，自2008年起由人民银行系统组织，提醒公众查一查、护一护自己的信用记录。",
        [("day", "fixed_day", {"month": 6, "monthday": 14}, 2008, None, "", "中国人民银行，2008年起")],
    ),
    (
        "morality-day", "公民道德宣传日", "道德宣传日",
        "每年9月20日，自2003年起开展，宣传社会公德、职业道德、家庭美德和个人品德。",
        [("day", "fixed_day", {"month": 9, "monthday": 20}, 2003, None, "", "中央精神文明建设指导委员会，2003年起")],
    ),
    (
        "constitution-day", "国家宪法日", "全国法制宣传日、宪法宣传周",
        "每年12月4日。2014年前为全国法制宣传日，此后为国家宪法日；2018年起所在一周为宪法宣传周。",
        [
            ("day", "fixed_day", {"month": 12, "monthday": 4}, 2001, 2013, "全国法制宣传日", "中央宣传部、司法部，2001年起"),
            (
                "day", "fixed_day", {"month": 12, "monthday": 4}, 2014, None, "",
                "全国人民代表大会常务委员会关于设立国家宪法日的决定（2014年11月1日）",
            ),
            (
                "period", "week_of", {"month": 12, "monthday": 4}, 2018, None, "宪法宣传周",
                "中央宣传部、司法部、全国普法办公室，2018年起",
            ),
        ],
    ),
    (
        "double-eleven", "“双十一”网络消费诚信宣传", "双十一、11·11",
        "以11月11日为中心的网络集中促销期，宣传窗口约为10月20日至11月15日，重点是明码标价、真实评价和及时退换。",
        [
            ("day", "fixed_day", {"month": 11, "monthday": 11}, 2009, None, "双十一", "网络零售惯例，2009年起"),
            (
                "period", "fixed_span", {"month": 10, "monthday": 20, "last_month": 11, "last_monthday": 15}, 2009, None,
                "", "本区宣传窗口，约为10月20日至11月15日",
            ),
        ],
    ),
    (
        "net-integrity-day", "网络诚信宣传日", "网络诚信",
        "日期按年度通知确定：2016年为7月4日至8日，2018年为7月5日；2022年起以中国网络文明大会分论坛形式举办。当年安排以通知为准。",
        [
            (
                "day", "per_year",
                {"years": {"2016": ["2016-07-04", "2016-07-08"], "2018": ["2018-07-05", "2018-07-05"]}}, 2016, None,
                "", "中央网信办等部门当年通知；2022年起为中国网络文明大会分论坛",
            )
        ],
    ),
    (
        "commerce-month", "诚信兴商宣传月", "诚信兴商",
        "由商务主管部门牵头，已知年份在9月开展；后续年份的起止日期以当年通知为准，由编辑录入年表。",
        [
            ("period", "fixed_month", {"month": 9}, 2006, 2018, "", "商务部等部门，2006年起每年9月"),
            ("period", "per_year", {}, 2019, None, "", "商务部等部门当年通知"),
        ],
    ),
    (
        "work-safety-month", "安全生产月", "安全月、安全宣传咨询日",
        "自2002年起为每年6月（此前的安全生产周在5月），其中6月16日为安全宣传咨询日。安全承诺和安全信用是宣传的两条主线。",
        [
            ("period", "fixed_month", {"month": 5}, 1991, 2001, "安全生产周", "原国家安全生产委员会，1991年起在5月"),
            ("period", "fixed_month", {"month": 6}, 2002, None, "", "国务院安全生产委员会办公室，2002年起"),
            (
                "day", "nth_weekday", {"month": 6, "nth": 2, "weekday": 7}, 2002, 2013, "安全宣传咨询日",
                "国务院安全生产委员会办公室，2002年至2013年为6月第二个星期日",
            ),
            (
                "day", "fixed_day", {"month": 6, "monthday": 16}, 2014, None, "安全宣传咨询日",
                "国务院安全生产委员会办公室，2014年起固定为6月16日",
            ),
        ],
    ),
    (
        "quality-month", "全国质量月", "质量月",
        "每年9月，宣传质量法律法规，开展质量开放日、比对检验和质量诚信承诺。",
        [("period", "fixed_month", {"month": 9}, 1978, None, "", "原国家经济委员会1978年起")],
    ),
    (
        "ip-week", "全国知识产权宣传周", "知识产权宣传周、4·26",
        "每年4月20日至26日，其中4月26日为世界知识产权日，关注尊重创造、守约经营和维权援助。",
        [
            (
                "period", "fixed_span", {"month": 4, "monthday": 20, "last_month": 4, "last_monthday": 26}, 2009, None,
                "", "国家知识产权局等部门，2009年起",
            ),
            ("day", "fixed_day", {"month": 4, "monthday": 26}, 2001, None, "世界知识产权日", "世界知识产权组织，2001年起"),
        ],
    ),
]  # fmt: skip
# (task, stage, days, for the organising unit only): how districts run such a day.
CHECKLIST = [
    ("制定活动方案，确定主题、时间和地点", "before", 30, True),
    ("上报本单位参与安排和联系人", "before", 21, False),
    ("落实场地、展板、音响和应急预案", "before", 14, True),
    ("准备宣传资料：海报、手册、短视频", "before", 10, False),
    ("在本单位门户和镇街公告栏预告", "before", 7, False),
    ("现场布置与人员到岗", "on", 0, True),
    ("开展活动，登记人数，拍照", "on", 0, False),
    ("报送活动情况（地点、人数、照片、媒体报道）", "after", 3, False),
    ("汇总成果，更新活动页面", "after", 10, True),
]


def _columns(rule, day):
    """The JSON rule of a day as it was, as columns of a row."""
    first, last = rule.get("from") or [None, None], rule.get("to") or [None, None]
    return {
        "kind": rule["kind"],
        "month": rule.get("month", first[0]),
        "monthday": rule.get("day", first[1]),
        "last_month": last[0],
        "last_monthday": last[1],
        "nth": rule.get("nth"),
        "weekday": rule.get("weekday"),
        "years": rule.get("years", {}),
        "valid_from": day.valid_from,
        "valid_to": day.valid_to,
    }


def _same(old, new):
    """Whether the plan's rule says of the present what the old one said."""
    return all(old[name] == new.get(name) for name in ("kind", "month", "monthday", "last_month", "last_monthday"))


def load(apps, schema_editor):
    Day, Rule, Item = (apps.get_model("campaigns", name) for name in ("CampaignDay", "DayRule", "ChecklistItem"))
    for code, name, aliases, intro, rules in DAYS:
        day = Day.objects.filter(code=code).first()
        is_new = day is None
        if is_new:
            if Day.objects.filter(name=name).exists():
                continue  # an editor wrote the day under a code of their own
            day = Day.objects.create(code=code, name=name, aliases=aliases, intro=intro)
        rows = [
            numbers
            | {"part": part, "kind": kind, "valid_from": first, "valid_to": last, "name": then, "authority": authority}
            for part, kind, numbers, first, last, then, authority in rules
        ]
        old = _columns(day.rule, day) if day.rule.get("kind") else None
        known = is_new or old is None or old["kind"] == "per_year" or any(_same(old, row) for row in rows)
        for row in rows if known else []:
            if row["kind"] == "per_year" and old and old["kind"] == "per_year":
                later = {y: d for y, d in old["years"].items() if int(y) >= row["valid_from"]}
                row["years"] = row.get("years", {}) | later
            Rule.objects.create(day=day, **row)
    # Days of the editors' own, and those whose rule they had changed, keep it.
    for day in Day.objects.filter(rules__isnull=True):
        if day.rule.get("kind"):
            columns = _columns(day.rule, day)
            part = "day" if columns["kind"] in ("fixed_day", "nth_weekday", "per_year") else "period"
            Rule.objects.create(day=day, part=part, authority="迁移自原有设置", **columns)
    for title, stage, days, organiser_only in CHECKLIST:
        Item.objects.create(title=title, stage=stage, days=days, organiser_only=organiser_only)
    Edition, Page = apps.get_model("campaigns", "Edition"), apps.get_model("campaigns", "CampaignPage")
    for page in Page.objects.order_by("starts_on", "pk"):
        Edition.objects.get_or_create(
            day_id=page.day_id,
            year=page.starts_on.year,
            defaults={"starts_on": page.starts_on, "ends_on": page.ends_on, "organiser_id": page.unit_id, "page": page},
        )


def give_permissions(apps, schema_editor):
    """Planning is the credit office's; so is the wall of commitments."""
    give(
        apps,
        "editor",
        [
            *all_of("campaigns", "dayrule", "rule of a campaign day"),
            *all_of("campaigns", "checklistitem", "line of the checklist"),
            *all_of("campaigns", "commitmentindexpage", "wall of commitments"),
            *all_of("campaigns", "commitmentpage", "commitment"),
            ("campaigns", "edition", "plan_editions", "Can plan editions and decide on reports of activities"),
        ],
    )


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The days of the plan with their rules, the checklist, an edition for each page; rights of the credit office."""

    dependencies = [("campaigns", "0004_editions"), ("units", "0004_roles")]
    operations = [
        migrations.RunPython(install, remove),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
