"""Clocks for the check and for closing, lists that look for one kind of clock, filings that were urged, and which
department answers a kind of demand."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_undertakings"), ('demands', '0014_breaches'),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='demandclock',
            name='clock_paused',
        ),
        migrations.RemoveIndex(
            model_name='demandclock',
            name='clock_due',
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='checking',
            field=models.PositiveSmallIntegerField(blank=True, default=3, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='limit of the check'),
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='checking_unit',
            field=models.CharField(choices=[('day', 'working days'), ('hour', 'office hours')], default='day', max_length=4, verbose_name='unit of the check'),
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='closing',
            field=models.PositiveSmallIntegerField(blank=True, default=10, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='limit of closing'),
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='closing_unit',
            field=models.CharField(choices=[('day', 'working days'), ('hour', 'office hours')], default='day', max_length=4, verbose_name='unit of closing'),
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='answer_days',
            field=models.PositiveSmallIntegerField(blank=True, default=10, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='answer of the department, working days'),
        ),
        migrations.AddField(
            model_name='clockpolicy',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clock_policies', to='accounts.department', verbose_name='answered by'),
        ),
        migrations.AddField(
            model_name='filing',
            name='urged_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='urged at'),
        ),
        migrations.AlterField(
            model_name='clockentry',
            name='kind',
            field=models.CharField(choices=[('checking', 'check'), ('response', 'first response'), ('update', 'progress report'), ('solution', 'solution'), ('closing', 'closing')], max_length=8, verbose_name='clock'),
        ),
        migrations.AlterField(
            model_name='demandclock',
            name='kind',
            field=models.CharField(choices=[('checking', 'check'), ('response', 'first response'), ('update', 'progress report'), ('solution', 'solution'), ('closing', 'closing')], max_length=8, verbose_name='clock'),
        ),
        migrations.AddIndex(
            model_name='demandclock',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['due_at', 'demand', 'paused_at', 'told', 'kind'], name='clock_due'),
        ),
        migrations.AddIndex(
            model_name='demandclock',
            index=models.Index(condition=models.Q(('ended_at', None), ('paused_at__isnull', False)), fields=['paused_at', 'demand', 'kind'], name='clock_paused'),
        ),
    ])
