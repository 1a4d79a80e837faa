from django.db import migrations

GROUPS = [
    ("严重失信主体名单", "黑名单"),
    ("守信激励对象名单", "红名单"),
    ("失信被执行人", "老赖"),
]


def load(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    for words in GROUPS:
        Synonym.objects.get_or_create(words="\n".join(words))


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words_and_questions")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
