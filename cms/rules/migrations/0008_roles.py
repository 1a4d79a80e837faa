from django.db import migrations

from cms.units.roles import all_of, give


def give_permissions(apps, schema_editor):
    """The rules are the credit office's to keep."""
    give(
        apps,
        "editor",
        [
            *all_of("rules", "calendarday", "holiday or make-up day"),
            *all_of("rules", "deadlinerule", "deadline rule"),
            *all_of("rules", "rulechange", "change of a rule", "view"),
            *all_of("rules", "regime", "sector with rules of its own"),
            *all_of("rules", "publicationrule", "publication rule"),
            *all_of("rules", "loadedword", "loaded word"),
            *all_of("rules", "field", "field"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("rules", "0007_rules_of_sectors"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
