import django.db.models.deletion
import duijie.common.clock
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('common', '0001_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='PublicTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='at')),
            ],
            options={
                'verbose_name': 'sending of a public form',
                'verbose_name_plural': 'sendings of public forms',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['key', 'at'], name='public_try_key'), models.Index(fields=['at'], name='public_try_at')],
            },
        ),
        migrations.CreateModel(
            name='PersonalDataRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=duijie.common.clock.now, verbose_name='read at')),
                ('reader_label', models.CharField(blank=True, max_length=160, verbose_name='name of who read')),
                ('target_type', models.CharField(max_length=60, verbose_name='kind of record')),
                ('target_id', models.CharField(max_length=64, verbose_name='number of the record')),
                ('purpose', models.CharField(max_length=40, verbose_name='where it was shown')),
                ('surface', models.CharField(choices=[('page', 'page'), ('api', 'API'), ('cli', 'command line'), ('job', 'job'), ('import', 'import')], max_length=10, verbose_name='from where')),
                ('reader', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
            ],
            options={
                'verbose_name': 'reading of contact data',
                'verbose_name_plural': 'readings of contact data',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target_type', 'target_id', '-at'], name='personal_read_of')],
            },
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='public_forms',
            field=models.CharField(choices=[('closed', 'closed: only those with an account file demands'), ('open', 'open to everybody; the office of the area decides')], default='closed', max_length=10, verbose_name='public forms for firms'),
        ),
    ])
