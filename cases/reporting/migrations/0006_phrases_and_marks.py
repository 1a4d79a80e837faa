from django.db import migrations

from cases.reporting.marks import keys_of
from cms.units.roles import all_of, give

PHRASES = [
    ("facts", "“经过和事实”没有写清时间、地点和当事人做了什么，请补充。"),
    ("facts", "“处理结果”没有写清处罚内容和责令改正的期限，请补充。"),
    ("basis", "请补充处罚依据的法律名称和条款。"),
    ("basis", "请上传决定文书，以便与公示内容核对。"),
    ("source", "公示内容与决定文书不一致，请逐项核对。"),
    ("privacy", "正文或附件中有个人信息，请遮盖后重新提交。"),
    ("privacy", "提到了与案件无关的第三人，请删去。"),
    ("wording", "标题请用中性表述，不加评价。"),
    ("wording", "“典型意义”只写了套话，请说明对同类主体的警示或示范作用。"),
    ("attachment", "图片不清晰或拍到了被处罚人，请更换。"),
    ("duplicate", "该案例已经报送，请勿重复。"),
    ("unsuitable", "不具有典型性，建议另选案例。"),
]


def write_phrases(apps, schema_editor):
    """What reviewers write often."""
    phrases = apps.get_model("reporting", "ReturnPhrase").objects
    for number, (reason, text) in enumerate(PHRASES, 1):
        phrases.get_or_create(text=text, defaults={"reason": reason, "order": number * 10})
    give(apps, "editor", all_of("reporting", "returnphrase", "phrase for returns"))


def mark_cases(apps, schema_editor):
    """By what the cases that are there are known again: from the latest revision of each."""
    pages, revisions = apps.get_model("wagtailcore", "Page").objects, apps.get_model("wagtailcore", "Revision").objects
    marks = apps.get_model("reporting", "CaseMark").objects
    of_cases = pages.filter(content_type__app_label="cases", latest_revision__isnull=False)
    of_cases = of_cases.filter(content_type__model__in=["punishmentcasepage", "rewardcasepage"])
    latest = dict(of_cases.values_list("latest_revision", "pk"))
    Mark = marks.model
    batch = []
    for number, content in revisions.filter(pk__in=of_cases.values("latest_revision")).values_list("pk", "content"):
        batch += [Mark(page_id=latest[number], key=key) for key in sorted(keys_of(content))]
    marks.bulk_create(batch, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    """Taking it back leaves phrases and marks to the tables that hold them."""

    dependencies = [
        ("reporting", "0005_returns"),
        ("units", "0004_roles"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunPython(write_phrases, migrations.RunPython.noop),
        migrations.RunPython(mark_cases, migrations.RunPython.noop),
    ]
