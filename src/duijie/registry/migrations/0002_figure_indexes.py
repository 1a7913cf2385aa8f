from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='achievement',
            name='achievement_scope',
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='person_scope',
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['archived_at', 'disclosure', 'area', 'zone', 'organisation'], name='achievement_scope'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'id', 'created_at'], name='organisation_scope'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['archived_at', 'is_expert', 'disclosure', 'area', 'zone', 'organisation'], name='person_scope'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['archived_at', 'disclosure', 'area', 'zone', 'organisation'], name='service_scope'),
        ),
    ]
