from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_county_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='achievement',
            name='achievement_list',
        ),
        migrations.RemoveIndex(
            model_name='organisationtag',
            name='tag_on_a_day',
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='person_list',
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['-updated_at', '-id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'kind', 'stage', 'field', 'trl', 'industry', 'created_at'], name='achievement_list'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['title', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='achievement_titles'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['organisation_name', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='achievement_names'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['kind', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='achievement_kinds'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['trl', 'id', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='achievement_levels'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('zone__isnull', False)), fields=['zone', 'area'], name='achievement_zones'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(condition=models.Q(('body', ''), ('body_en', ''), ('keywords', '')), fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure'], name='achievement_silent'),
        ),
        migrations.AddIndex(
            model_name='organisationtag',
            index=models.Index(fields=['kind', 'from_on', 'to_on', 'organisation'], name='tag_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='organisationtag',
            index=models.Index(fields=['to_on', 'id', 'organisation', 'kind'], name='tag_ends'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['name', 'id', 'is_expert', 'area', 'zone', 'organisation', 'disclosure', 'archived_at', 'rank', 'field'], name='person_list'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['-updated_at', 'id', 'is_expert', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='person_changes'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['organisation_name', 'id', 'is_expert', 'area', 'zone', 'organisation', 'disclosure', 'archived_at'], name='person_names'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('zone__isnull', False)), fields=['zone', 'area'], name='person_zones'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('keywords', ''), ('profile', ''), ('research', '')), fields=['archived_at', 'is_expert', 'area', 'zone', 'organisation', 'disclosure'], name='person_silent'),
        ),
        migrations.AddIndex(
            model_name='achievement',
            index=models.Index(fields=['archived_at', 'area', 'zone', 'organisation', 'disclosure'], name='achievement_scope'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['archived_at', 'is_expert', 'area', 'zone', 'organisation', 'disclosure'], name='person_scope'),
        ),
    ]
