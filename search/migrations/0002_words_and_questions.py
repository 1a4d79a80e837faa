import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_the_outbox'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HiddenQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='as it is compared')),
                ('text', models.CharField(max_length=200, verbose_name='question')),
            ],
            options={
                'verbose_name': 'hidden question',
                'verbose_name_plural': 'hidden questions',
                'default_permissions': ('add', 'delete'),
            },
        ),
        migrations.CreateModel(
            name='AskedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('key', models.CharField(max_length=200, verbose_name='as it is compared')),
                ('text', models.CharField(max_length=200, verbose_name='question')),
                ('times', models.PositiveIntegerField(verbose_name='asked')),
                ('found', models.PositiveIntegerField(verbose_name='found something')),
                ('masked', models.BooleanField(verbose_name='masked')),
            ],
            options={
                'verbose_name': 'question asked',
                'verbose_name_plural': 'questions asked',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('day', 'key'), name='asked_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='One a line. It is shown to whoever searches for exactly one of them.', verbose_name='questions')),
                ('link', models.URLField(blank=True, verbose_name='address elsewhere')),
                ('link_text', models.CharField(blank=True, max_length=100, verbose_name='text of the link')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='why it is recommended')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='Two to six words for one thing, one a line. Whoever searches for one of them finds them all.', verbose_name='words')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
            ],
            options={
                'verbose_name': 'group of synonyms',
                'verbose_name_plural': 'synonyms',
                'ordering': ['pk'],
            },
        ),
    ]
