import django.db.models.deletion
import duijie.common.clock
from django.conf import settings
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('common', '0001_tables'),
        ('registry', '0002_figure_indexes'),
    ]

    operations = together([
        migrations.CreateModel(
            name='ReportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('zh-hans', '简体中文'), ('en', 'English')], max_length=8, verbose_name='language')),
                ('file', models.FileField(blank=True, upload_to='report_templates/', verbose_name='file')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name of the file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                ('at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='brought at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
            ],
            options={
                'verbose_name': 'template of work reports',
                'verbose_name_plural': 'templates of work reports',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='first day')),
                ('last', models.DateField(verbose_name='last day')),
                ('title', models.CharField(max_length=120, verbose_name='title of the report')),
                ('language', models.CharField(choices=[('zh-hans', '简体中文'), ('en', 'English')], max_length=8, verbose_name='language')),
                ('base', models.CharField(max_length=200, verbose_name='address of the site')),
                ('created_at', models.DateTimeField(default=duijie.common.clock.now, verbose_name='made at')),
                ('counted_at', models.DateTimeField(blank=True, null=True, verbose_name='counted at')),
                ('figures', models.JSONField(blank=True, default=dict, verbose_name='figures')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='fingerprint')),
                ('cases', models.JSONField(blank=True, default=list, verbose_name='typical cases')),
                ('cases_by_hand', models.BooleanField(default=False, verbose_name='cases chosen by hand')),
                ('document', models.FileField(blank=True, upload_to='work_reports/', verbose_name='Word document')),
                ('paper', models.FileField(blank=True, upload_to='work_reports/', verbose_name='PDF')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived at')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_reports', to='registry.area', verbose_name='area')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='common.job', verbose_name='job')),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repeated', to='indicators.workreport', verbose_name='made again')),
            ],
            options={
                'verbose_name': 'work report',
                'verbose_name_plural': 'work reports',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['area', '-created_at'], name='work_report_area')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='work_report_days_in_order')],
            },
        ),
    ])
