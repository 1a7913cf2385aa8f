from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('demands', '0003_page_indexes'),
        ('matching', '0002_registers'),
        ('registry', '0005_page_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(condition=models.Q(('rank', 1)), fields=['run', 'direction', 'level', 'score', 'demand'], name='candidate_best'),
        ),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(condition=models.Q(('is_new', True)), fields=['run', 'direction', 'demand'], name='candidate_new'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['-changed_at', '-id'], name='proposal_list'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state', 'changed_at', 'id'], name='proposal_changes'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state', 'expires_on', 'id'], name='proposal_ends'),
        ),
    ]
