from django.db import migrations

from cms.units.roles import give


def give_permissions(apps, schema_editor):
    """Who handles intakes."""
    give(
        apps,
        "editor",
        [
            ("remedy", "intake", "handle_intake", "办理异议、修复申请和投诉举报"),
        ],
    )
    give(
        apps,
        "legal",
        [
            ("remedy", "intake", "handle_intake", "办理异议、修复申请和投诉举报"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("remedy", "0002_steps_append_only"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
