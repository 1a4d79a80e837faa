from django.db import migrations

from cms.units.roles import give


def give_permissions(apps, schema_editor):
    """Each of the three reviews is one role's."""
    give(
        apps,
        "leader",
        [
            ("reporting", "unitreviewtask", "review_unit", "可作案例的成员单位审核"),
        ],
    )
    give(
        apps,
        "editor",
        [
            ("reporting", "editorreviewtask", "review_editor", "可作案例的信用办审核"),
        ],
    )
    give(
        apps,
        "legal",
        [
            ("reporting", "legalreviewtask", "review_legal", "可作案例的法制与隐私审核"),
        ],
    )


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("reporting", "0002_three_reviews"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
