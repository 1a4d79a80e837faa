from django.db import migrations

from cases.remedy import triggers


def install(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.SQLITE_INSTALL, triggers.POSTGRES_INSTALL)


def remove(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.SQLITE_REMOVE, triggers.POSTGRES_REMOVE)


class Migration(migrations.Migration):
    dependencies = [("remedy", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
