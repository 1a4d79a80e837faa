from django.db import migrations

from cms import triggers

TABLE, NAME, MESSAGE = "remedy_intakestep", "intakestep", "the steps of an intake are append-only"


def install(apps, schema_editor):
    triggers.refuse(schema_editor.connection, TABLE, name=NAME, message=MESSAGE)


def remove(apps, schema_editor):
    triggers.allow(schema_editor.connection, TABLE, name=NAME)


class Migration(migrations.Migration):
    dependencies = [("remedy", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
