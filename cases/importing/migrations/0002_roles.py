from django.db import migrations

from cms.units.roles import give


def give_to_editors(apps, schema_editor):
    """Editors of the credit office import for every unit; reporters need no permission for their own."""
    give(apps, "editor", [("importing", "batch", "import_for_all", "Can import cases for all units")])


class Migration(migrations.Migration):
    """Who imports for all units."""

    dependencies = [
        ("importing", "0001_initial"),
        ("units", "0004_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give_to_editors, migrations.RunPython.noop)]
