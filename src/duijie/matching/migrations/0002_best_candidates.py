from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('demands', '0002_figure_indexes'),
        ('matching', '0001_tables'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='candidate',
            name='candidate_best',
        ),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(condition=models.Q(('rank', 1)), fields=['run', 'direction', 'rank', 'level', 'score', 'demand'], name='candidate_best'),
        ),
    ]
