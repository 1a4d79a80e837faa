from django.db import migrations

from cases.models.media_report import link_key
from cms.register.names import name_key
from cms.units.roles import all_of, give


def write_keys(apps, schema_editor):
    """What duplicates are found by, for the reports that are there."""
    Report = apps.get_model("cases", "MediaReport")
    for report in Report.objects.all():
        Report.objects.filter(pk=report.pk).update(link_key=link_key(report.link), title_key=name_key(report.title))


def give_permissions(apps, schema_editor):
    """The credit office enters reports for units that have nobody on the desk; units enter their own."""
    give(apps, "editor", all_of("cases", "mediareport", "media report"))


class Migration(migrations.Migration):
    """What a group was given stays when this is taken back."""

    dependencies = [("cases", "0005_media_reports_verified"), ("units", "0004_roles")]
    operations = [
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
