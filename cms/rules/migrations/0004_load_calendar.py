from django.db import migrations

from cms.rules.workdays import days_from_library


def load(apps, schema_editor):
    CalendarDay = apps.get_model("rules", "CalendarDay")
    CalendarDay.objects.bulk_create(CalendarDay(**row) for row in days_from_library())


class Migration(migrations.Migration):
    dependencies = [("rules", "0003_calendar_day")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
