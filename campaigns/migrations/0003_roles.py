from django.db import migrations

from cms.units.roles import all_of, give


def give_permissions(apps, schema_editor):
    """Campaigns are the credit office's."""
    give(
        apps,
        "editor",
        [
            *all_of("campaigns", "campaignday", "campaign day"),
            *all_of("campaigns", "campaignindexpage", "campaign calendar"),
            *all_of("campaigns", "campaignpage", "campaign page"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("campaigns", "0002_initial"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
