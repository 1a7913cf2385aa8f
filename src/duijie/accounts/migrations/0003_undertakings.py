import django.db.models.deletion
import duijie.common.clock
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_memberships'),
        ('registry', '0002_figure_indexes'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Undertaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(unique=True, verbose_name='version')),
                ('text', models.TextField(verbose_name='text')),
                ('text_en', models.TextField(blank=True, verbose_name='text in English')),
                ('published_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='published at')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'confidentiality undertaking',
                'verbose_name_plural': 'confidentiality undertakings',
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='UndertakingSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='signed as')),
                ('signed_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='signed at')),
                ('ip', models.GenericIPAddressField(blank=True, null=True, verbose_name='signed from')),
                ('undertaking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='accounts.undertaking', verbose_name='confidentiality undertaking')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='undertaking_signatures', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['-signed_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'undertaking'), name='undertaking_signed_once')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='from_on',
            field=models.DateField(blank=True, null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='membership',
            name='to_on',
            field=models.DateField(blank=True, null=True, verbose_name='until'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('from_on', None), ('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='membership_ends_after_beginning'),
        ),
    ])
