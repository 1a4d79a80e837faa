from django.db import migrations

from cms.units.roles import all_of, give

SEE = [("quality", "examination", "view_quality", "Can see the reports of editorial quality")]
EXAMINE = [("quality", "examination", "examine_drafts", "Can have texts examined and see finds in drafts")]


def give_permissions(apps, schema_editor):
    """Editors keep the terms and see what is found, supervisors read; units' people see the hints as they type."""
    give(
        apps,
        "editor",
        [
            *SEE,
            *EXAMINE,
            *all_of("quality", "term", "term"),
            *all_of("quality", "freshnesslimit", "limit of freshness"),
            *all_of("quality", "ignoredlink", "ignored link"),
        ],
    )
    give(apps, "supervisor", SEE)


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("quality", "0002_first_terms"), ("units", "0004_roles")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
