import django.core.validators
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0004_reviews_and_printing'),
    ]

    operations = together([
        migrations.AddField(
            model_name='confirmationlink',
            name='seed',
            field=models.CharField(default='', editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='historicalposting',
            name='warned_of',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalservicerules',
            name='warn_days',
            field=models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='days before the end of a posting that both sides are told'),
        ),
        migrations.AddField(
            model_name='posting',
            name='warned_of',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='postingpair',
            name='left_out',
            field=models.CharField(blank=True, max_length=20, verbose_name='left out at the release, why'),
        ),
        migrations.AddField(
            model_name='review',
            name='fit',
            field=models.FloatField(blank=True, null=True, verbose_name='fit'),
        ),
        migrations.AddField(
            model_name='review',
            name='fit_reasons',
            field=models.JSONField(blank=True, default=list, verbose_name='reasons'),
        ),
        migrations.AddField(
            model_name='servicerules',
            name='warn_days',
            field=models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='days before the end of a posting that both sides are told'),
        ),
        migrations.AlterField(
            model_name='historicalposting',
            name='state',
            field=models.CharField(choices=[('matched', 'matched, both sides to answer'), ('both_agreed', 'both agreed'), ('agreement_draft', 'agreement drawn up'), ('signed_host', 'signed by the host unit'), ('signed_home_unit', 'signed by the home unit'), ('signed_commissioner', 'signed by the person posted'), ('filed', 'agreement filed'), ('active', 'serving'), ('extended', 'serving, extended'), ('run_out', 'term over, to be closed'), ('ended', 'ended'), ('terminated', 'terminated early'), ('declined', 'declined'), ('called_off', 'called off')], default='matched', max_length=20, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='state',
            field=models.CharField(choices=[('matched', 'matched, both sides to answer'), ('both_agreed', 'both agreed'), ('agreement_draft', 'agreement drawn up'), ('signed_host', 'signed by the host unit'), ('signed_home_unit', 'signed by the home unit'), ('signed_commissioner', 'signed by the person posted'), ('filed', 'agreement filed'), ('active', 'serving'), ('extended', 'serving, extended'), ('run_out', 'term over, to be closed'), ('ended', 'ended'), ('terminated', 'terminated early'), ('declined', 'declined'), ('called_off', 'called off')], default='matched', max_length=20, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='postingplan',
            name='state',
            field=models.CharField(choices=[('drafted', 'not computed'), ('computed', 'computed, to be looked through'), ('releasing', 'being released'), ('released', 'released to both sides')], default='drafted', max_length=10, verbose_name='state'),
        ),
    ])
