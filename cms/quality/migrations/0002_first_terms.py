import datetime

from django.db import migrations

# From these days the old names are wrong. Organs of the State Council changed in spring 2018, local ones until the end
# of March 2019 (《深化党和国家机构改革方案》); tax bureaus were merged down to the counties by the end of July 2018;
# financial regulation changed in May 2023, its local offices on 20 July 2023 (《党和国家机构改革方案》).
STATE, LOCAL = datetime.date(2018, 4, 16), datetime.date(2019, 4, 1)
TAX, FINANCE, OFFICES = datetime.date(2018, 8, 1), datetime.date(2023, 5, 18), datetime.date(2023, 7, 20)
LISTS = datetime.date(2020, 12, 7)  # 国办发〔2020〕49号
REFORM, SECOND = "2018年机构改革", "2023年机构改革"
MARKET, FOOD = "市场监督管理局", "市场监督管理局（药品监管机构按现名）"
REGULATOR = "国家金融监督管理总局"
OFFICE = "国家金融监督管理总局派出机构（监管局、监管分局、监管支局）"
STYLE = "新华社《新闻信息报道中的禁用词和慎用词》"
ORDER = "国办发〔2020〕49号"

# (wrong, right, since, note, fine within)
ORGANS = [
    ("工商局", "市场监管局", LOCAL, REFORM, "工商局域网"),
    ("工商行政管理局", MARKET, LOCAL, REFORM, ""),
    ("质监局", "市场监管局", LOCAL, REFORM, ""),
    ("质量技术监督局", MARKET, LOCAL, REFORM, ""),
    ("食药监局", "市场监管局（药品监管机构按现名）", LOCAL, REFORM, ""),
    ("食品药品监管局", FOOD, LOCAL, REFORM, ""),
    ("食品药品监督管理局", FOOD, LOCAL, REFORM, ""),
    ("环保局", "生态环境局", LOCAL, REFORM, ""),
    ("环境保护局", "生态环境局", LOCAL, REFORM, ""),
    ("国土局", "规划和自然资源局", LOCAL, REFORM, ""),
    ("国土资源局", "规划和自然资源局", LOCAL, REFORM, ""),
    ("国土资源和房屋管理局", "规划和自然资源局", LOCAL, REFORM, ""),
    ("安监局", "应急管理局", LOCAL, REFORM, ""),
    ("安全生产监督管理局", "应急管理局", LOCAL, REFORM, ""),
    ("卫计委", "卫生健康委", LOCAL, REFORM, ""),
    ("卫生和计划生育委员会", "卫生健康委员会", LOCAL, REFORM, ""),
    ("国税局", "税务局", TAX, REFORM, "外国税局 各国税局 本国税局 他国税局"),
    ("地税局", "税务局", TAX, REFORM, "当地税局 各地税局 本地税局 属地税局 外地税局 异地税局 两地税局 三地税局"),
    ("国家税务局", "国家税务总局派出机构（税务局）", TAX, REFORM, ""),
    ("地方税务局", "税务局", TAX, REFORM, ""),
    ("工商总局", "国家市场监督管理总局", STATE, REFORM, ""),
    ("国家工商行政管理总局", "国家市场监督管理总局", STATE, REFORM, ""),
    ("质检总局", "国家市场监督管理总局", STATE, REFORM, ""),
    ("国家质量监督检验检疫总局", "国家市场监督管理总局", STATE, REFORM, ""),
    ("食药监总局", "国家市场监督管理总局（国家药品监督管理局）", STATE, REFORM, ""),
    ("食品药品监督管理总局", "国家市场监督管理总局（国家药品监督管理局）", STATE, REFORM, ""),
    ("安监总局", "应急管理部", STATE, REFORM, ""),
    ("国家安全生产监督管理总局", "应急管理部", STATE, REFORM, ""),
    ("环保部", "生态环境部", STATE, REFORM, "环保部门 环保部分 环保部署"),
    ("环境保护部", "生态环境部", STATE, REFORM, "环境保护部门 环境保护部分 环境保护部署"),
    ("国土资源部", "自然资源部", STATE, REFORM, "国土资源部门 国土资源部分 国土资源部署"),
    ("农业部", "农业农村部", STATE, REFORM, "农业部门 农业部分 农业部署"),
    ("国家旅游局", "文化和旅游部", STATE, REFORM, ""),
    ("国家卫计委", "国家卫生健康委", STATE, REFORM, ""),
    ("银监会", REGULATOR, STATE, "2018年至2023年为银保监会，此后为国家金融监督管理总局", ""),
    ("保监会", REGULATOR, STATE, "2018年至2023年为银保监会，此后为国家金融监督管理总局", ""),
    ("银监局", OFFICE, LOCAL, "2018年至2023年为银保监局，此后为国家金融监督管理总局派出机构", ""),
    ("保监局", OFFICE, LOCAL, "2018年至2023年为银保监局，此后为国家金融监督管理总局派出机构", ""),
    ("银监分局", OFFICE, LOCAL, "2018年至2023年为银保监分局，此后为国家金融监督管理总局派出机构", ""),
    ("银保监会", REGULATOR, FINANCE, SECOND, ""),
    ("中国银行保险监督管理委员会", REGULATOR, FINANCE, SECOND, ""),
    ("银保监局", OFFICE, OFFICES, SECOND, ""),
    ("银保监分局", OFFICE, OFFICES, SECOND, ""),
]
KOREA = "河南韩 湖南韩 海南韩 云南韩 济南韩 西南韩 东南韩 江南韩 越南韩 华南韩 向南韩"
NORTH = "河北韩 湖北韩 东北韩 西北韩 华北韩 江北韩 渝北韩 向北韩"
PLACES = [
    ("南韩", "韩国", KOREA),
    ("北韩", "朝鲜", NORTH),
    ("南朝鲜", "韩国", "越南朝鲜"),
    ("北朝鲜", "朝鲜", "东北朝鲜 华北朝鲜"),
    ("台湾政府", "台湾当局", ""),
    ("台湾总统", "台湾地区领导人", ""),
    ("台湾副总统", "台湾地区副领导人", ""),
    ("中港台", "内地（大陆）与港台", ""),
]
PLACES_HINTS = [
    ("香港政府", "香港特别行政区政府", ""),
    ("澳门政府", "澳门特别行政区政府", ""),
]
OLD_WORDS = [
    ("黑名单", "严重失信主体名单"),
    ("红名单", "守信激励对象名单"),
    ("红黑名单", "守信激励对象名单和严重失信主体名单"),
    ("老赖", "失信被执行人"),
]
INDICATORS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）"
LIMITS = [("home", 14), ("news", 14), ("policy", 180), ("messages", 90)]


def fill(apps, schema_editor):
    """Terms nobody argues about, and the limits of the indicators. Leaders' names are the editors' to enter."""
    term = apps.get_model("quality", "Term").objects
    for wrong, right, since, note, fine in ORGANS:
        values = {"kind": "organ", "severity": "serious", "right": right, "note": note, "fine_in": fine}
        term.create(wrong=wrong, valid_from=since, **values)
    for severity, rows in (("serious", PLACES), ("hint", PLACES_HINTS)):
        for wrong, right, fine in rows:
            term.create(wrong=wrong, right=right, kind="place", severity=severity, note=STYLE, fine_in=fine)
    for wrong, right in OLD_WORDS:
        values = {"kind": "old_word", "severity": "hint", "note": ORDER, "valid_from": LISTS}
        term.create(wrong=wrong, right=right, **values)
    for kind, days in LIMITS:
        apps.get_model("quality", "FreshnessLimit").objects.create(kind=kind, days=days, authority=INDICATORS)


class Migration(migrations.Migration):
    """What editors changed since stays when this is taken back."""

    dependencies = [("quality", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
