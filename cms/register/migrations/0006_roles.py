from django.db import migrations

from cms.units.roles import give


def give_permissions(apps, schema_editor):
    """Who may use the verbs."""
    give(
        apps,
        "editor",
        [
            ("register", "entry", "publish_case", "可以公示、更正和结束案例"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("register", "0005_next_change"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
