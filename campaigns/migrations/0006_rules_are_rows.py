from django.db import migrations


class Migration(migrations.Migration):
    """The rule of a day was one JSON column; 0005 wrote it into rows."""

    dependencies = [("campaigns", "0005_first_rules")]

    operations = [
        migrations.RemoveField(
            model_name='campaignday',
            name='rule',
        ),
        migrations.RemoveField(
            model_name='campaignday',
            name='valid_from',
        ),
        migrations.RemoveField(
            model_name='campaignday',
            name='valid_to',
        ),
    ]
