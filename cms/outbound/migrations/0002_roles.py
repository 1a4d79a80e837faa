from django.db import migrations

from cms.units.roles import all_of, give


def give_permissions(apps, schema_editor):
    """Who asks others to take copies down."""
    give(
        apps,
        "editor",
        [
            *all_of("outbound", "removalrequest", "removal request", "add", "change", "view"),
        ],
    )
    give(
        apps,
        "legal",
        [
            *all_of("outbound", "removalrequest", "removal request", "add", "change", "view"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("outbound", "0001_initial"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
