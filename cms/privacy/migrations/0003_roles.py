from django.db import migrations

from cms.units.roles import all_of, give


def give_permissions(apps, schema_editor):
    """Who may let a find pass."""
    give(
        apps,
        "editor",
        [
            *all_of("privacy", "waiver", "waived find", "add"),
        ],
    )
    give(
        apps,
        "legal",
        [
            *all_of("privacy", "waiver", "waived find", "add"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("privacy", "0002_alter_waiver_kind"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
