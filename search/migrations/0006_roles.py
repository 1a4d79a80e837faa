from django.db import migrations

from cms.units.roles import all_of, give


def give_permissions(apps, schema_editor):
    """Words and questions are the credit office's."""
    give(
        apps,
        "editor",
        [
            *all_of("search", "askedquestion", "question asked", "view"),
            *all_of("search", "hiddenquestion", "hidden question", "add", "delete"),
            *all_of("search", "change", "change for the index", "change"),
            *all_of("search", "promotion", "recommendation"),
            *all_of("search", "synonym", "group of synonyms"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("search", "0005_who_may_look_after_the_index"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
