import datetime

from django.db import migrations

from cases.assessment import triggers
from cms.units.roles import all_of, give

FIRST = 2019  # the plan's year
# (kind of unit, obligation, required): items 32 and 34. Towns decide few penalties: theirs are counted, not owed.
QUOTAS = [
    ("department", "reward", 1),
    ("department", "punishment", 1),
    ("department", "media", 1),
    ("town", "reward", 1),
    ("town", "punishment", 0),
    ("town", "media", 1),
]
# (code, line, what it counts, points each, at most): domain rules §9. It says nothing of the points of one case: five.
WEIGHTS = [
    ("monthly-articles", "每月报送宣传稿件", "months", "0.5", "6"),
    ("adopted-articles", "宣传稿件被采用", "adopted_articles", "1", "2"),
    ("cases", "典型案例报送与采用", "adopted_cases", "5", "10"),
]
# (number, kind, item): those the plan marks, with the deadlines of its item 39.
ITEMS = [
    (1, "inspection", "完善“信用江津”公共信用信息平台，实现互联共享"),
    (17, "inspection", "在政府采购、招标投标、资金补助等事项中使用信用记录和信用报告"),
    (18, "inspection", "加强公务员诚信教育，编制公务员诚信手册"),
    (19, "inspection", "归集政务失信记录，开展政府机构失信专项治理"),
    (3, "assessment", "行政许可和行政处罚7个工作日内公示，其余信用信息15个工作日内公示"),
    (5, "assessment", "推动失信主体信用修复：培训率100%，退出率30%"),
    (12, "assessment", "“信易+”银税互动"),
    (13, "assessment", "中小企业商业价值信用贷"),
    (14, "assessment", "科技型企业知识价值信用贷"),
    (15, "assessment", "信易贷"),
    (16, "assessment", "信易游、信易住、信易阅"),
    (25, "assessment", "完善全领域信用承诺制度"),
    (26, "assessment", "完善全领域信用分类分级管理制度"),
    (33, "assessment", "开展“信用江津”宣传活动"),
]
DUE = {"inspection": (8, 31), "assessment": (12, 31)}
BOARD = ("assessment", "closedyear", "view_board", "Can see the board of all units")
SUPERVISE = (
    "assessment",
    "closedyear",
    "supervise",
    "Can verify media reports, accept zero reports, score units and close years",
)


def load(apps, schema_editor):
    Quota, Weight, Item = (apps.get_model("assessment", name) for name in ("Quota", "Weight", "PlanItem"))
    for kind, obligation, required in QUOTAS:
        Quota.objects.create(year=FIRST, unit_kind=kind, obligation=obligation, required=required)
    for kind in ("department", "town"):
        for order, (code, name, counted, points, most) in enumerate(WEIGHTS):
            Weight.objects.create(
                year=FIRST, unit_kind=kind, code=code, name=name, counted=counted, points=points, most=most, order=order
            )
    for number, kind, title in ITEMS:
        due_on = datetime.date(FIRST, *DUE[kind])
        Item.objects.create(year=FIRST, number=number, kind=kind, title=title, due_on=due_on)


def give_permissions(apps, schema_editor):
    """Supervisors judge and keep the rules; editors see the board. Neither changes what a unit wrote."""
    give(
        apps,
        "supervisor",
        [BOARD, SUPERVISE, *all_of("assessment", "quota", "quota"), *all_of("assessment", "weight", "weight")],
    )
    give(apps, "editor", [BOARD])


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [
        ("assessment", "0001_initial"),
        ("cases", "0006_media_keys_and_roles"),
        ("units", "0004_roles"),
    ]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
