import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_keeping_postings'),
        ('registry', '0005_purpose_of_postings'),
    ]

    operations = together([
        migrations.AddField(
            model_name='historicalpostingcall',
            name='academician_days',
            field=models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MaxValueValidator(366)], verbose_name='days a year of an academician at a station, at least'),
        ),
        migrations.AddField(
            model_name='postingcall',
            name='academician_days',
            field=models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MaxValueValidator(366)], verbose_name='days a year of an academician at a station, at least'),
        ),
        migrations.AddField(
            model_name='stationexpert',
            name='person',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='station_seats', to='registry.person', verbose_name='person'),
        ),
    ])
