from datetime import date

from django.db import migrations

from cms import triggers

ORDER_58 = "《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第58号）"
ORDER_36_FROM = date(2026, 4, 1)
SAMR_45 = "《市场监督管理行政处罚信息公示规定》（国家市场监督管理总局令第45号）"
WAGES = "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源和社会保障部令第45号）"

REGIMES = [
    ("market-regulation", "市场监管行政处罚"),
    ("safety", "特种设备、安全生产、消防"),
    ("wage-arrears-list", "拖欠农民工工资失信联合惩戒对象名单"),
]
# (rule, sector, kind of penalty, published, earliest repair, longest publication, from, to); months; for any class.
# An earliest repair that the rule does not count from the decision is left open, as is the amount of a smaller fine.
RULES = [
    (ORDER_58, "safety", "", True, 12, 36, None, ORDER_36_FROM),
    (SAMR_45, "market-regulation", "warning", False, None, 0, date(2021, 9, 1), None),
    (SAMR_45, "market-regulation", "criticism", True, None, 3, date(2021, 9, 1), None),
    (SAMR_45, "market-regulation", "small_fine", True, None, 3, date(2021, 9, 1), None),
    (SAMR_45, "market-regulation", "other", True, None, 36, date(2021, 9, 1), None),
    (WAGES, "wage-arrears-list", "", True, None, 36, date(2022, 1, 1), None),
]
# Order 58 knew no classes: three months at the least, three years at the most. (class, as loaded by 0002, as it is).
ORDER_58_PERIODS = [("minor", (0, 3), (3, 3)), ("general", (3, 12), (3, 36)), ("serious", (12, 36), (3, 36))]
# (word, neutral term, why, fine within).
WORDS = [
    ("老赖", "失信被执行人", "贬称", ""),
    ("无良", "", "道德评判", ""),
    ("黑心", "", "道德评判", "黑心病 黑心果"),
    ("奸商", "经营者", "贬称", ""),
    ("骗子", "当事人", "未经裁判认定的指控", ""),
    ("骗局", "违法行为", "未经裁判认定的指控", ""),
    ("跑路", "停止经营", "口语，暗指逃匿", ""),
    ("卷款", "未退还款项", "口语，暗指犯罪", ""),
    ("可耻", "", "羞辱", ""),
    ("无耻", "", "羞辱", ""),
    ("卑鄙", "", "羞辱", ""),
    ("丑闻", "案件", "渲染", ""),
    ("丑恶", "", "羞辱", ""),
    ("曝光", "公示", "渲染", "曝光台 曝光量 曝光机 曝光率"),
    ("严惩", "依法处罚", "渲染", ""),
    ("重罚", "罚款", "渲染", ""),
    ("揪出", "查明", "渲染", ""),
    ("现形", "", "渲染", ""),
    ("栽了", "", "嘲讽", ""),
    ("丧尽天良", "", "羞辱", ""),
    ("坑蒙拐骗", "违法经营", "未经裁判认定的指控", ""),
    ("害群之马", "", "羞辱", ""),
    ("败类", "", "羞辱", ""),
    ("毒瘤", "", "羞辱", ""),
    ("黑作坊", "无证加工点", "贬称", ""),
    ("黑店", "店铺", "贬称", ""),
    ("猖獗", "多次", "渲染", ""),
    ("触目惊心", "", "渲染", ""),
    ("罪有应得", "", "评判；行政违法不是犯罪", ""),
]


def load(apps, schema_editor):
    Regime, Rule, Word = (apps.get_model("rules", name) for name in ("Regime", "PublicationRule", "LoadedWord"))
    regimes = {code: Regime.objects.create(code=code, name=name) for code, name in REGIMES}
    Rule.objects.bulk_create(
        Rule(
            authority=authority,
            regime=regimes[regime],
            measure=measure,
            severity="",
            published=published,
            earliest_repair_months=earliest,
            longest_months=longest,
            valid_from=start,
            valid_to=end,
        )
        for authority, regime, measure, published, earliest, longest, start, end in RULES
    )
    for severity, loaded, (earliest, longest) in ORDER_58_PERIODS:
        # What an editor has changed since stays.
        unchanged = Rule.objects.filter(authority=ORDER_58, severity=severity, regime=None)
        unchanged = unchanged.filter(earliest_repair_months=loaded[0], longest_months=loaded[1])
        unchanged.update(earliest_repair_months=earliest, longest_months=longest)
    Word.objects.bulk_create(Word(word=word, neutral=neutral, why=why, fine_in=fine) for word, neutral, why, fine in WORDS)


def install(apps, schema_editor):
    triggers.refuse(
        schema_editor.connection, "rules_rulechange", name="rulechange", message="the history of rules is append-only"
    )


def remove(apps, schema_editor):
    triggers.allow(schema_editor.connection, "rules_rulechange", name="rulechange")


class Migration(migrations.Migration):
    dependencies = [("rules", "0006_sectors_history_words")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
