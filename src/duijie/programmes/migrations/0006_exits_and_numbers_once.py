from django.db import migrations, models

from duijie.common.new_tables import together


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0005_keeping_postings'),
    ]

    operations = together([
        migrations.AddField(
            model_name='stationpatent',
            name='thing',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name='stationproject',
            name='thing',
            field=models.CharField(blank=True, default='', editable=False, max_length=100),
        ),
        migrations.AddConstraint(
            model_name='stationpatent',
            constraint=models.UniqueConstraint(condition=models.Q(('thing', ''), _negated=True), fields=('thing',), name='station_patent_once'),
        ),
        migrations.AddConstraint(
            model_name='stationproject',
            constraint=models.UniqueConstraint(condition=models.Q(('thing', ''), _negated=True), fields=('thing',), name='station_project_once'),
        ),
    ])
