from django.db import migrations

from cms.units.roles import all_of, give

TABLES = {
    "catalogueitem": "item of the catalogue",
    "catalogueversion": "version of the catalogue",
    "contact": "contact of a unit",
    "counter": "target of the plan",
    "creditplace": "credit village or town",
    "jointmeasure": "joint measure",
    "planoffer": "item of the plan and its places",
    "platformsystem": "system of the platform",
    "trainingevent": "training",
}


def give_editors(apps, schema_editor):
    """Editors of the credit office keep the tables of the plan."""
    give(apps, "editor", [row for model, name in TABLES.items() for row in all_of("directory", model, name)])


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("units", "0004_roles")]

    operations = [migrations.RunPython(give_editors, migrations.RunPython.noop)]
